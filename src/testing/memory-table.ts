import type { Engine } from '../engine/engine.ts';
import { EngineTable } from '../engine/engine-table.ts';
import { identifier, join, raw, type Sql, sql, type Value } from '../engine/sql.ts';
import type { Role } from '../engine/table.ts';

export type ColumnType = 'BIGINT' | 'DOUBLE' | 'VARCHAR' | 'BOOLEAN' | 'TIMESTAMP' | 'DATE' | 'DECIMAL(38,10)' | 'INTEGER';

/** Values of one column; the type is seen from the values when none is named. */
export type ColumnValues = readonly Value[] | TypedValues;
export interface TypedValues {
  readonly type: ColumnType;
  readonly values: readonly Value[];
}
export type Columns = Readonly<Record<string, ColumnValues>>;

/** A table of the given columns in an embedded engine. Rows keep their order. */
export async function memoryTable(engine: Engine, role: Role, columns: Columns, name: string = role): Promise<EngineTable> {
  const parts = Object.entries(columns).map(([column, given]) => {
    const values = valuesOf(given);
    const type = isTyped(given) ? given.type : typeOf(values);
    return { column, type, values };
  });
  const list = join(parts.map(({ column, type, values }) => sql`unnest(${listOf(values, type)}) AS ${identifier(column)}`));
  const relation = await engine.materialize(sql`SELECT ${list} /* ${raw(`${role} ${serial++}`)} */`);
  const described = await engine.describe(sql`SELECT * FROM ${relation}`);
  return new EngineTable(engine, { name, role, relation, columns: described, rowNumber: raw('rowid') });
}

export const isTyped = (column: ColumnValues): column is TypedValues => 'type' in column;
export const valuesOf = (column: ColumnValues): readonly Value[] => (isTyped(column) ? column.values : column);

let serial = 0;

/** JSON carries long columns to the engine faster than literals do. */
function listOf(values: readonly Value[], type: ColumnType): Sql {
  const json = JSON.stringify(values.map((value) => (typeof value === 'bigint' || isOdd(value) ? String(value) : value)));
  const texts = sql`CAST(from_json(${json}, '["VARCHAR"]') AS ${raw(`${type}[]`)})`;
  return type === 'VARCHAR' ? sql`from_json(${json}, '["VARCHAR"]')` : texts;
}

const isOdd = (value: Value): boolean => typeof value === 'number' && !Number.isFinite(value);

function typeOf(values: readonly Value[]): ColumnType {
  const known = values.filter((value) => value !== null);
  if (known.length && known.every((value) => typeof value === 'boolean')) return 'BOOLEAN';
  if (known.some((value) => typeof value === 'string') || !known.length) return 'VARCHAR';
  return known.every((value) => typeof value === 'bigint' || Number.isSafeInteger(value)) ? 'BIGINT' : 'DOUBLE';
}
