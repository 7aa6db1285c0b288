import type { Column } from '../../engine/column.ts';
import { fn } from '../../engine/dialect.ts';
import { sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import { type CoMoments, coMomentsOf } from '../../stats/co-moments.ts';
import { finiteValue } from '../columns/finite-values.ts';

/** Of all rows of a table in which every one of the columns is finite. */
export async function coMomentsOfTable(table: Table, columns: readonly Column[]): Promise<CoMoments> {
  const frame = await table.frame();
  if (!frame.sampled) return coMomentsOf(columns.map(({ name }) => frame.numbers(name)!));
  const values = columns.map(finiteValue);
  const n = await table.rows();
  const products = values.map((a, i) => table.aggregate(named(values.slice(0, i + 1).map((b) => fn.sum(sql`${a} * ${b}`)))));
  const [sums, ...rows] = await Promise.all([table.aggregate(named(values.map((value) => fn.sum(value)))), ...products]);
  const numbers = (row: Readonly<Record<string, unknown>>) => Float64Array.from(Object.values(row), Number);
  return { n, sums: numbers(sums), products: rows.map(numbers) };
}

const named = <T>(expressions: readonly T[]): Record<string, T> =>
  Object.fromEntries(expressions.map((expression, i) => [`e${i}`, expression]));
