import type { Column } from '../../engine/column.ts';
import { fn } from '../../engine/dialect.ts';
import { balanced, identifier, type Relation, raw, type Sql, sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import { comparableForm, type Form } from '../columns/comparable.ts';
import { isMeasured } from './normal-form.ts';

/** A column, its like in another table (itself without one), and the form in which its values are hashed. */
export interface KeyColumn {
  readonly column: Column;
  readonly other: Column;
  readonly form: Form;
}

/** One row of 64-bit hashes per row of a table: over all columns, over a half of them, and `label` over the target (one value for all without). */
export interface RowKeys {
  readonly keys: Relation;
  /** The hash over all columns. */
  readonly whole: Sql;
  /** Over columns of exact types, and over measured ones: two rows that differ in one column, or only by rounding, agree in one of them. */
  readonly halves: readonly [exact: Sql, float: Sql];
  /** Of the columns those of floating-point numbers: `odd` is 1 in a row in which one of them, or their sum, is not finite, else 0. */
  readonly floats: readonly string[];
}

/** Columns in the order and form that make the keys of two tables comparable. */
export function keyColumns(columns: readonly Column[], tables: readonly Table[]): KeyColumn[] {
  return [...columns]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((column) => {
      const named = tables.map((table) => table.column(column.name));
      const other = named.find((found) => found && found.type !== column.type) ?? column;
      const form = comparableForm(column, other);
      return form ? [{ column, other, form }] : [];
    });
}

/** Hash of a row over all columns, as `RowKeys.whole` has it. */
export function wholeHash(columns: readonly KeyColumn[]): Sql {
  return fn.combineHashes(halfHashes(columns));
}

/** Hashes every row once for all rules; `label` is the target's column when labels are to be compared. */
export async function rowKeys(table: Table, columns: readonly KeyColumn[], label?: KeyColumn): Promise<RowKeys> {
  const [exact, float] = halfHashes(columns);
  const labelHash = label ? fn.hash(label.form(label.column), 0) : raw('0');
  const floats = columns.map(({ column }) => column.name).filter((name) => table.column(name)?.kind === 'float');
  const hashes = sql`SELECT ${exact} AS exact, ${float} AS measured, ${labelHash} AS label, ${oddIn(floats)} AS odd FROM ${table}`;
  const [whole, half] = [identifier('whole'), identifier('exact')];
  const all = fn.combineHashes([half, identifier('measured')]);
  const keys = await table.materialize(sql`SELECT ${all} AS ${whole}, ${half}, label, odd FROM (${hashes}) AS hashes`);
  return { keys, whole, halves: [half, fn.combineHashes([whole, half])], floats };
}

/** A sum is finite unless one of its numbers is not, or it overflows. */
function oddIn(names: readonly string[]): Sql {
  const numbers = names.map((name) => sql`coalesce(${fn.toDouble(identifier(name))}, 0)`);
  if (!numbers.length) return raw('0');
  return sql`CASE WHEN ${fn.isFinite(balanced(numbers, (a, b) => sql`(${a} + ${b})`))} THEN 0 ELSE 1 END`;
}

/** The hashes of a row over the columns in `exact` and in `float`. */
export function halfHashes(columns: readonly KeyColumn[]): [exact: Sql, float: Sql] {
  const hash = (part: readonly number[], salt: number) =>
    part.length
      ? fn.hashRow(
          part.map((i) => columns[i]!.form(columns[i]!.column)),
          salt,
        )
      : raw('0');
  const [exact, float] = halves(columns);
  return [hash(exact, 1), hash(float, 2)];
}

/** Indices of the columns in `exact` and in `float`; both are non-empty when there are two columns. */
export function halves(columns: readonly KeyColumn[]): [exact: number[], float: number[]] {
  const indices = columns.map((_, i) => i);
  const float = indices.filter((i) => isMeasured(columns[i]!.column, columns[i]!.other));
  if (float.length && float.length < indices.length) return [indices.filter((i) => !float.includes(i)), float];
  return [indices.filter((i) => i % 2 === 0), indices.filter((i) => i % 2 === 1)];
}

export interface KeyCounts {
  readonly rows: number;
  readonly keys: number;
  /** Keys that occur once, and twice. */
  readonly once: number;
  readonly twice: number;
}

/** How many distinct rows a table has, and how many of them stand alone or in pairs; where none repeats, a plain count is cheaper. */
export async function keyCounts(table: Table, { keys, whole }: RowKeys): Promise<KeyCounts> {
  const [rows, [counted]] = await Promise.all([table.rows(), table.query(fn.countDistinctHashes(whole, sql`${keys}`))]);
  const distinct = Number(counted?.n ?? 0);
  if (rows === distinct) return { rows, keys: rows, once: rows, twice: 0 };
  const [row] = await table.query(sql`
    SELECT sum(CASE WHEN n = 1 THEN 1 ELSE 0 END) AS once, sum(CASE WHEN n = 2 THEN 1 ELSE 0 END) AS twice
    FROM (SELECT count(*) AS n FROM ${keys} GROUP BY ${whole}) AS grouped`);
  return { rows, keys: distinct, once: Number(row?.once ?? 0), twice: Number(row?.twice ?? 0) };
}
