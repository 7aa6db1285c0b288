import { z } from 'zod';
import { clean, defineRule, skipped } from '../../src/check/rule.ts';
import { type Column, isScalar } from '../../src/engine/column.ts';
import { fn } from '../../src/engine/dialect.ts';
import { identifier, sql } from '../../src/engine/sql.ts';
import type { Table } from '../../src/engine/table.ts';
import { type RowKeys, rowKeys } from '../../src/measure/rows/row-keys.ts';
import { sharedColumns } from '../../src/measure/rows/shared-columns.ts';

export default defineRule({
  id: 'quality/non-finite',
  subject: 'dataset',
  needs: [],
  severity: 'warn',
  confidence: 'high',
  taxonomy: null,
  since: '0.1.0',
  tags: ['quality'],
  summary: 'A number that is infinite or not a number',
  why: 'one such value makes every mean, sum and gradient it enters infinite or undefined',
  fix: 'find the division or overflow it comes from; write missing values as null',
  messages: {
    infinite: '{{column}} is infinite in {{rows}} rows',
    notANumber: '{{column}} is not a number in {{rows}} rows, where null would mean missing',
  },
  options: z.strictObject({}),
  async check({ table, peers, inputs, declared, report }) {
    const columns = table.columns.filter(({ kind }) => kind === 'float');
    if (!columns.length) return skipped('needs a column of floating-point numbers');
    const target = declared.target && table.column(declared.target.name);
    const hashed = sharedColumns(table, peers, inputs.filter(isScalar), target);
    const finite = hashed.columns.length ? await finiteIn(table, await rowKeys(table, hashed.columns, hashed.label)) : [];
    const suspects = await nonFinite(
      table,
      columns.filter(({ name }) => !finite.includes(name)),
    );
    const train = table.role === 'train' ? undefined : peers.find(({ role }) => role === 'train');
    await Promise.all(
      suspects.map(async (column) => {
        const here = await kindsOf(table, column);
        const there = train?.column(column.name)?.kind === 'float' ? await kindsOf(train, column) : { nan: 0, infinite: 0 };
        const common = { columns: [column], evidence: here };
        const from = identifier(table.role);
        const { notANumber, isInfinite } = conditions(column);
        // What train has too is told of train.
        if (here.infinite && !there.infinite)
          report({
            ...common,
            messageId: 'infinite',
            data: { column: column.name, rows: here.infinite },
            sql: sql`SELECT count(*) FROM ${from} WHERE ${isInfinite}`,
            discriminator: 'infinite',
          });
        if (here.nan && !there.nan)
          report({
            ...common,
            messageId: 'notANumber',
            data: { column: column.name, rows: here.nan },
            severity: 'info',
            sql: sql`SELECT count(*) FROM ${from} WHERE ${notANumber}`,
            discriminator: 'nan',
          });
      }),
    );
    return clean({ columns: columns.length });
  },
});

/** The columns whose numbers are all finite, as far as the pass over all rows tells that hashes them for other rules. */
async function finiteIn(table: Table, { keys, floats }: RowKeys): Promise<readonly string[]> {
  const [row] = await table.query(sql`SELECT max(odd) AS odd FROM ${keys}`);
  return Number(row?.odd ?? 0) ? [] : floats;
}

/** One scan for all columns, shared with other rules: a sum is finite unless a value is not, or it overflows. */
async function nonFinite(table: Table, columns: readonly Column[]): Promise<Column[]> {
  const sums = await table.aggregate(
    Object.fromEntries(columns.map(({ name }, i) => [`c${i}`, sql`sum(${fn.toDouble(identifier(name))})`])),
  );
  return columns.filter((_, i) => {
    const sum = sums[`c${i}`];
    return sum !== null && !Number.isFinite(sum);
  });
}

async function kindsOf(table: Table, column: Column): Promise<{ nan: number; infinite: number }> {
  const { notANumber, isInfinite } = conditions(column);
  const counts = await table.aggregate({
    nan: sql`sum(CASE WHEN ${notANumber} THEN 1 ELSE 0 END)`,
    infinite: sql`sum(CASE WHEN ${isInfinite} THEN 1 ELSE 0 END)`,
  });
  return { nan: Number(counts.nan), infinite: Number(counts.infinite) };
}

function conditions({ name }: Column) {
  const value = identifier(name);
  const notANumber = fn.isNaN(value);
  return { notANumber, isInfinite: sql`${value} IS NOT NULL AND NOT ${notANumber} AND NOT ${fn.isFinite(value)}` };
}
