import { fn } from '../../engine/dialect.ts';
import { sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import { SMOOTHING } from '../../stats/target-encoding.ts';
import type { TargetSql } from '../labels/target-sql.ts';
import type { Grouping } from './bin-cells.ts';
import { rSquaredStrength, type Strength } from './strength.ts';

type Encoded = { readonly strength: Strength; readonly levels: number };

/** `outOfFoldRSquared` over all rows of a table, computed in the engine however many groups there are. */
export async function exactRSquared(
  table: Table,
  { group, present, fold }: Grouping,
  y: TargetSql,
): Promise<Encoded | undefined> {
  const where = sql`${present} AND ${y.present} AND ${fn.isFinite(y.value)}`;
  const [totals] = await table.query(sql`SELECT avg(${y.value}) AS mean FROM ${table} WHERE ${where}`);
  if (typeof totals?.mean !== 'number') return undefined;
  const cells = await table.materialize(sql`
    SELECT g, fold, ${fn.toDouble(sql`count(*)`)} AS n, sum(y) AS s, sum(y * y) AS q
    FROM (SELECT ${group} AS g, ${fold} AS fold, ${y.value} - ${totals.mean} AS y FROM ${table} WHERE ${where}) AS labelled
    GROUP BY g, fold`);
  const [row] = await table.query(sql`
    SELECT sum(within + n * (mean - prior - deviation) * (mean - prior - deviation)) AS sse, sum(within + n * mean * mean) AS sst, sum(n) AS n, count(DISTINCT g) AS levels
    FROM (
      SELECT cells.g AS g, n, s / n AS mean, CASE WHEN q > s * s / n THEN q - s * s / n ELSE 0 END AS within, prior,
        (other_s - other_n * prior) / (other_n + ${SMOOTHING}) AS deviation
      FROM (
        SELECT g, fold, n, s, q, sum(n) OVER (PARTITION BY g) - n AS other_n, sum(s) OVER (PARTITION BY g) - s AS other_s FROM ${cells}
      ) AS cells JOIN (
        SELECT fold, (sum(sum(s)) OVER () - sum(s)) / (sum(sum(n)) OVER () - sum(n)) AS prior FROM ${cells} GROUP BY fold
      ) AS folds ON cells.fold = folds.fold
    ) AS encoded`);
  const [rows, rSquared] = [Number(row?.n ?? 0), 1 - Number(row?.sse) / Number(row?.sst)];
  if (rows < 3 || !Number.isFinite(rSquared)) return undefined;
  return { strength: rSquaredStrength(rSquared, rows), levels: Number(row?.levels) };
}
