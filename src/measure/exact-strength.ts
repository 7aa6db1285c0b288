import type { Column } from '../engine/column.ts';
import { fn } from '../engine/dialect.ts';
import type { Frame } from '../engine/frame.ts';
import { identifier, join, raw, type Sql, sql, type Value } from '../engine/sql.ts';
import type { Table } from '../engine/table.ts';
import type { Target } from '../load/workspace.ts';
import { aucBounds } from '../stats/auc-bounds.ts';
import { aucZ } from '../stats/auc-error.ts';
import { outOfFoldRSquared } from '../stats/target-encoding.ts';
import { binOf, quantileEdges } from './bins.ts';
import { labelsOf } from './labels.ts';
import {
  BINS,
  encodedStrengthOf,
  FOLDS,
  rankStrengthOf,
  rSquaredStrength,
  type Strength,
  strengthInFrame,
  strongest,
} from './strength.ts';

const FINE_BINS = 1024;
const MAX_CELLS = 1_000_000;
const MAX_CLASSES = 20;

/** `strengthInFrame` over every row of the table: from the frame when it holds them all, else from grouped counts. */
export async function exactStrength(
  table: Table,
  column: Column,
  target: Target,
  gates: readonly number[],
): Promise<Strength | undefined> {
  const frame = await table.frame();
  const labels = labelsOf(frame, target);
  if (!labels) return undefined;
  if (!frame.sampled) return strengthInFrame(frame, column.name, labels);
  const numbers = frame.numbers(column.name);
  if (labels.kind === 'numbers') return rSquared(table, column, numbers, target, labels.values);
  const classes = labels.classes.slice(0, MAX_CLASSES).map((value) => isClass(frame, target, value));
  const encoded = encodedStrengthOf(await cellCounts(table, groupOf(column, numbers), classes, target));
  if (!numbers || classes.length !== 2) return encoded;
  return strongest([await rank(table, column, numbers, classes[1]!, target, gates), encoded]);
}

/** A truth value that picks the rows of one class. */
export function isClass(frame: Frame, { name }: Target, value: Value): Sql {
  const form = frame.numbers(name) ? fn.toDouble(identifier(name)) : fn.toText(identifier(name));
  return sql`${form} = ${value}`;
}

const groupOf = ({ name }: Column, numbers: Float64Array | undefined): Sql =>
  numbers ? binOf(asNumber(name), quantileEdges(numbers, BINS)) : fn.toText(identifier(name));

const asNumber = (name: string): Sql => fn.toDouble(identifier(name));

/** Any split of the rows that knows nothing of the labels will do; rows equal in all features share a fold. */
function foldOf(table: Table, target: Target): Sql {
  const others = table.columns.filter(({ name, kind }) => name !== target.name && kind !== 'nested').slice(0, 8);
  return fn.bucket(fn.combineHashes(others.map(({ name }, i) => fn.hash(identifier(name), i + 1))), FOLDS);
}

async function cellCounts(table: Table, group: Sql, classes: readonly Sql[], target: Target): Promise<Float64Array[]> {
  const counts = classes.map((is, i) => sql`sum(CASE WHEN ${is} THEN 1 ELSE 0 END) AS ${identifier(`c${i}`)}`);
  const rows = await table.query(sql`
    SELECT g, fold, ${counts} , count(*) AS n
    FROM (SELECT *, ${group} AS g, ${foldOf(table, target)} AS fold FROM ${table}) AS grouped
    WHERE g IS NOT NULL AND ${identifier(target.name)} IS NOT NULL GROUP BY g, fold LIMIT ${MAX_CELLS}`);
  const groups = new Map<Value, number>();
  for (const { g } of rows) if (!groups.has(g!)) groups.set(g!, groups.size);
  const cells = Array.from({ length: classes.length + 1 }, () => new Float64Array(groups.size * FOLDS));
  for (const row of rows) {
    const cell = groups.get(row.g!)! * FOLDS + Number(row.fold);
    let named = 0;
    classes.forEach((_, i) => {
      const n = Number(row[`c${i}`]);
      cells[i]![cell] = n;
      named += n;
    });
    cells[classes.length]![cell] = Number(row.n) - named;
  }
  return cells.at(-1)!.some((n) => n > 0) ? cells : cells.slice(0, -1);
}

