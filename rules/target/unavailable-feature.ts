import { z } from 'zod';
import { declaredAt } from '../../src/check/declared-at.ts';
import { clean, defineRule, skipped } from '../../src/check/rule.ts';
import type { Column } from '../../src/engine/column.ts';
import { identifier, sql } from '../../src/engine/sql.ts';
import type { Table } from '../../src/engine/table.ts';
import { rankedStrengths } from '../../src/measure/strength/ranked-strengths.ts';
import { requiredZ } from '../../src/stats/multiple-testing.ts';

type Absence = 'absent' | 'empty' | 'constant';

export default defineRule({
  id: 'target/unavailable-feature',
  subject: 'dataset',
  roles: ['train'],
  needs: [],
  severity: 'error',
  confidence: 'high',
  taxonomy: 'L2',
  since: '0.1.0',
  tags: ['leakage', 'target'],
  summary: 'A feature of the training data that does not exist when a prediction is made',
  why: 'the model leans on a value that production will not give it',
  fix: 'take the feature out of the training data, or serve it with the value known at prediction time',
  messages: {
    declared: '{{column}} is declared to exist only after the outcome, yet stands in the training data',
    unserved: '{{column}} is {{absence}} in serving data, and alone predicts {{target}} (strength {{strength}})',
  },
  options: z.strictObject({
    error: z.number().min(0.5).max(1).default(0.9).describe('Strength of a column not served from which it is an error'),
    warn: z.number().min(0.5).max(1).default(0.7).describe('Strength of a column not served from which it is a warning'),
    emptyShare: z
      .number()
      .min(0)
      .max(1)
      .default(0.99)
      .describe('Share of nulls in serving data from which a column counts as empty'),
    minRows: z.number().int().min(1).default(30).describe('Serving rows that a verdict on an empty or constant column needs'),
  }),
  async check({ table, peers, inputs, declared, options, report }) {
    const after = table.columns.filter(({ name }) => declared.features.get(name)?.available === 'after');
    const from = identifier(table.role);
    for (const column of after) {
      const feature = declared.features.get(column.name)!;
      const origin = feature.factOrigins?.available ?? feature.origin;
      report({
        messageId: 'declared',
        data: { column: column.name },
        columns: [column],
        evidence: { declared: 'after', rows: await table.rows(), ...declaredAt(feature, 'available') },
        // A weight or a key may be left out of serving data and be no feature.
        ...(origin.kind === 'foreign' && { severity: 'warn' }),
        sql: sql`SELECT count(${column}) FROM ${from}`,
      });
    }
    const serving = peers.find(({ role }) => role === 'serving');
    const { target } = declared;
    const evidence = { declaredAfter: after.length };
    if (!serving || !target)
      return after.length || declared.features.size
        ? clean(evidence)
        : skipped('needs declared features, or `target` and serving data');
    const open = inputs.filter(
      ({ name }) => !after.some((column) => column.name === name) && declared.features.get(name)?.available !== 'before',
    );
    const missing = await unserved(table, serving, open, options);
    const gates = [options.warn, options.error];
    const { ranked } = await rankedStrengths(table, [...missing.keys()], target, gates);
    const required = requiredZ(open.length);
    for (const { column, strength } of ranked) {
      if (strength.value < options.warn || strength.z < required) continue;
      const absence = missing.get(column)!;
      report({
        messageId: 'unserved',
        data: { column: column.name, absence, target: target.name, strength: Math.round(strength.value * 1000) / 1000 },
        columns: [column],
        evidence: {
          absence,
          statistic: strength.statistic,
          strength: strength.value,
          z: strength.z,
          rows: strength.rows,
          requiredZ: required,
        },
        // A constant may be the value of the day: only a column that is not there, or empty, admits no other reading.
        severity: strength.value >= options.error && absence !== 'constant' ? 'error' : 'warn',
        sql: sql`SELECT ${column}, ${identifier(target.name)} FROM ${from}`,
      });
    }
    return clean({ ...evidence, unserved: missing.size, columns: open.length });
  },
});

/** Columns that serving data lacks, or has without content though train has some. */
async function unserved(
  train: Table,
  serving: Table,
  columns: readonly Column[],
  { emptyShare, minRows }: { readonly emptyShare: number; readonly minRows: number },
): Promise<Map<Column, Absence>> {
  const missing = new Map<Column, Absence>();
  const [rows, frame, trained] = await Promise.all([serving.rows(), serving.frame(), train.frame()]);
  for (const column of columns) {
    if (!serving.column(column.name)) missing.set(column, 'absent');
    else if (rows >= minRows) {
      const [seen, learned] = [contentOf(frame.columns.get(column.name)), contentOf(trained.columns.get(column.name))];
      if (!seen || !learned || learned.distinct < 2) continue;
      // The sample only rules out: what it calls empty or constant is counted on all rows.
      const empty = seen.nulls >= emptyShare * seen.rows;
      if ((!empty && seen.distinct > 1) || learned.nulls >= emptyShare * learned.rows) continue;
      const name = identifier(column.name);
      const counted = await serving.aggregate({
        present: sql`count(${name})`,
        least: sql`min(${name})`,
        most: sql`max(${name})`,
      });
      const nulls = rows - Number(counted.present);
      if (nulls >= emptyShare * rows) missing.set(column, 'empty');
      else if (nulls === 0 && counted.least === counted.most) missing.set(column, 'constant');
    }
  }
  return missing;
}

function contentOf(values: ArrayLike<number | string | null> | undefined) {
  if (!values) return undefined;
  const distinct = new Set<number | string>();
  let nulls = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (value === null || Number.isNaN(value)) nulls++;
    else if (distinct.size < 2) distinct.add(value);
  }
  return { rows: values.length, nulls, distinct: distinct.size };
}
