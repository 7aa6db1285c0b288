import type { Column } from '../../engine/column.ts';
import { fn } from '../../engine/dialect.ts';
import { identifier, type Sql, sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import { placesOf, RANK_SCORES, type RankScore, rankDistance } from '../../stats/rank-scores.ts';
import { finiteValue } from '../columns/finite-values.ts';

/** Ranks of tied values from the rows of smaller values and those of this one. */
const TIES = [
  { rule: 'average', rank: (below: Sql, n: Sql) => sql`${below} + (${n} + 1) / 2.0` },
  { rule: 'least', rank: (below: Sql) => sql`${below} + 1` },
  { rule: 'greatest', rank: (below: Sql, n: Sql) => sql`${below} + ${n}` },
] as const;

/** Rows of each set in `placed`: those of a value, of smaller ones, and all. */
const SETS = {
  both: { n: sql`(nf + nh)`, below: sql`(bf + bh)`, all: sql`(af + ah)` },
  fit: { n: sql`nf`, below: sql`bf`, all: sql`af` },
  heldOut: { n: sql`nh`, below: sql`bh`, all: sql`ah` },
};
type SetName = keyof typeof SETS;

/** How far a column is from the scores of its ranks in each set, over all rows. */
export interface RankedColumn {
  readonly score: RankScore;
  readonly rule: string;
  readonly residuals: Readonly<Record<SetName, number>>;
  readonly rows: Readonly<Record<SetName, number>>;
}

/** Times √n: a sample of scores of ranks is this near to its own ranks. */
const NEAR = 3;
/** What is left of a rank, in ranks, when it is computed back from its score. */
const ON_GRID = 1e-3;
const MOSTLY = 0.99;

/** The scores that the fit table's sample may be made of, when all rows of both tables, or of the fit table, were ranked. */
export function possibleScores(sample: Float64Array, fitRows: number, bothRows: number): RankScore[] {
  if (sample[0]! < 0 || sample.at(-1)! > 1) return [];
  const distance = rankDistance((i) => sample[i]!, placesOf(new Uint8Array(sample.length).fill(1)));
  if (distance > NEAR / Math.sqrt(sample.length)) return [];
  return RANK_SCORES.filter(({ a, b }) =>
    [fitRows, bothRows].some((rows) => {
      const ranks = sample.map((value) => 2 * (value * (rows + b) + a));
      return ranks.filter((rank) => Math.abs(rank - Math.round(rank)) <= ON_GRID).length >= MOSTLY * ranks.length;
    }),
  );
}

/** Ranks all rows of both tables by one column, in one statement. */
export async function rankOnAllRows(
  fit: Table,
  heldOut: Table,
  column: Column,
  scores: readonly RankScore[],
): Promise<RankedColumn[]> {
  const methods = scores.flatMap((score) => TIES.map(({ rule, rank }) => ({ score, rule, rank })));
  const names = Object.keys(SETS) as SetName[];
  const residuals = methods.flatMap(({ score: { a, b }, rank }, i) =>
    names.map((name) => {
      const { n, below, all } = SETS[name];
      const expected = sql`(${rank(below, n)} - ${a}) / (${all} + ${b})`;
      const inner = sql`${n} > 0 AND ${below} > 0 AND ${below} + ${n} < ${all}`;
      return sql`max(CASE WHEN ${inner} THEN abs(v - ${expected}) END) AS ${identifier(`${name}${i}`)}`;
    }),
  );
  const value = finiteValue(column);
  const running = (rows: Sql) => sql`sum(${rows}) OVER (ORDER BY v ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - ${rows}`;
  const [row] = await fit.query(sql`
    WITH counted AS (SELECT v, ${fn.toDouble(sql`sum(f)`)} AS nf, ${fn.toDouble(sql`sum(1 - f)`)} AS nh FROM
        (SELECT ${value} AS v, 1 AS f FROM ${fit} UNION ALL SELECT ${value} AS v, 0 AS f FROM ${heldOut}) AS pooled WHERE v IS NOT NULL GROUP BY v),
      placed AS (SELECT v, nf, nh, ${running(sql`nf`)} AS bf, ${running(sql`nh`)} AS bh, sum(nf) OVER () AS af, sum(nh) OVER () AS ah FROM counted)
    SELECT max(af) AS af, max(ah) AS ah, ${residuals} FROM placed`);
  const [fitRows, heldOutRows] = [Number(row?.af), Number(row?.ah)];
  const rows = { both: fitRows + heldOutRows, fit: fitRows, heldOut: heldOutRows };
  return methods.map(({ score, rule }, i) => {
    const residual = (name: SetName) => Number(row?.[`${name}${i}`] ?? Number.POSITIVE_INFINITY);
    return { score, rule, rows, residuals: { both: residual('both'), fit: residual('fit'), heldOut: residual('heldOut') } };
  });
}