async function rank(
  table: Table,
  column: Column,
  numbers: Float64Array,
  isPositive: Sql,
  target: Target,
  gates: readonly number[],
): Promise<Strength | undefined> {
  const value = asNumber(column.name);
  const present = sql`${identifier(target.name)} IS NOT NULL AND ${value} IS NOT NULL AND NOT ${fn.isNaN(value)}`;
  const counted = (group: Sql) => sql`
    SELECT ${group} AS g, sum(CASE WHEN ${isPositive} THEN 1 ELSE 0 END) AS positives, count(*) AS n FROM ${table} WHERE ${present} GROUP BY ${group}`;
  const bins = await table.query(
    sql`SELECT * FROM (${counted(binOf(value, quantileEdges(numbers, FINE_BINS)))}) AS counted ORDER BY g`,
  );
  const positives = Float64Array.from(bins, (row) => Number(row.positives));
  const negatives = Float64Array.from(bins, (row) => Number(row.n) - Number(row.positives));
  const binned = rankStrengthOf({ positives, negatives });
  if (!binned) return undefined;
  const { lower, upper } = aucBounds({ positives, negatives });
  const straddles = gates.some((gate) => (lower < gate && gate <= upper) || (lower <= 1 - gate && 1 - gate < upper));
  if (!straddles) return binned;
  const [row] = await table.query(sql`
    SELECT sum(positives * (below + (n - positives) / 2.0)) AS concordant, sum(positives) AS positives, sum(n - positives) AS negatives FROM (
      SELECT positives, n, sum(${fn.toDouble(raw('n - positives'))}) OVER (ORDER BY g ROWS UNBOUNDED PRECEDING) - (n - positives) AS below FROM (${counted(value)}) AS counted
    ) AS ranked`);
  const [p, n] = [Number(row?.positives), Number(row?.negatives)];
  const auc = Number(row?.concordant) / p / n;
  const undirected = Math.max(auc, 1 - auc);
  if (binned.statistic === 'tails' && binned.value > undirected) return binned;
  return { statistic: 'rank', value: undirected, z: aucZ(undirected, p, n), rows: p + n };
}

async function rSquared(
  table: Table,
  column: Column,
  numbers: Float64Array | undefined,
  target: Target,
  sample: Float64Array,
): Promise<Strength | undefined> {
  const center = sample.find((value) => !Number.isNaN(value)) ?? 0;
  const y = sql`(${asNumber(target.name)} - ${center})`;
  const rows = await table.query(sql`
    SELECT g, fold, count(y) AS n, sum(y) AS s, sum(y * y) AS q
    FROM (SELECT ${join([sql`${groupOf(column, numbers)} AS g`, sql`${foldOf(table, target)} AS fold`, sql`${y} AS y`])} FROM ${table}) AS grouped
    WHERE g IS NOT NULL AND y IS NOT NULL AND ${fn.isFinite(raw('y'))} GROUP BY g, fold LIMIT ${MAX_CELLS}`);
  const groups = new Map<Value, number>();
  for (const { g } of rows) if (!groups.has(g!)) groups.set(g!, groups.size);
  const cells = {
    rows: new Float64Array(groups.size * FOLDS),
    sums: new Float64Array(groups.size * FOLDS),
    squares: new Float64Array(groups.size * FOLDS),
  };
  for (const row of rows) {
    const cell = groups.get(row.g!)! * FOLDS + Number(row.fold);
    cells.rows[cell] = Number(row.n);
    cells.sums[cell] = Number(row.s);
    cells.squares[cell] = Number(row.q);
  }
  const n = cells.rows.reduce((sum, count) => sum + count, 0);
  return n < 3 ? undefined : rSquaredStrength(outOfFoldRSquared(cells, FOLDS), n);
}
