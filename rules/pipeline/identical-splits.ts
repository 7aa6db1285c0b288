import { z } from 'zod';
import { clean, defineRule } from '../../src/check/rule.ts';

export default defineRule({
  id: 'pipeline/identical-splits',
  subject: 'pipeline',
  needs: ['stages'],
  severity: 'error',
  confidence: 'high',
  taxonomy: 'L1.1',
  since: '0.1.0',
  tags: ['leakage', 'dvc'],
  summary: 'Splits of different roles that are recorded with the same hash',
  why: 'the model is scored on the rows it was trained on',
  fix: 'mend the split stage, and run `dvc repro`',
  messages: {
    same: '{{first}} and {{second}} hold the same bytes',
  },
  options: z.strictObject({}),
  async check({ stages, repository, report }) {
    for (const { first, second, hash } of stages.leaks('identical-splits')) {
      report({
        messageId: 'same',
        data: { first, second },
        evidence: { first, second, hash },
        discriminator: `${first}:${second}`,
        location: repository.place('dvc.lock'),
      });
    }
    return clean({ stages: stages.stages.length });
  },
});
