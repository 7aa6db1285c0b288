import { identifier, sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import type { TimeOrder } from '../time/time-order.ts';
import type { EntityKey } from './entity-keys.ts';

/** Held-out rows whose entity has fit rows, and those earlier than the last of these. */
export async function orderWithinEntities(
  fit: Table,
  heldOut: Table,
  key: EntityKey,
  order: TimeOrder,
): Promise<{ readonly known: number; readonly early: number }> {
  const [e, t] = [identifier('e'), identifier('t')];
  const [row] = await heldOut.query(sql`
    SELECT count(*) AS known, sum(CASE WHEN h.${t} < f.last_time THEN 1 ELSE 0 END) AS early
    FROM (SELECT ${key.heldOut} AS ${e}, ${order.timeOf(heldOut)} AS ${t} FROM ${heldOut}) AS h
    JOIN (SELECT ${key.fit} AS ${e}, max(${order.timeOf(fit)}) AS last_time FROM ${fit} GROUP BY ${key.fit}) AS f ON h.${e} = f.${e}
    WHERE h.${t} IS NOT NULL AND f.last_time IS NOT NULL`);
  return { known: Number(row?.known ?? 0), early: Number(row?.early ?? 0) };
}
