import type { Column } from '../../engine/column.ts';
import { frameValue } from '../../engine/frame.ts';
import { raw, type Sql, sql, type Value } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
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

/** Counts over all rows of a table, in a scan shared with other rules. */
export async function countPure(table: Table, value: Sql, members: Members, target: Column, label: Value): Promise<PureCounts> {
  const y = frameValue(target)!;
  const present = presentValue(value, members.numbers);
  const labelled = presentValue(y, target.kind === 'float');
  const count = (...all: readonly Sql[]) => sql`sum(CASE WHEN ${all.reduce((a, b) => sql`${a} AND ${b}`)} THEN 1 ELSE 0 END)`;
  const [any, commonest, is] = [sql`(${members.any(value)})`, sql`(${members.commonest(value)})`, sql`${y} = ${label}`];
  const counts = await table.aggregate({
    labelled: count(labelled),
    present: count(present, labelled),
    inClass: count(present, is),
    rows: count(present, labelled, any),
    pure: count(present, is, any),
    alone: count(present, labelled, commonest),
  });
  return Object.fromEntries(Object.entries(counts).map(([name, n]) => [name, Number(n ?? 0)])) as unknown as PureCounts;
}

/** The share of a table's rows that have one of the values. */
export async function memberShare(table: Table, value: Sql, { any, numbers }: Members): Promise<{ rows: number; of: number }> {
  const { rows, all } = await table.aggregate({
    rows: sql`sum(CASE WHEN ${presentValue(value, numbers)} AND (${any(value)}) THEN 1 ELSE 0 END)`,
    all: raw('count(*)'),
  });
  return { rows: Number(rows ?? 0), of: Number(all ?? 0) };
}
