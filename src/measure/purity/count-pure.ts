import type { Column } from '../../engine/column.ts';
import { frameValue } from '../../engine/frame.ts';
import { raw, type Sql, sql, type Value } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import { total } from '../../stats/total.ts';
import { presentValue } from '../labels/target-sql.ts';

export interface PureCounts {
  /** Rows with a target, those of them that have a value, and the latter's rows of the class. */
  readonly labelled: number;
  readonly present: number;
  readonly inClass: number;
  /** Rows with one of the values, those of them in the class, and those with the commonest value or range. */
  readonly rows: number;
  readonly pure: number;
  readonly alone: number;
}

/** What a row must have: one of the values, and the commonest of them. */
export interface Members {
  /** Whether the values are numbers. */
  readonly numbers: boolean;
  readonly any: (value: Sql) => Sql;
  readonly commonest: (value: Sql) => Sql;
}

/** Counts over all rows of a table: each row's values are looked up once, however many there are. */
export async function countPure(table: Table, value: Sql, members: Members, target: Column, label: Value): Promise<PureCounts> {
  const y = frameValue(target)!;
  const found = await table.query(sql`
    SELECT member, is_class, count(*) AS n FROM (
      SELECT CASE WHEN ${presentValue(value, members.numbers)} THEN
          CASE WHEN ${members.commonest(value)} THEN 2 WHEN ${members.any(value)} THEN 1 ELSE 0 END END AS member,
        CASE WHEN ${y} = ${label} THEN 1 ELSE 0 END AS is_class
      FROM ${table} WHERE ${presentValue(y, target.kind === 'float')}
    ) AS looked_up GROUP BY member, is_class`);
  const rows = found.map((row) => ({
    n: Number(row.n),
    isClass: row.is_class === 1,
    member: row.member === null ? -1 : Number(row.member),
  }));
  const count = (least: number, some = rows) => total(some.filter(({ member }) => member >= least).map(({ n }) => n));
  const inClass = rows.filter(({ isClass }) => isClass);
  return {
    labelled: count(-1),
    present: count(0),
    inClass: count(0, inClass),
    rows: count(1),
    pure: count(1, inClass),
    alone: count(2),
  };
}

/** The share of a table's rows that have one of the values. */
export async function memberShare(table: Table, value: Sql, { any, numbers }: Members): Promise<{ rows: number; of: number }> {
  const { rows, all } = await table.aggregate({
    rows: sql`sum(CASE WHEN ${presentValue(value, numbers)} AND (${any(value)}) THEN 1 ELSE 0 END)`,
    all: raw('count(*)'),
  });
  return { rows: Number(rows ?? 0), of: Number(all ?? 0) };
}
