import { z } from 'zod';
import { clean, defineRule } from '../../src/check/rule.ts';

export default defineRule({
  id: 'version/ignored-record',
  subject: 'pipeline',
  needs: [],
  severity: 'warn',
  confidence: 'high',
  taxonomy: null,
  since: '0.1.0',
  tags: ['version', 'dvc'],
  summary: 'A dvc.yaml or .dvc file that Git ignores, and DVC therefore takes for absent',
  why: 'what it records is in no commit, and `dvc status` calls the repository clean without looking at it',
  fix: 'take the file out of .gitignore and commit it',
  messages: {
    ignored: '{{file}} is ignored by Git, so DVC does not see it',
  },
  options: z.strictObject({}),
  async check({ repository, report }) {
    for (const file of repository.ignored) {
      report({ messageId: 'ignored', data: { file }, evidence: { file }, discriminator: file, location: repository.place(file) });
    }
    return clean();
  },
});
