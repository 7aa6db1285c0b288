import { z } from 'zod';
import { clean, defineRule } from '../../src/check/rule.ts';

export default defineRule({
  id: 'pipeline/unsplit-source',
  subject: 'pipeline',
  needs: ['stages'],
  severity: 'warn',
  confidence: 'medium',
  taxonomy: 'L1.1',
  since: '0.1.0',
  tags: ['leakage', 'dvc'],
  summary: 'Training that reaches the data before the split, around the split',
  why: 'the source holds the test rows too, so the model may have learned them',
  fix: 'let training and what leads to it depend on the train data alone',
  messages: {
    direct: 'training stage {{stage}} depends on {{path}}, which {{split}} splits into train and test data',
    through:
      'training stage {{stage}} depends, through {{through}}, on {{path}}, which {{split}} splits into train and test data',
  },
  options: z.strictObject({}),
  async check({ repository, stages, report }) {
    for (const { stage, through, split, path } of stages.leaks('unsplit-source')) {
      const data = { stage: stage.address, path, split: split.address };
      const finding = {
        evidence: { ...data, through: through.address },
        discriminator: `${stage.address}:${path}`,
        location: repository.place(through.file, stages.lineOf(through)),
      };
      if (through === stage) report({ messageId: 'direct', data, ...finding });
      else report({ messageId: 'through', data: { ...data, through: through.address }, ...finding });
    }
    return clean({ stages: stages.stages.length, splits: stages.count('split'), training: stages.count('train') });
  },
});
