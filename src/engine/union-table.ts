import { EngineTable } from './engine-table.ts';
import { identifier, join, sql } from './sql.ts';
import type { Role, Table } from './table.ts';

/** The rows of several tables as one: the columns that all have in one kind, under the first table's types. */
export function unionTable(role: Role, tables: readonly [Table, ...Table[]]): EngineTable {
  const [first, ...others] = tables;
  const columns = first.columns.filter((column) => others.every((other) => other.column(column.name)?.kind === column.kind));
  const list = join(columns.map(({ name }) => identifier(name)));
  const parts = tables.map((table) => sql`SELECT ${list} FROM ${table}`);
  return new EngineTable(first.engine, {
    name: tables.map(({ name }) => name).join('+'),
    role,
    relation: sql`(${join(parts, ' UNION ALL ')})`,
    columns,
  });
}
