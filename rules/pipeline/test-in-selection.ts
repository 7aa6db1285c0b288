import { z } from 'zod';
import { clean, defineRule } from '../../src/check/rule.ts';

export default defineRule({
  id: 'pipeline/test-in-selection',
  subject: 'pipeline',
  needs: ['stages'],
  severity: 'warn',
  confidence: 'medium',
  taxonomy: 'L1.3',
  since: '0.1.0',
  tags: ['leakage', 'dvc'],
  summary: 'Features, settings or models that are chosen by test data or by the metrics measured on them',
  why: 'the best of many looks good on the test data by chance, so the score is better than it will be on new rows',
  fix: 'choose on validation data or by cross-validation, and read the test data once, at the end',
  messages: {
    reads: 'stage {{stage}} chooses by the test data {{path}}',
    feedback: 'stage {{stage}} depends on {{path}}, which an evaluation made',
  },
  options: z.strictObject({}),
  async check({ repository, stages, report }) {
    for (const { stage, path, isFeedback } of stages.leaks('test-in-selection')) {
      report({
        messageId: isFeedback ? 'feedback' : 'reads',
        data: { stage: stage.address, path },
        evidence: { stage: stage.address, path, isFeedback },
        discriminator: `${stage.address}:${path}`,
        location: repository.place(stage.file, stages.lineOf(stage)),
      });
    }
    return clean({ stages: stages.stages.length, selections: stages.count('select'), evaluations: stages.count('evaluate') });
  },
});
