import { fn } from '../../engine/dialect.ts';
import { type Sql, sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import type { FittedFormula } from './fit-formula.ts';
import { residualSql } from './formula.ts';
import type { Operand } from './shape.ts';

export interface Proof {
  /** Rows with a response, those for which the formula is defined, and those for which it holds. */
  readonly rows: number;
  readonly defined: number;
  readonly holds: number;
  /** The latter two of the rows that do not have the response's commonest value. */
  readonly otherDefined: number;
  readonly otherHolds: number;
}

/** Over all rows of the table, in a scan shared with other rules. */
export async function proveFormula(
  table: Table,
  { formula, spread, tolerance }: FittedFormula,
  response: Operand,
): Promise<Proof> {
  const { residual, allowed } = residualSql(formula, spread, tolerance);
  const y = response.expression;
  const present = sql`${y} IS NOT NULL AND NOT ${fn.isNaN(y)}`;
  const defined = sql`${residual} IS NOT NULL AND NOT ${fn.isNaN(residual)}`;
  const other = sql`${y} <> ${commonest(response.values)}`;
  const count = (...all: readonly Sql[]) => sql`sum(CASE WHEN ${all.reduce((a, b) => sql`${a} AND ${b}`)} THEN 1 ELSE 0 END)`;
  const counts = await table.aggregate({
    rows: count(present),
    defined: count(present, defined),
    holds: count(present, defined, sql`${residual} < ${allowed}`),
    otherDefined: count(present, defined, other),
    otherHolds: count(present, defined, other, sql`${residual} < ${allowed}`),
  });
  return Object.fromEntries(Object.entries(counts).map(([name, n]) => [name, Number(n ?? 0)])) as unknown as Proof;
}

function commonest(values: Float64Array): number {
  const counts = new Map<number, number>();
  for (const value of values) if (!Number.isNaN(value)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best), [0, 0])[0];
}
