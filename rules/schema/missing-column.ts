import { z } from 'zod';
import { declaredAt } from '../../src/check/declared-at.ts';
import { clean, defineRule } from '../../src/check/rule.ts';
import { likelyRenamed } from '../../src/measure/columns/likely-renamed.ts';

export default defineRule({
  id: 'schema/missing-column',
  subject: 'dataset',
  needs: [],
  severity: 'error',
  confidence: 'high',
  taxonomy: null,
  since: '0.1.0',
  tags: ['schema'],
  summary: 'A column that was declared, or that train has, and that is not there',
  why: 'the model cannot be judged on data that lack one of its inputs',
  fix: 'write the column, correct its name, or leave it out everywhere',
  messages: {
    declared: 'the declared feature {{column}} is missing',
    missing: '{{column}} is missing, which {{train}} has',
    renamed: '{{column}} is missing, which {{train}} has; {{other}} may be the same under another name',
  },
  options: z.strictObject({}),
  async check({ table, peers, declared, columnRole, report }) {
    const train = table.role === 'train' ? undefined : peers.find(({ role }) => role === 'train');
    const features = [...declared.features.values()].filter(({ origin, optional, available }) => {
      if (origin.kind === 'feast' || optional) return false;
      return table.role !== 'serving' || (origin.kind !== 'foreign' && available !== 'after');
    });
    for (const feature of features) {
      const { name } = feature;
      // What train has too is told with the other columns of train.
      if (table.column(name) || train?.column(name) || columnRole(name) === 'target') continue;
      const evidence = { columns: table.columns.length, ...declaredAt(feature) };
      // A description of the data may be one of what they were made from, unless it says what must be there.
      const severity = feature.origin.kind === 'foreign' && feature.optional === undefined ? 'warn' : 'error';
      report({ messageId: 'declared', data: { column: name }, columns: [name], evidence, severity });
    }
    const missing = table.role === 'serving' || !train ? [] : train.columns.filter(({ name }) => !table.column(name));
    const extra = train ? table.columns.filter(({ name }) => !train.column(name)) : [];
    for (const column of missing) {
      const role = columnRole(column.name);
      const other = likelyRenamed(column, extra);
      const common = {
        columns: [column],
        evidence: { role, trainColumns: train!.columns.length, columns: table.columns.length },
        severity: role === 'feature' ? 'error' : 'warn',
      } as const;
      const said = { column: column.name, train: train!.role };
      if (other) report({ ...common, messageId: 'renamed', data: { ...said, other: other.name } });
      else report({ ...common, messageId: 'missing', data: said });
    }
    return clean({ declaredFeatures: features.length, trainColumns: train?.columns.length ?? 0, columns: table.columns.length });
  },
});
