import { identifier, join, raw, type Sql, sql } from '../../engine/sql.ts';
import { type AsOfLookup, keyNames, sourceRows } from './as-of-lookup.ts';

/** Rows of a source that share their keys and event time with another row. */
export interface TiedRows {
  readonly rows: number;
  /** Those that were also written at one time, or nobody knows when. */
  readonly tied: number;
  /** Those of them that hold other values than the rows they are tied with, in all and for each feature. */
  readonly differing: number;
  readonly differingByFeature: readonly number[];
  /** Rows with other values that were written at another time than those they share keys and event time with. */
  readonly rewritten: number;
}

export async function tiedRows(lookup: AsOfLookup): Promise<TiedRows> {
  const { source, features } = lookup;
  const keys = keyNames(lookup).map(identifier);
  const present = join(
    keys.map((key) => sql`${key} IS NOT NULL`),
    ' AND ',
  );
  const differs = features.map((_, i) => {
    const w = identifier(`w${i}`);
    return sql`CASE WHEN min(${w}) <> max(${w}) OR (count(${w}) > 0 AND count(${w}) < count(*)) THEN 1 ELSE 0 END AS ${identifier(`d${i}`)}`;
  });
  const groups = (by: readonly Sql[]) =>
    sql`SELECT count(*) AS n, count(DISTINCT c) AS writings, ${differs} FROM ${sourceRows(lookup)} AS s WHERE ${present} GROUP BY ${by} HAVING count(*) > 1`;
  const any = join(
    features.map((_, i) => sql`${identifier(`d${i}`)} = 1`),
    ' OR ',
  );
  const sums = [
    sql`sum(n) AS n`,
    sql`sum(CASE WHEN ${any} THEN n ELSE 0 END) AS differing`,
    sql`sum(CASE WHEN writings > 1 AND (${any}) THEN n ELSE 0 END) AS rewritten`,
    ...features.map((_, i) => sql`sum(CASE WHEN ${identifier(`d${i}`)} = 1 THEN n ELSE 0 END) AS ${identifier(`d${i}`)}`),
  ];
  const count = async (by: readonly Sql[]) => {
    const [row = {}] = await source.query(sql`SELECT ${sums} FROM (${groups(by)}) AS g`);
    return (name: string) => Number(row[name] ?? 0);
  };
  const same = await count([...keys, raw('t')]);
  // Without ties by time there are none by both.
  const both = same('n') && lookup.created ? await count([...keys, raw('t'), raw('c')]) : same;
  return {
    rows: same('n'),
    tied: both('n'),
    differing: both('differing'),
    differingByFeature: features.map((_, i) => both(`d${i}`)),
    rewritten: same('rewritten'),
  };
}
