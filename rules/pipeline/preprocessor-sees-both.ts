import { z } from 'zod';
import { clean, defineRule } from '../../src/check/rule.ts';

export default defineRule({
  id: 'pipeline/preprocessor-sees-both',
  subject: 'pipeline',
  needs: ['stages'],
  severity: 'warn',
  confidence: 'medium',
  taxonomy: 'L1.2',
  since: '0.1.0',
  tags: ['leakage', 'dvc'],
  summary: 'A fitted preprocessor that is made by a stage which reads both train and test data',
  why: 'if it is fitted on both, what it learned of the test rows is in the train data',
  fix: 'fit in a stage that depends on the train data alone, and apply the artefact in another',
  messages: {
    both: 'stage {{stage}} makes {{artefact}} from train and test data',
  },
  options: z.strictObject({}),
  async check({ repository, stages, report }) {
    for (const { stage, artefact } of stages.leaks('preprocessor-sees-both')) {
      report({
        messageId: 'both',
        data: { stage: stage.address, artefact },
        evidence: { stage: stage.address, artefact },
        discriminator: `${stage.address}:${artefact}`,
        location: repository.place(stage.file, stages.lineOf(stage)),
      });
    }
    return clean({ stages: stages.stages.length });
  },
});
