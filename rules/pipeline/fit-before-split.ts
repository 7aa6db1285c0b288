import { z } from 'zod';
import { clean, defineRule } from '../../src/check/rule.ts';

export default defineRule({
  id: 'pipeline/fit-before-split',
  subject: 'pipeline',
  needs: ['stages'],
  severity: 'warn',
  confidence: 'medium',
  taxonomy: 'L1.2',
  since: '0.1.0',
  tags: ['leakage', 'dvc'],
  summary: 'A stage that fits pre-processing or selects features before the data are split',
  why: 'what it learned of the test rows is in the train data, so the score is better than it will be on new rows',
  fix: 'split first; fit on the train data alone and apply what was fitted to the test data',
  messages: {
    before: 'stage {{stage}} is fitted on all rows before {{split}} splits them',
  },
  options: z.strictObject({}),
  async check({ repository, stages, report }) {
    for (const { stage, split } of stages.leaks('fit-before-split')) {
      report({
        messageId: 'before',
        data: { stage: stage.address, split: split.address },
        evidence: { stage: stage.address, split: split.address },
        discriminator: `${stage.address}:${split.address}`,
        location: repository.place(stage.file, stages.lineOf(stage)),
      });
    }
    return clean({ stages: stages.stages.length, splits: stages.count('split'), fits: stages.count('fit') });
  },
});
