import { sql } from '../../engine/sql.ts';
import { timeOrder } from '../../measure/time/time-order.ts';
import type { Remedy } from '../remedy.ts';

/** Fit rows whose target is only known once the held-out rows have begun. */
export const horizonOverlap: Remedy = {
  rule: 'time/horizon-overlap',
  side: 'fit',
  async rows(fit, heldOut, { time, horizon, now }) {
    const order = time && (await timeOrder(fit, heldOut, time, now.getTime() * 1000));
    if (!order || horizon === undefined) return undefined;
    const [before, after] = [order.timeOf(fit), order.timeOf(heldOut)];
    const { start } = await heldOut.aggregate({ start: sql`min(CASE WHEN ${after} >= ${order.end} THEN ${after} END)` });
    if (start === null) return undefined;
    const first = Number(start);
    return sql`SELECT ${fit.rowNumber!} AS n FROM ${fit} WHERE ${before} < ${first} AND ${before} + ${horizon} > ${first}`;
  },
};
