import { type Column, isNumeric, isScalar } from '../../engine/column.ts';
import { fn } from '../../engine/dialect.ts';
import { identifier, raw, type Sql, sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import type { Feature } from '../../features/feature.ts';
import { levelOf } from '../columns/level-counts.ts';
import { isMissing } from '../columns/nulls.ts';

export type ConstraintKind = 'min' | 'max' | 'nullable' | 'values' | 'pattern' | 'unique' | 'monotonic';

/** A declared constraint and how many rows break it; undefined where the table cannot tell. */
export interface Violation {
  readonly kind: ConstraintKind;
  readonly column: Column;
  readonly rows: number | undefined;
  /** A statement that gives the number, over a table of the role's name. */
  readonly statement: Sql;
}

/** Counts over all rows what breaks a feature's declared constraints; counts share one scan. */
export async function violations(table: Table, column: Column, feature: Feature): Promise<Violation[]> {
  const counted = conditions(column, feature).map(async ({ kind, breaks }): Promise<Violation> => {
    const count = sql`sum(CASE WHEN ${breaks} THEN 1 ELSE 0 END)`;
    const { rows } = await table.aggregate({ rows: count });
    return { kind, column, rows: Number(rows), statement: sql`SELECT ${count} AS n FROM ${identifier(table.role)}` };
  });
  const others = [
    ...(feature.unique && isScalar(column) ? [repeats(table, column)] : []),
    ...(feature.monotonic && isScalar(column) ? [reversals(table, column, feature.monotonic)] : []),
  ];
  return Promise.all([...counted, ...others]);
}

function conditions(column: Column, { min, max, nullable, values, pattern }: Feature): { kind: ConstraintKind; breaks: Sql }[] {
  const value = identifier(column.name);
  const present = sql`NOT ${isMissing(column)}`;
  const scalar = isScalar(column);
  const bounded = isNumeric(column);
  return [
    ...(min !== undefined && bounded ? [{ kind: 'min' as const, breaks: sql`${present} AND ${value} < ${min}` }] : []),
    ...(max !== undefined && bounded ? [{ kind: 'max' as const, breaks: sql`${present} AND ${value} > ${max}` }] : []),
    ...(nullable === false ? [{ kind: 'nullable' as const, breaks: isMissing(column) }] : []),
    ...(values && scalar ? [{ kind: 'values' as const, breaks: sql`${present} AND NOT ${isOneOf(column, values)}` }] : []),
    ...(pattern !== undefined && scalar
      ? [{ kind: 'pattern' as const, breaks: sql`${present} AND NOT ${fn.regexpTest(fn.toText(value), pattern)}` }]
      : []),
  ];
}

/** Allowed values are compared as numbers with numbers and else as texts. */
function isOneOf(column: Column, values: readonly (string | number | boolean)[]): Sql {
  const allowed = isNumeric(column)
    ? values.flatMap((value) => (typeof value === 'boolean' || Number.isNaN(Number(value)) ? [] : [sql`${Number(value)}`]))
    : values.map((value) => sql`${String(value)}`);
  const form = isNumeric(column) ? fn.toDouble(identifier(column.name)) : levelOf(column);
  return allowed.length ? sql`${form} IN (${allowed})` : raw('FALSE');
}

async function repeats(table: Table, column: Column): Promise<Violation> {
  const count = sql`count(${column}) - count(DISTINCT ${column})`;
  const { rows } = await table.aggregate({ rows: count });
  return { kind: 'unique', column, rows: Number(rows), statement: sql`SELECT ${count} AS n FROM ${identifier(table.role)}` };
}

async function reversals(table: Table, column: Column, direction: 'increasing' | 'decreasing'): Promise<Violation> {
  const breaks = direction === 'increasing' ? sql`v < earlier` : sql`v > earlier`;
  const order = table.rowNumber;
  const statement = (from: Sql, position: Sql) =>
    sql`SELECT count(*) AS n FROM (SELECT ${column} AS v, lag(${column}) OVER (ORDER BY ${position}) AS earlier FROM ${from} WHERE ${column} IS NOT NULL) AS ordered WHERE ${breaks}`;
  const [row] = order ? await table.query(statement(sql`${table}`, order)) : [];
  const rows = row && Number(row.n);
  return { kind: 'monotonic', column, rows, statement: statement(identifier(table.role), identifier('row_number')) };
}
