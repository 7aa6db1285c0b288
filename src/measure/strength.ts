import type { Frame } from '../engine/frame.ts';
import { aucFromCounts, aucOfBothTails, type ClassCounts, undirected } from '../stats/auc.ts';
import { aucZ } from '../stats/auc-error.ts';
import { kendall } from '../stats/kendall.ts';
import { outOfFoldAuc, outOfFoldRSquared } from '../stats/target-encoding.ts';
import { type Groups, quantileGroups, textGroups, valueGroups } from './groups.ts';
import type { Labels } from './labels.ts';

export const FOLDS = 5;
export const BINS = 64;
/** Rarer classes say nothing certain and cost a pass each. */
const MAX_CLASSES = 20;
export type Statistic = 'rank' | 'tails' | 'encoding' | 'concordance' | 'r-squared';

/** How well one column alone predicts the target, over the rows where both are present. */
export interface Strength {
  readonly statistic: Statistic;
  /** AUC, macro one-vs-rest AUC or Kendall's concordance from 0.5 to 1; for `r-squared` the out-of-fold R². */
  readonly value: number;
  /** Against no association. */
  readonly z: number;
  readonly rows: number;
  readonly rSquared?: number;
}

/** The strongest of the statistics that fit the column and the target; undefined with fewer than two classes or too few rows. */
export function strengthInFrame(frame: Frame, column: string, labels: Labels): Strength | undefined {
  const numbers = frame.numbers(column);
  const texts = frame.texts(column);
  if (labels.kind === 'numbers')
    return numbers ? ofNumbers(numbers, labels.values) : texts && ofGroupedNumbers(textGroups(texts), labels.values);
  if (numbers) {
    const ranked = labels.classes.length === 2 ? rankStrength(valueGroups(numbers), labels.codes) : undefined;
    return strongest([ranked, encodedStrength(quantileGroups(numbers, BINS), labels)]);
  }
  return texts && encodedStrength(textGroups(texts), labels);
}

export function strongest(strengths: readonly (Strength | undefined)[]): Strength | undefined {
  return strengths.reduce((best, one) => (one && (!best || one.value > best.value) ? one : best), undefined);
}

/** The rank AUC and that of both tails, from class counts per distinct value in ascending order. */
export function rankStrengthOf(counts: ClassCounts): Strength | undefined {
  const positives = total(counts.positives);
  const negatives = total(counts.negatives);
  if (!positives || !negatives) return undefined;
  const rank = undirected(aucFromCounts(counts));
  const tails = undirected(aucOfBothTails(counts));
  const [statistic, value] = rank >= tails ? (['rank', rank] as const) : (['tails', tails] as const);
  return { statistic, value, z: aucZ(value, positives, negatives), rows: positives + negatives };
}

/** The out-of-fold AUC from class counts per cell (group · folds + fold), one array a class; macro one-vs-rest beyond two classes. */
export function encodedStrengthOf(classes: readonly Float64Array[]): Strength | undefined {
  const sizes = classes.map(total);
  const rows = sizes.reduce((sum, size) => sum + size, 0);
  const present = classes.map((_, i) => i).filter((i) => sizes[i]! > 0 && sizes[i]! < rows);
  if (present.length < 2) return undefined;
  const all = new Float64Array(classes[0]!.length);
  for (const counts of classes) for (let cell = 0; cell < all.length; cell++) all[cell]! += counts[cell]!;
  const compared = present.length === 2 && classes.length === 2 ? present.slice(0, 1) : present;
  const aucs = compared.map((i) =>
    outOfFoldAuc({ positives: classes[i]!, negatives: all.map((n, cell) => n - classes[i]![cell]!) }, FOLDS),
  );
  if (aucs.some(Number.isNaN)) return undefined;
  const value = aucs.reduce((sum, auc) => sum + auc, 0) / aucs.length;
  const smallest = Math.min(...compared.map((i) => aucZ(value, sizes[i]!, rows - sizes[i]!)));
  return { statistic: 'encoding', value, z: smallest, rows };
}

function rankStrength({ codes, count }: Groups, labels: Int32Array): Strength | undefined {
  const positives = new Float64Array(count);
  const negatives = new Float64Array(count);
  for (let row = 0; row < codes.length; row++) {
    const group = codes[row]!;
    if (group >= 0 && labels[row]! >= 0) (labels[row] === 1 ? positives : negatives)[group]!++;
  }
  return rankStrengthOf({ positives, negatives });
}

function encodedStrength(groups: Groups, { codes, classes }: Labels & { kind: 'classes' }): Strength | undefined {
  const counted = Math.min(classes.length, MAX_CLASSES);
  const cells = Array.from({ length: counted + Number(classes.length > counted) }, () => new Float64Array(groups.count * FOLDS));
  for (let row = 0; row < codes.length; row++) {
    const group = groups.codes[row]!;
    if (group >= 0 && codes[row]! >= 0) cells[Math.min(codes[row]!, counted)]![group * FOLDS + (row % FOLDS)]!++;
  }
  return encodedStrengthOf(cells);
}

function ofNumbers(values: Float64Array, target: Float64Array): Strength | undefined {
  const rows = [...values.keys()].filter((row) => !Number.isNaN(values[row]!) && !Number.isNaN(target[row]!));
  if (rows.length < 3) return undefined;
  const x = Float64Array.from(rows, (row) => values[row]!);
  const y = Float64Array.from(rows, (row) => target[row]!);
  const { concordance, z } = kendall(x, y);
  const encoded = ofGroupedNumbers(quantileGroups(values, BINS), target);
  if (Number.isNaN(concordance)) return encoded;
  const value = undirected(concordance);
  const ranked: Strength = { statistic: 'concordance', value, z: Math.abs(z), rows: rows.length };
  return encoded?.rSquared === undefined ? ranked : { ...ranked, rSquared: encoded.rSquared };
}

function ofGroupedNumbers({ codes, count }: Groups, target: Float64Array): Strength | undefined {
  const center = mean(target);
  const cells = {
    rows: new Float64Array(count * FOLDS),
    sums: new Float64Array(count * FOLDS),
    squares: new Float64Array(count * FOLDS),
  };
  let rows = 0;
  for (let row = 0; row < codes.length; row++) {
    const y = target[row]! - center;
    if (codes[row]! < 0 || Number.isNaN(y)) continue;
    const cell = codes[row]! * FOLDS + (row % FOLDS);
    cells.rows[cell]!++;
    cells.sums[cell]! += y;
    cells.squares[cell]! += y * y;
    rows++;
  }
  if (rows < 3) return undefined;
  return rSquaredStrength(outOfFoldRSquared(cells, FOLDS), rows);
}

/** The F statistic's normal score for a share of variance explained by one predictor. */
export function rSquaredStrength(rSquared: number, rows: number): Strength {
  const bounded = Math.min(Math.max(rSquared, 0), 1 - 1e-15);
  return { statistic: 'r-squared', value: rSquared, z: Math.sqrt((rows * bounded) / (1 - bounded)), rows, rSquared };
}

function mean(values: Float64Array): number {
  let sum = 0;
  let n = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sum += value;
    n++;
  }
  return n ? sum / n : 0;
}

function total(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
