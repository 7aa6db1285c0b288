import { type Sql, sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import type { Target } from '../../load/workspace.ts';
import { aucBounds, undirectedBounds } from '../../stats/auc-bounds.ts';
import { labelledFrame } from '../labels/labelled-frame.ts';
import { foldOf, presentValue, type TargetSql, targetSql } from '../labels/target-sql.ts';
import { binCells, binTotals, coarser } from './bin-cells.ts';
import { fineBinOf } from './bins.ts';
import { exactConcordance } from './exact-concordance.ts';
import { exactLevelStrength } from './exact-level-strength.ts';
import { exactRSquared } from './exact-r-squared.ts';
import type { Predictor } from './predictor.ts';
import { aucStrength, encodedStrength, MAX_BINS, rankStrength, type Strength, strengthOf, strongest } from './strength.ts';

const BINS = 1024;

/**
 * `strengthOf` over every row of the table: from the frame when it holds them all, else from grouped counts. A number's AUC is read off
 * fine bins where they leave no doubt on which side of the `gates` it lies; Kendall's concordance of two numbers is a lower bound.
 */
export async function exactStrength(
  table: Table,
  predictor: Predictor,
  target: Target,
  gates: readonly number[],
): Promise<Strength | undefined> {
  const { frame, labels } = await labelledFrame(table, target);
  if (!labels) return undefined;
  const { values, expression } = predictor;
  if (!frame.sampled) return strengthOf(values, labels);
  const y = targetSql(table, target, labels);
  const fold = foldOf(table, target);
  if (!(values instanceof Float64Array)) {
    const categories = { group: expression, present: presentValue(expression, false), fold };
    if (labels.kind === 'classes') return exactLevelStrength(table, categories, y);
    const found = await exactRSquared(table, categories, y);
    return found && { ...found.strength, levels: found.levels };
  }
  if (labels.kind === 'numbers') {
    const ranked = exactConcordance(table, { values, expression }, y, labels);
    const bins = { group: fineBinOf(expression, values, MAX_BINS), present: presentValue(expression, true), fold };
    const encoded = exactRSquared(table, bins, y);
    return strongest([await ranked, (await encoded)?.strength]);
  }
  return exactNumberStrength(table, { values, expression }, y, fold, gates);
}

/** How well a number tells classes, over all rows. */
export async function exactNumberStrength(
  table: Table,
  { values, expression }: Predictor & { readonly values: Float64Array },
  y: TargetSql,
  fold: Sql,
  gates: readonly number[],
): Promise<Strength | undefined> {
  const grouping = { group: fineBinOf(expression, values, BINS), present: presentValue(expression, true), fold };
  const { classes, single } = await binCells(table, expression, grouping, y);
  const encoded = encodedStrength(coarser(classes, MAX_BINS));
  if (y.classes.length !== 2) return encoded;
  const [negatives, positives] = classes.map(binTotals) as [Float64Array, Float64Array];
  const ranked = rankStrength({ positives, negatives });
  if (!ranked) return encoded;
  const { lower, upper } = undirectedBounds(aucBounds({ positives, negatives }, single));
  const decided = Math.max(encoded?.value ?? 0, lower);
  if (!gates.some((gate) => decided < gate && gate <= upper)) return strongest([ranked, encoded]);
  return strongest([await sortedRank(table, expression, y), encoded]);
}

/** The AUC from the counts of every value. */
async function sortedRank(table: Table, expression: Sql, y: TargetSql): Promise<Strength> {
  const present = presentValue(expression, true);
  const [row] = await table.query(sql`
    SELECT sum(p * (below + n / 2)) AS concordant, sum(p) AS p, sum(n) AS n FROM (
      SELECT p, n, sum(n) OVER (ORDER BY v ROWS UNBOUNDED PRECEDING) - n AS below FROM (
        SELECT v, sum(CASE WHEN y = ${y.classes[1]!} THEN 1e0 ELSE 0e0 END) AS p, sum(CASE WHEN y = ${y.classes[0]!} THEN 1e0 ELSE 0e0 END) AS n
        FROM (SELECT ${expression} AS v, ${y.value} AS y FROM ${table} WHERE ${present} AND ${y.present}) AS labelled GROUP BY v
      ) AS counted
    ) AS ranked`);
  const [positives, negatives] = [Number(row?.p), Number(row?.n)];
  const auc = Number(row?.concordant) / positives / negatives;
  return aucStrength('rank', Math.max(auc, 1 - auc), positives, negatives);
}
