import { z } from 'zod';
import { clean, defineRule } from '../../src/check/rule.ts';

export default defineRule({
  id: 'version/producer-mismatch',
  subject: 'pipeline',
  needs: ['stages'],
  severity: 'error',
  confidence: 'high',
  taxonomy: null,
  since: '0.1.0',
  tags: ['version', 'dvc'],
  summary: 'A stage that was run on other data than its producer recorded',
  why: 'scores come from another version of the data than the repository names, and rows may have moved from test to train',
  fix: 'run `dvc repro`, so that all stages are recorded on the same data',
  messages: {
    differs: 'stage {{consumer}} read another version of {{path}} than {{producer}} recorded',
  },
  options: z.strictObject({}),
  async check({ repository, stages, report }) {
    for (const { edge, read, made } of stages.producerMismatches()) {
      const { consumer, producer, dep } = edge;
      report({
        messageId: 'differs',
        data: { consumer: consumer.address, path: dep.path, producer: producer.address },
        evidence: { consumer: consumer.address, producer: producer.address, path: dep.path, read, made },
        discriminator: `${consumer.address}:${dep.path}`,
        location: repository.place(consumer.file, stages.lineOf(consumer)),
      });
    }
    return clean({ edges: stages.graph.edges.length });
  },
});
