import { z } from 'zod';
import { clean, defineRule, skipped } from '../../src/check/rule.ts';
import { likelyRenamed } from '../../src/measure/columns/likely-renamed.ts';

export default defineRule({
  id: 'schema/unexpected-column',
  subject: 'dataset',
  roles: ['validation', 'test', 'serving'],
  needs: [],
  severity: 'warn',
  confidence: 'high',
  taxonomy: null,
  since: '0.1.0',
  tags: ['schema'],
  summary: 'A column that train does not have',
  why: 'the tables were not made in one way, and what is new here was not there to learn from',
  fix: 'make train and this table by the same code, or leave the column out',
  messages: {
    unexpected: '{{column}} is not in {{train}}',
    renamed: '{{column}} is not in {{train}}; {{other}} of {{train}} may be the same under another name',
  },
  options: z.strictObject({}),
  async check({ table, peers, declared, columnRole, report }) {
    const train = peers.find(({ role }) => role === 'train');
    if (!train) return skipped('needs train data');
    const unexpected = table.columns.filter(
      ({ name }) => !train.column(name) && !declared.features.has(name) && columnRole(name) === 'feature',
    );
    const missing = train.columns.filter(({ name }) => !table.column(name));
    for (const column of unexpected) {
      const other = likelyRenamed(column, missing);
      const common = {
        columns: [column],
        evidence: { type: column.type, trainColumns: train.columns.length, columns: table.columns.length },
        // Logs of what was served carry more than features.
        severity: table.role === 'serving' ? 'info' : 'warn',
      } as const;
      const said = { column: column.name, train: train.role };
      if (other) report({ ...common, messageId: 'renamed', data: { ...said, other: other.name } });
      else report({ ...common, messageId: 'unexpected', data: said });
    }
    return clean({ columns: table.columns.length, trainColumns: train.columns.length });
  },
});
