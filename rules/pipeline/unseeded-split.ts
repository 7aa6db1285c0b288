import { z } from 'zod';
import { clean, defineRule } from '../../src/check/rule.ts';

export default defineRule({
  id: 'pipeline/unseeded-split',
  subject: 'pipeline',
  needs: ['stages'],
  severity: 'info',
  confidence: 'low',
  taxonomy: null,
  since: '0.1.0',
  tags: ['dvc'],
  summary: 'A split stage that tracks no seed',
  why: 'run again, it may split otherwise, and rows move from test to train unseen',
  fix: 'make the seed a parameter of the stage, or assign rows by a hash of their id',
  messages: {
    unseeded: 'split stage {{stage}} tracks no seed in its parameters or command',
  },
  options: z.strictObject({}),
  async check({ repository, stages, declared, report }) {
    if (declared.strategy === 'temporal')
      return clean({ splits: stages.count('split') }, 'the split is declared temporal, which draws nothing');
    for (const { stage } of stages.leaks('unseeded-split')) {
      report({
        messageId: 'unseeded',
        data: { stage: stage.address },
        evidence: { stage: stage.address },
        discriminator: stage.address,
        location: repository.place(stage.file, stages.lineOf(stage)),
      });
    }
    return clean({ splits: stages.count('split') });
  },
});
