import type { Column } from '../column.ts';
import { identifier, raw } from '../sql.ts';
import { foldCase } from './column-names.ts';
import type { Database } from './database.ts';
import { name, type ReadRelation } from './reading.ts';

/** A filled table as a relation with row numbers. */
export async function asRelation(database: Database, table: string, columns: readonly Column[]): Promise<ReadRelation> {
  const hiding = columns.find((column) => foldCase(column.name) === 'rowid');
  if (!hiding) return { relation: identifier(table), columns, rowNumber: raw('rowid') };
  // A column called rowid hides the table's own.
  const [inside, row] = [unused(columns, '__rowid'), unused(columns, ROW)];
  await database.run(`ALTER TABLE ${name(table)} RENAME COLUMN ${name(hiding.name)} TO ${name(inside)}`);
  const list = columns.map((column) => (column === hiding ? `${name(inside)} AS ${name(column.name)}` : name(column.name)));
  return {
    relation: raw(`(SELECT ${list.join(', ')}, rowid AS ${name(row)} FROM ${name(table)})`),
    columns,
    rowNumber: identifier(row),
  };
}

/** A column that relations have beside their own when the row number has no other place. */
export const ROW = '__row';

export function unused(columns: readonly Column[], wanted: string): string {
  const taken = new Set(columns.map((column) => foldCase(column.name)));
  let free = wanted;
  while (taken.has(free)) free += '_';
  return free;
}
