import { fn } from '../../engine/dialect.ts';
import { type Relation, raw, type Sql, sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import { excessOverlapZ, naturalOverlap } from '../../stats/good-turing.ts';
import { type KeyColumn, wholeHash } from './row-keys.ts';

/** Rows that agree with a fit row on a reduced key, and of these the ones that equal no fit row: the near copies. */
export interface ReducedOverlap {
  readonly heldOutRows: number;
  readonly fitRows: number;
  /** Near copies among the held-out rows, their distinct reduced keys, and their natural share. */
  readonly rows: number;
  readonly keys: number;
  readonly expectedShare: number;
  /** Rows that agree with a fit row in any way, and their natural share. */
  readonly agreeing: number;
  readonly expectedAgreeing: number;
  readonly distinctShareOfFit: number;
  /**
   * The smaller of two scores: near copies, and agreeing rows, against what is natural. Where time changes the data, exact copies become
   * near ones; only copies make both too many.
   */
  readonly z: number;
}

/** A share that cannot be lower has no finite score. */
const LEAST_Z = -99;

export async function reducedOverlap(
  fit: Table,
  heldOut: Table,
  columns: readonly KeyColumn[],
  reduced: readonly KeyColumn[],
): Promise<ReducedOverlap> {
  const keys = sql`SELECT ${wholeHash(columns)} AS whole, ${wholeHash(reduced)} AS reduced`;
  const [fitKeys, heldOutKeys, heldOutRows] = await Promise.all([
    fit.materialize(sql`${keys} FROM ${fit}`),
    heldOut.materialize(sql`${keys} FROM ${heldOut}`),
    heldOut.rows(),
  ]);
  const [natural, seen] = await Promise.all([naturalIn(fit, fitKeys), seenIn(heldOut, fitKeys, heldOutKeys)]);
  const fitRows = Math.max(1, natural.n);
  const near = { share: natural.near / fitRows, standardError: Math.sqrt(natural.near_squared) / fitRows };
  const all = naturalOverlap(fitRows, natural.once, natural.twice);
  /** A crowd of like rows is one chance. */
  const clustering = (...ratios: number[]) => Math.max(1, ...ratios.filter((ratio) => ratio > 0));
  const score = (rows: number, expected: typeof near, crowd: number) =>
    excessOverlapZ(rows / crowd, heldOutRows / crowd, fitRows, expected);
  const nearZ = score(seen.near, near, clustering(seen.near_squared / seen.near, natural.near_squared / natural.near));
  const allZ = score(seen.n, all, clustering(seen.n_squared / seen.n));
  return {
    heldOutRows,
    fitRows: natural.n,
    rows: seen.near,
    keys: seen.near_keys,
    expectedShare: near.share,
    agreeing: seen.n,
    expectedAgreeing: all.share,
    distinctShareOfFit: natural.wholes / fitRows,
    z: Math.max(LEAST_Z, Math.min(nearZ, allZ)),
  };
}

/** Fit rows that stand alone but not when reduced: by Good and Turing the chance of the same for a new row. */
function naturalIn(fit: Table, keys: Relation) {
  const near = sql`CASE WHEN n > 1 THEN alone ELSE 0 END`;
  return numbers(
    fit,
    ['n', 'wholes', 'near', 'near_squared', 'once', 'twice'],
    sql`
    SELECT sum(n) AS n, sum(wholes) AS wholes, sum(${near}) AS near, ${squares(near)} AS near_squared,
      sum(CASE WHEN n = 1 THEN 1 ELSE 0 END) AS once, sum(CASE WHEN n = 2 THEN 1 ELSE 0 END) AS twice
    FROM (
      SELECT sum(n) AS n, count(*) AS wholes, sum(CASE WHEN n = 1 THEN 1 ELSE 0 END) AS alone
      FROM (SELECT reduced, whole, count(*) AS n FROM ${keys} GROUP BY reduced, whole) AS wholes GROUP BY reduced
    ) AS grouped`,
  );
}

function seenIn(heldOut: Table, fitKeys: Relation, heldOutKeys: Relation) {
  return numbers(
    heldOut,
    ['n', 'n_squared', 'near', 'near_squared', 'near_keys'],
    sql`
    SELECT sum(n) AS n, ${squares(raw('n'))} AS n_squared, sum(near) AS near, ${squares(raw('near'))} AS near_squared,
      sum(CASE WHEN near > 0 THEN 1 ELSE 0 END) AS near_keys
    FROM (
      SELECT h.reduced, count(*) AS n, sum(CASE WHEN f.whole IS NULL THEN 1 ELSE 0 END) AS near
      FROM ${heldOutKeys} AS h LEFT JOIN
        (SELECT DISTINCT whole FROM ${fitKeys} WHERE whole IN (SELECT whole FROM ${heldOutKeys})) AS f ON h.whole = f.whole
      WHERE h.reduced IN (SELECT reduced FROM ${fitKeys}) GROUP BY h.reduced
    ) AS grouped`,
  );
}

const squares = (count: Sql): Sql => sql`sum(${fn.toDouble(count)} * ${fn.toDouble(count)})`;

async function numbers<K extends string>(table: Table, names: readonly K[], statement: Sql): Promise<Record<K, number>> {
  const [row] = await table.query(statement);
  return Object.fromEntries(names.map((name) => [name, Number(row?.[name] ?? 0)])) as Record<K, number>;
}
