import { z } from 'zod';
import { clean, defineRule } from '../../src/check/rule.ts';

export default defineRule({
  id: 'version/imported-edited',
  subject: 'pipeline',
  needs: ['stages'],
  severity: 'error',
  confidence: 'high',
  taxonomy: null,
  since: '0.1.0',
  tags: ['version', 'dvc'],
  summary: 'The .dvc file of an import that was edited by hand',
  why: 'it no longer says where the data came from: source, revision and hash need not belong together',
  fix: 'import again with `dvc import`, `dvc import-url` or `dvc update`',
  messages: {
    edited: '{{file}} is not as DVC wrote it: its own checksum does not fit its content',
  },
  options: z.strictObject({}),
  async check({ repository, stages, report }) {
    const imports = stages.stages.filter(({ imports }) => imports !== undefined);
    for (const { file, checksum } of stages.stages) {
      if (!checksum || (checksum.recorded ?? null) === checksum.computed) continue;
      const evidence = { file, recorded: String(checksum.recorded ?? ''), computed: checksum.computed };
      report({ messageId: 'edited', data: { file }, evidence, discriminator: file, location: repository.place(file) });
    }
    return clean({ imports: imports.length });
  },
});
