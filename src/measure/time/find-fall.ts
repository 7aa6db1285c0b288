import type { Column } from '../../engine/column.ts';
import { fn } from '../../engine/dialect.ts';
import { identifier, type Sql, sql } from '../../engine/sql.ts';
import { type FallAtEnd, type FallLimits, fallAtEnd } from '../../stats/fall-at-end.ts';
import { proportionDifference } from '../../stats/proportion-difference.ts';
import { peersHolding } from '../columns/peers-holding.ts';
import type { DatedRows } from './dated-rows.ts';
import { timeOf } from './event-time.ts';
import type { Marks } from './marks.ts';

/** Whether a mark becomes rarer the newer the row, in the rows of the frames, and goes on to the last; of an amount, what has begun does. */
export function findFall(dated: DatedRows, { values, begun }: Marks, limits: FallLimits): FallAtEnd | undefined {
  const { rows, hits } = countByMoment(dated, values);
  return fallAtEnd(rows, hits, limits, dated.moments, begun && (begun === values ? hits : countByMoment(dated, begun).hits));
}

function countByMoment({ moment, moments }: DatedRows, values: Marks['values']) {
  const [rows, hits] = [new Uint32Array(moments.length), new Uint32Array(moments.length)];
  for (let i = 0; i < values.length; i++) {
    if (values[i]! < 0) continue;
    rows[moment[i]!]!++;
    hits[moment[i]!]! += values[i]!;
  }
  return { rows, hits };
}

/** The rates of a fall over all rows of the tables, where the frames are samples; undefined where these do not bear it out. */
export async function proveFall(
  dated: DatedRows,
  time: Column,
  marks: Marks,
  fall: FallAtEnd,
  limits: FallLimits,
): Promise<FallAtEnd | undefined> {
  if (!dated.sampled) return fall;
  const [from, newestFrom] = [dated.moments[fall.from]!, dated.moments[fall.newestFrom]!];
  const end = dated.moments.at(-1)!;
  const sums = { n1: 0, k1: 0, n2: 0, k2: 0 };
  for (const table of peersHolding(dated.tables, [marks.column])) {
    const at = (await timeOf(table, time)) ?? fn.toDouble(identifier(time.name));
    const when = (condition: Sql) => sql`sum(CASE WHEN ${marks.counts} AND ${condition} THEN 1 ELSE 0 END)`;
    const [older, newest] = [sql`${at} < ${from}`, sql`${at} >= ${newestFrom} AND ${at} <= ${end}`];
    const counted = await table.aggregate({
      n1: when(older),
      k1: when(sql`${older} AND ${marks.has}`),
      n2: when(newest),
      k2: when(sql`${newest} AND ${marks.has}`),
    });
    for (const key of ['n1', 'k1', 'n2', 'k2'] as const) sums[key] += Number(counted[key]);
  }
  const { n1, k1, n2, k2 } = sums;
  const { z } = proportionDifference(k1, n1, k2, n2);
  const [steady, newest] = [k1 / n1, k2 / n2];
  if (!(newest <= limits.most * steady && z <= -limits.z)) return undefined;
  return { ...fall, steady, steadyRows: n1, newest, newestRows: n2, z };
}
