import { z } from 'zod';
import { clean, defineRule } from '../../src/check/rule.ts';

export default defineRule({
  id: 'version/unversioned-data',
  subject: 'dataset',
  needs: ['versioning'],
  severity: 'warn',
  confidence: 'high',
  taxonomy: null,
  since: '0.1.0',
  tags: ['version', 'dvc'],
  summary: 'Data in a DVC repository that neither DVC nor Git has recorded',
  why: 'nobody can say later on which data the result was measured',
  fix: 'record it with `dvc add <path>`, or as the output of the stage that makes it',
  messages: {
    unversioned: 'neither DVC nor Git records {{unversioned}} of the {{files}} files of {{dataset}}',
  },
  options: z.strictObject({}),
  async check({ table, versioning, report }) {
    const { by, files, unversioned } = versioning;
    const evidence = { by, files, unversioned };
    if (by !== 'nothing') return clean(evidence, by === 'git' ? 'Git tracks it' : undefined);
    report({ messageId: 'unversioned', data: { dataset: table.name, files, unversioned }, evidence });
    return undefined;
  },
});
