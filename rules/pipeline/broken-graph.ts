import { z } from 'zod';
import { clean, defineRule } from '../../src/check/rule.ts';

export default defineRule({
  id: 'pipeline/broken-graph',
  subject: 'pipeline',
  needs: ['stages'],
  severity: 'error',
  confidence: 'high',
  taxonomy: null,
  since: '0.1.0',
  tags: ['dvc'],
  summary: 'A pipeline that cannot be run: doubled or overlapping outputs, cycles',
  why: '`dvc repro` refuses it, and which stage made the data cannot be told; `dvc status` says nothing of it',
  fix: 'give every output one stage and a path of its own',
  messages: {
    doubled: '{{path}} is an output of both {{first}} and {{second}}',
    overlapping: '{{path}}, an output of {{second}}, lies in {{holder}}, an output of {{first}}',
    ownInput: 'stage {{stage}} depends on its own output {{path}}',
    cycle: 'stages {{stages}} depend on one another in a circle',
  },
  options: z.strictObject({}),
  async check({ repository, stages, report }) {
    for (const fault of stages.faults()) {
      const names = fault.stages.map(({ address }) => address);
      const [first = '', second = ''] = names;
      const last = fault.stages.at(-1) ?? fault.stages[0];
      const location = repository.place(last.file, stages.lineOf(last));
      const evidence = { stages: names, ...('path' in fault && { path: fault.path }) };
      const common = { evidence, location, discriminator: `${fault.kind}:${names.join(':')}` };
      switch (fault.kind) {
        case 'doubled':
          report({ messageId: 'doubled', data: { path: fault.path, first, second }, ...common });
          break;
        case 'overlapping':
          report({ messageId: 'overlapping', data: { path: fault.path, holder: fault.holder, first, second }, ...common });
          break;
        case 'own-input':
          report({ messageId: 'ownInput', data: { stage: first, path: fault.path }, ...common });
          break;
        case 'cycle':
          report({ messageId: 'cycle', data: { stages: names.join(', ') }, ...common });
      }
    }
    return clean({ stages: stages.stages.length, edges: stages.graph.edges.length });
  },
});
