import { z } from 'zod';
import { clean, defineRule } from '../../src/check/rule.ts';

export default defineRule({
  id: 'version/test-changed-with-model',
  subject: 'pipeline',
  needs: ['stages', 'revisions'],
  severity: 'warn',
  confidence: 'medium',
  taxonomy: null,
  since: '0.1.0',
  tags: ['version', 'dvc'],
  summary: 'Test data that changed between two revisions together with the model or its metrics',
  why: 'a better score may come from easier test data: the two scores cannot be compared',
  fix: 'evaluate both models on the same test data before you compare them',
  messages: {
    changed: 'test data {{tests}} changed from {{from}} to {{to}} together with {{made}}',
  },
  options: z.strictObject({}),
  async check({ revisions, repository, report }) {
    const { tests, models, metrics, outs, params, commands } = revisions.changes();
    const made = [...new Set([...models, ...metrics])];
    const evidence = {
      ...revisions.names,
      tests: [...tests],
      models: [...models],
      metrics: [...metrics],
      changedOuts: outs.length,
      changedParameters: [...new Set(params.map(({ key }) => key))],
      changedCommands: [...commands],
    };
    if (tests.length === 0 || made.length === 0) return clean(evidence);
    report({
      messageId: 'changed',
      data: { ...revisions.names, tests: tests.join(', '), made: made.join(', ') },
      evidence,
      location: repository.place('dvc.lock'),
    });
    return undefined;
  },
});
