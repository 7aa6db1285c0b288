import { identifier, join, type Sql, sql } from '../engine/sql.ts';
import type { Dataset } from '../load/workspace.ts';
import { ownName } from '../split/own-name.ts';
import { writtenColumns } from '../split/written-columns.ts';
import type { Drop } from './plan-drops.ts';

/** A data set as its file has it: cut by a split column or not, less some columns. */
export function sourceOf({ cutFrom, table }: Dataset, without: readonly string[] = []) {
  const { relation, columns, rowNumber } = cutFrom ?? table;
  return { relation, rowNumber, columns: columns.filter(({ name }) => !without.includes(name)) };
}

/** The rows of a file that are left, in its order. */
export function keptRows(dataset: Dataset, drops: readonly Drop[], without: readonly string[]): Sql {
  const { relation, columns, rowNumber } = sourceOf(dataset, without);
  const names = columns.map(({ name }) => identifier(name));
  if (!rowNumber) return sql`SELECT ${writtenColumns(columns)} FROM ${relation}`;
  const inner = sql`SELECT ${[...names, sql`${rowNumber} AS ${ownName('row')}`]} FROM ${relation}`;
  const dropped = drops.length ? sql`WHERE ${ownName('row')} NOT IN (${allOf(drops)})` : sql``;
  return sql`SELECT ${writtenColumns(columns)} FROM (${inner}) AS ${ownName('rows')} ${dropped} ORDER BY ${ownName('row')}`;
}

/** One row for each that is dropped: data set, role, its position counted from 0, its declared ids as text, and the rules it is dropped for. */
export function droppedRows(drops: readonly Drop[], ids: readonly string[]): Sql {
  const parts = drops.map(({ rule, dataset, rows }) => {
    const { table } = dataset;
    const keys = ids.map((name) =>
      table.column(name) ? sql`CAST(${identifier(name)} AS VARCHAR) AS ${idName(name)}` : sql`NULL AS ${idName(name)}`,
    );
    const numbered = sql`SELECT ${[sql`${table.rowNumber!} AS ${ownName('row')}`, ...keys]} FROM ${table}`;
    const facts = [sql`${table.name} AS dataset`, sql`${table.role} AS role`, sql`found.n AS ${identifier('row')}`];
    return sql`SELECT ${[...facts, ...ids.map(idName), sql`${rule} AS rule`]} FROM ${rows} AS found JOIN (${numbered}) AS numbered ON found.n = ${ownName('row')}`;
  });
  const grouped = [identifier('dataset'), identifier('role'), identifier('row'), ...ids.map(idName)];
  return sql`SELECT ${grouped}, string_agg(DISTINCT rule, ' ' ORDER BY rule) AS rules FROM (${join(parts, ' UNION ALL ')}) AS found
    GROUP BY ${grouped} ORDER BY dataset, ${identifier('row')}`;
}

/** The positions of rows that any of these drop. */
export const allOf = (drops: readonly Drop[]): Sql =>
  join(
    drops.map(({ rows }) => sql`SELECT n FROM ${rows}`),
    ' UNION ',
  );

const idName = (name: string): Sql => identifier(`id_${name}`);
