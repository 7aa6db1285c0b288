import { z } from 'zod';
import { clean, defineRule } from '../../src/check/rule.ts';
import { likelyRenamed } from '../../src/measure/columns/likely-renamed.ts';

export default defineRule({
  id: 'skew/missing-column',
  subject: 'serving',
  needs: [],
  severity: 'error',
  confidence: 'high',
  taxonomy: null,
  since: '0.1.0',
  tags: ['skew', 'schema'],
  summary: 'A train column that serving data lacks',
  why: 'the model was trained with a column that it will not be given, so serving fails or guesses',
  fix: 'serve the column, or train without it; if it exists only after the outcome, declare it `available: after`',
  messages: {
    missing: 'serving has no column {{column}}, which {{train}} has',
    renamed: 'serving has no column {{column}}, which {{train}} has; {{other}} may be the same under another name',
  },
  options: z.strictObject({}),
  async check({ train, serving, log, declared, columnRole, report }) {
    const missing = train.columns.filter(({ name }) => {
      const role = columnRole(name);
      // Rows of a log are no rows of train.
      const expected = role === 'feature' || role === 'time' || role === 'entity' || (role === 'id' && !log);
      return expected && !serving.column(name) && declared.features.get(name)?.available !== 'after';
    });
    const extra = serving.columns.filter(({ name }) => !train.column(name));
    for (const column of missing) {
      const role = columnRole(column.name);
      const other = likelyRenamed(column, extra);
      const common = {
        columns: [column],
        evidence: { role, trainColumns: train.columns.length, servingColumns: serving.columns.length },
        severity: role === 'feature' ? 'error' : 'warn',
      } as const;
      const said = { column: column.name, train: train.role };
      if (other) report({ ...common, messageId: 'renamed', data: { ...said, other: other.name } });
      else report({ ...common, messageId: 'missing', data: said });
    }
    return clean({ columns: train.columns.length, missing: missing.length });
  },
});
