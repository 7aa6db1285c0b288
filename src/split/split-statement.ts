import type { Column } from '../engine/column.ts';
import { identifier, join, type Sql, sql } from '../engine/sql.ts';
import { ownName } from './own-name.ts';
import type { Assignment } from './split-plan.ts';
import { writtenColumns } from './written-columns.ts';

/** The rows of a relation that are in a split, each with its name in a last column; in the relation's order where that is known. */
export function splitStatement(
  from: { readonly relation: Sql; readonly columns: readonly Column[]; readonly rowNumber: Sql | undefined },
  { extra, join: joined, split }: Assignment,
  splitColumn: string,
): Sql {
  const names = from.columns.map(({ name }) => identifier(name));
  const order = from.rowNumber ? [sql`${from.rowNumber} AS ${ownName('row')}`] : [];
  const inner = sql`SELECT ${[...names, ...extra, ...order]} FROM ${from.relation}`;
  const parts = [
    sql`SELECT ${[...writtenColumns(from.columns), sql`${split} AS ${identifier(splitColumn)}`]}`,
    sql`FROM (${inner}) AS ${ownName('rows')}`,
    ...(joined ? [joined] : []),
    sql`WHERE ${split} IS NOT NULL`,
    ...(from.rowNumber ? [sql`ORDER BY ${ownName('row')}`] : []),
  ];
  return join(parts, ' ');
}
