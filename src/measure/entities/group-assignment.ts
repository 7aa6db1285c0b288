import { sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import { naturalOverlap } from '../../stats/good-turing.ts';
import type { EntityKey } from './entity-keys.ts';
import { sharedEntities } from './shared-entities.ts';

/** Held-out rows whose entity the fit rows hold, and the share that rows drawn at random would have. */
export interface GroupAssignment {
  readonly rows: number;
  readonly heldOutRows: number;
  readonly share: number;
  readonly expectedAtRandom: number;
}

export async function groupAssignment(fit: Table, heldOut: Table, keys: readonly EntityKey[]): Promise<GroupAssignment> {
  const ofFit = keys.map((key) => key.fit);
  const ofHeldOut = keys.map((key) => key.heldOut);
  const [{ rows, heldOutRows }, ...expected] = await Promise.all([
    sharedEntities(fit, heldOut, ofFit, ofHeldOut),
    ...keys.map((key) => expectedShare(fit, key)),
  ]);
  return { rows, heldOutRows, share: rows / Math.max(1, heldOutRows), expectedAtRandom: Math.max(0, ...expected) };
}

/** By Good and Turing, the chance that a new row's key has been seen. */
async function expectedShare(fit: Table, { fit: key }: EntityKey): Promise<number> {
  const [row] = await fit.query(sql`
    SELECT sum(n) AS n, sum(CASE WHEN n = 1 THEN 1 ELSE 0 END) AS once, sum(CASE WHEN n = 2 THEN 1 ELSE 0 END) AS twice
    FROM (SELECT ${key} AS k, count(*) AS n FROM ${fit} GROUP BY ${key}) AS entities WHERE k IS NOT NULL`);
  const rows = Number(row?.n ?? 0);
  return rows ? naturalOverlap(rows, Number(row?.once ?? 0), Number(row?.twice ?? 0)).share : 0;
}
