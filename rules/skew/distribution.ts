import { z } from 'zod';
import { clean, defineRule, skipped, underpowered } from '../../src/check/rule.ts';
import { identifier, sql } from '../../src/engine/sql.ts';
import { comparableColumns } from '../../src/measure/rows/matched-rows.ts';
import { compareMatched } from '../../src/measure/shift/changed-columns.ts';
import { type Explanation, explainShift } from '../../src/measure/shift/explain-shift.ts';

/** Serving rows that are matched by key are compared value by value. */
const MATCHED = 0.5;
const MIN_MATCHED = 20;

export default defineRule({
  id: 'skew/distribution',
  subject: 'dataset',
  roles: ['serving'],
  needs: [],
  severity: 'error',
  confidence: 'medium',
  taxonomy: null,
  since: '0.1.0',
  tags: ['skew'],
  summary: 'A serving column whose distribution is that of train in another unit, time zone or precision',
  why: 'the model is served other values than it was trained on, so its score does not hold in production',
  fix: 'compute the column in one place for training and serving, and compare again',
  messages: {
    converted: '{{column}} looks like {{train}} in another unit: {{name}}',
    scaled: '{{column}} looks like {{train}} times {{factor}}',
    moved: '{{column}} looks like {{train}} moved by one amount',
    zone: '{{column}} looks like {{train}} in another time zone: {{offsetMicros|duration}} off',
    rounded: '{{column}} is rounded to {{decimals}} decimals, and not in {{train}}',
    empty: '{{column}} is missing in {{servingNullShare|percent}} of serving, and in {{trainNullShare|percent}} of {{train}}',
    nulls: '{{column}} is missing in {{servingNullShare|percent}} of serving, and in {{trainNullShare|percent}} of {{train}}',
  },
  options: z.strictObject({
    minRows: z.number().int().min(100).default(100).describe('Rows that each table must have'),
  }),
  async check({ table, peers, declared, inferredIds, columnRole, options, signal, report }) {
    const train = peers.find(({ role }) => role === 'train');
    if (!train) return skipped('needs train data');
    const [first, second] = await Promise.all([train.frame(), table.frame()]);
    const rows = Math.min(first.rows, second.rows);
    if (rows < options.minRows) return underpowered(`${rows} rows; ${options.minRows} would be enough`, { rows });
    const identifiers = { ...declared, time: declared.time, inferred: inferredIds };
    for (const peer of peers) {
      const matched = await compareMatched(table, peer, identifiers, MIN_MATCHED, signal);
      if (matched?.sameThings && matched.rows >= MATCHED * (await table.rows()))
        return clean({ matchedRows: matched.rows }, 'serving rows are compared with their own rows by skew/changed-values');
    }
    const compared = comparableColumns(train, table).filter(({ name }) => KINDS.has(columnRole(name)));
    for (const column of compared) {
      const explanation = explainShift(first, second, column);
      if (!explanation) continue;
      const { kind, certain, figures, name = '' } = explanation;
      const said = { ...NONE, ...figures, name, column: column.name, train: train.role };
      report({
        messageId: kind,
        data: said,
        columns: [column],
        severity: certain ? 'error' : 'warn',
        coverage: first.sampled || second.sampled ? 'sampled' : 'exact',
        evidence: { ...figures, trainRows: first.rows, servingRows: second.rows },
        sql: sql`SELECT ${column} FROM ${identifier(train.role)}`,
      });
    }
    return clean({ columns: compared.length });
  },
});

const KINDS: ReadonlySet<string> = new Set(['feature', 'time']);
const NONE = { factor: 1, offset: 0, offsetMicros: 0, decimals: 0, trainNullShare: 0, servingNullShare: 0 } satisfies Partial<
  Explanation['figures']
>;
