import { z } from 'zod';
import { clean, defineRule } from '../../src/check/rule.ts';

export default defineRule({
  id: 'version/git-tracked-out',
  subject: 'pipeline',
  needs: ['stages'],
  severity: 'error',
  confidence: 'high',
  taxonomy: null,
  since: '0.1.0',
  tags: ['version', 'dvc'],
  summary: 'Data that both Git and DVC track',
  why: 'the two can hold different versions of the same path, and each checkout overwrites the other',
  fix: 'run `git rm -r --cached <path>`, or give the output `cache: false` to leave it to Git',
  messages: {
    tracked: '{{path}} is an output that DVC stores and also tracked by Git',
  },
  options: z.strictObject({}),
  async check({ repository, stages, report }) {
    for (const { path, stage } of stages.gitTracked()) {
      report({
        messageId: 'tracked',
        data: { path },
        evidence: { path, stage: stage.address },
        discriminator: path,
        location: repository.place(stage.file, stages.lineOf(stage)),
      });
    }
    return clean();
  },
});
