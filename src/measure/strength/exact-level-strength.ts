import { raw, sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import { outOfFoldAucOfCells } from '../../stats/target-encoding.ts';
import { classSums, type TargetSql } from '../labels/target-sql.ts';
import type { Grouping } from './bin-cells.ts';
import { FOLDS, macroStrength, type Strength } from './strength.ts';

/** The out-of-fold AUC of a category over all rows of a table, however many levels it has: levels of equal encoding are added up in the engine. */
export async function exactLevelStrength(
  table: Table,
  { group, present, fold }: Grouping,
  y: TargetSql,
): Promise<Strength | undefined> {
  const names = y.classes.map((_, i) => raw(`c${i}`));
  const cells = await table.materialize(sql`
    SELECT g, fold, ${classSums(y)}, count(*) AS n
    FROM (SELECT ${group} AS g, ${fold} AS fold, ${y.value} AS y FROM ${table} WHERE ${present} AND ${y.present}) AS labelled
    GROUP BY g, fold`);
  const [totals] = await table.query(
    sql`SELECT count(DISTINCT g) AS levels, sum(n) AS n, ${names.map((name) => sql`sum(${name}) AS ${name}`)} FROM ${cells}`,
  );
  const rows = Number(totals?.n ?? 0);
  const sizes = names.map((_, i) => Number(totals?.[`c${i}`] ?? 0));
  const others = rows - sizes.reduce((sum, n) => sum + n, 0);
  const counted = others > 0 ? [...names, sql`n - ${names.reduce((sum, name) => sql`${sum} - ${name}`)}`] : names;
  const aucs = await Promise.all(
    counted.map(async (positives) => {
      const found = await table.query(sql`
        SELECT fold, other_n, other_p, sum(p) AS p, sum(n) AS n FROM (
          SELECT fold, p, n, sum(n) OVER (PARTITION BY g) - n AS other_n, sum(p) OVER (PARTITION BY g) - p AS other_p
          FROM (SELECT g, fold, n, ${positives} AS p FROM ${cells}) AS counted
        ) AS encoded GROUP BY fold, other_n, other_p`);
      const column = (of: (row: (typeof found)[number]) => number) => Float64Array.from(found, of);
      return outOfFoldAucOfCells(
        {
          fold: column((row) => Number(row.fold)),
          otherRows: column((row) => Number(row.other_n)),
          otherPositives: column((row) => Number(row.other_p)),
          positives: column((row) => Number(row.p)),
          negatives: column((row) => Number(row.n) - Number(row.p)),
        },
        FOLDS,
      );
    }),
  );
  const strength = macroStrength(others > 0 ? [...sizes, others] : sizes, (index) => aucs[index]!);
  return strength && { ...strength, levels: Number(totals?.levels ?? 0) };
}
