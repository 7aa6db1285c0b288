import type { Column } from '../engine/column.ts';
import { EngineTable } from '../engine/engine-table.ts';
import { identifier, join, type Sql, sql } from '../engine/sql.ts';
import { UserError } from '../errors.ts';
import type { Dataset, Workspace } from '../load/workspace.ts';

const SPLITS: readonly string[] = ['train', 'validation', 'test'];

/** The rows of all splits as one table, without the column that split them. @throws UserError where their columns differ */
export function wholeData({ engine, datasets, splitColumn }: Workspace): EngineTable {
  const splits = datasets.filter(({ table }) => SPLITS.includes(table.role));
  const [first, ...others] = splits;
  if (!first) throw new UserError('there is no data to split', { hint: 'name it with --train and --test' });
  const name = splits.map(({ table }) => table.name).join('+');
  const { cutFrom } = first;
  if (cutFrom) {
    const columns = cutFrom.columns.filter((column) => column.name !== splitColumn);
    return new EngineTable(engine, { name, role: 'train', ...cutFrom, columns });
  }
  for (const other of others) refuseOtherColumns(first, other);
  const { columns } = first.table;
  if (!others.length) return new EngineTable(engine, { name, role: 'train', ...oneTable(first), columns });
  const parts = splits.map((dataset) => part(dataset, columns));
  return new EngineTable(engine, { name, role: 'train', relation: sql`(${join(parts, ' UNION ALL ')})`, columns });
}

const oneTable = ({ table }: Dataset) => ({ relation: table.relation, rowNumber: table.rowNumber });

const part = ({ table }: Dataset, columns: readonly Column[]): Sql =>
  sql`SELECT ${columns.map(({ name }) => identifier(name))} FROM ${table}`;

function refuseOtherColumns({ table }: Dataset, { table: other }: Dataset): void {
  const lacking = table.columns.find(({ name }) => !other.column(name));
  const more = other.columns.find(({ name }) => !table.column(name));
  if (!lacking && !more) return;
  const [column, without] = lacking ? [lacking, other] : [more!, table];
  throw new UserError(`${without.role} data have no column ${column.name}, so the splits cannot be put together`, {
    hint: 'give data that have the same columns',
  });
}
