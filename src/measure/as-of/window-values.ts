import { identifier, raw, type Sql, sql } from '../../engine/sql.ts';
import { asOfJoin } from './as-of-join.ts';
import { type AsOfLookup, equal, keyNames, sourceRows } from './as-of-lookup.ts';

const DAY = 86_400e6;

/** Label rows that hold the value stamped with the beginning of the window that they are in, and not that of the window before. */
export interface WindowValues {
  readonly rows: number;
  readonly inside: number;
  /** Of those, rows whose value was written before its window was over. */
  readonly before: number;
  /** Of those, rows whose value was written soon after its window: within as long again, or two days. */
  readonly after: number;
}

/** For each feature of the lookup; `window` in microseconds. Of values at one time of a key only the greatest is compared. */
export async function windowValues(lookup: AsOfLookup, window: number): Promise<readonly WindowValues[]> {
  const joined = await asOfJoin(lookup);
  const keys = keyNames(lookup);
  const columns = keys.map(identifier);
  const each = (make: (i: number) => Sql) => lookup.features.map((_, i) => make(i));
  const [v, w, p] = ['v', 'w', 'p'].map((letter) => (i: number) => identifier(`${letter}${i}`)) as [Name, Name, Name];
  const single = sql`SELECT ${columns}, t, ${each((i) => sql`max(${w(i)}) AS ${w(i)}`)} FROM ${sourceRows(lookup)} AS s GROUP BY ${columns}, t`;
  const previous = each((i) => sql`lag(${w(i)}) OVER (PARTITION BY ${columns} ORDER BY t) AS ${p(i)}`);
  const before = sql`SELECT ${columns}, t AS stamped, ${previous} FROM (${single}) AS g`;
  const end = sql`(m + ${window})`;
  const counts = each((i) => {
    const isNew = sql`j.${v(i)} = j.${w(i)} AND (b.${p(i)} IS NULL OR b.${p(i)} <> j.${v(i)})`;
    const count = (name: string, condition: Sql) =>
      sql`sum(CASE WHEN t > m AND t < ${end} AND ${isNew} AND ${condition} THEN 1 ELSE 0 END) AS ${identifier(`${name}${i}`)}`;
    const soon = sql`c >= ${end} AND c < ${end} + ${Math.max(window, 2 * DAY)}`;
    return sql`${[count('inside', raw('1 = 1')), count('early', sql`c < ${end}`), count('soon', soon)]}`;
  });
  const [row = {}] = await lookup.labels.query(
    sql`SELECT count(t) AS n, ${counts} FROM ${joined} AS j LEFT JOIN (${before}) AS b ON ${equal(keys, 'j', 'b')} AND j.m = b.stamped`,
  );
  const of = (name: string) => Number(row[name] ?? 0);
  return lookup.features.map((_, i) => ({
    rows: of('n'),
    inside: of(`inside${i}`),
    before: of(`early${i}`),
    after: of(`soon${i}`),
  }));
}

type Name = (i: number) => Sql;
