import { z } from 'zod';
import { clean, defineRule } from '../../src/check/rule.ts';

export default defineRule({
  id: 'pipeline/train-reads-test',
  subject: 'pipeline',
  needs: ['stages'],
  severity: 'error',
  confidence: 'medium',
  taxonomy: 'L1.1',
  since: '0.1.0',
  tags: ['leakage', 'dvc'],
  summary: 'A training stage that depends on test data, or an evaluation on nothing but what was trained on',
  why: 'the model can learn the rows it is scored on, so the score says nothing of rows it has not seen',
  fix: 'take the test data out of the dependencies of training; stop early on validation data instead',
  messages: {
    reads: 'training stage {{stage}} depends on the test data {{path}}',
    same: 'stage {{stage}} evaluates on nothing that {{train}} has not read: {{paths}}',
  },
  options: z.strictObject({}),
  async check({ repository, stages, report }) {
    for (const { stage, path, isDirectory } of stages.leaks('train-reads-test')) {
      report({
        messageId: 'reads',
        data: { stage: stage.address, path },
        evidence: { stage: stage.address, path, isDirectory },
        // A directory may be read in part.
        severity: isDirectory ? 'warn' : 'error',
        discriminator: `${stage.address}:${path}`,
        location: repository.place(stage.file, stages.lineOf(stage)),
      });
    }
    for (const { stage, train, paths, isDirectory } of stages.leaks('evaluated-on-train')) {
      report({
        messageId: 'same',
        data: { stage: stage.address, train: train.address, paths: paths.join(', ') },
        evidence: { stage: stage.address, train: train.address, paths: [...paths], isDirectory },
        // One directory may hold both splits.
        severity: isDirectory ? 'info' : 'warn',
        fix: 'give each split a file of its own, and let each stage depend on what it reads',
        discriminator: `${stage.address}:${train.address}`,
        location: repository.place(stage.file, stages.lineOf(stage)),
      });
    }
    return clean({ stages: stages.stages.length, training: stages.count('train'), evaluations: stages.count('evaluate') });
  },
});
