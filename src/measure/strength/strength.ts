import type { FrameColumn } from '../../engine/frame.ts';
import { aucFromCounts, type ClassCounts, undirected } from '../../stats/auc.ts';
import { aucStandardError, aucZ } from '../../stats/auc-error.ts';
import { denseRanks, type Kendall, kendall, kendallOfRanks } from '../../stats/kendall.ts';
import { outOfFoldAuc, outOfFoldRSquared } from '../../stats/target-encoding.ts';
import { total } from '../../stats/total.ts';
import { ascendingRows } from '../columns/ascending-rows.ts';
import { type Groups, quantileGroups, textGroups } from '../columns/groups.ts';
import { inOrder } from '../columns/in-order.ts';
import type { ClassLabels, Labels, NumberLabels } from '../labels/labels.ts';

export const FOLDS = 5;

/** The fold of a row, whatever period the rows may have. */
export const foldOfRow = (row: number): number => Math.floor(((Math.imul(row, 0x9e3779b1) >>> 0) / 2 ** 32) * FOLDS);

let known = new Uint8Array();

/** The folds of at least so many first rows. */
function foldsOfRows(rows: number): Uint8Array {
  if (known.length < rows) known = Uint8Array.from({ length: rows }, (_, row) => foldOfRow(row));
  return known;
}

export const MAX_BINS = 64;
const ROWS_PER_BIN = 10;
/** Rarer classes say nothing certain and cost a pass each. */
export const MAX_CLASSES = 20;

export type Statistic = 'rank' | 'encoding' | 'concordance' | 'r-squared';

/** How well one predictor alone tells the target, over the rows where both are present. */
export interface Strength {
  readonly statistic: Statistic;
  /**
   * From 0.5, nothing, to 1: the AUC, the macro one-vs-rest AUC, Kendall's concordance, or for `r-squared` the concordance of two normal
   * variables with that share explained.
   */
  readonly value: number;
  /** Against no association. */
  readonly z: number;
  readonly rows: number;
  /** Of the value, were it 0.95. */
  readonly standardError: number;
  /** Different values of a category. */
  readonly levels?: number;
  /** Kendall's, (τ + 1)/2, in whichever direction; left out where it is low in many rows. */
  readonly concordance?: number;
  /** Share of a numeric target's variance that the other folds' means explain. */
  readonly rSquared?: number;
}

/** The strongest statistic that fits predictor and target; undefined with fewer than two classes, too few rows, or texts that hardly repeat. */
export function strengthOf(values: FrameColumn, labels: Labels): Strength | undefined {
  if (values instanceof Float64Array) {
    const groups = quantileGroups(values, binsFor(ascendingRows(values).length));
    if (labels.kind === 'numbers') {
      const ranked = runsAlong(groups, labels) ? concordance(values, labels) : undefined;
      return strongest([ranked, encodedNumbers(groups, labels.values)]);
    }
    return strongest([labels.classes.length === 2 ? rank(values, labels) : undefined, encodedClasses(groups, labels)]);
  }
  const groups = textGroups(values);
  if (hardlyRepeats(groups)) return undefined;
  const strength = labels.kind === 'numbers' ? encodedNumbers(groups, labels.values) : encodedClasses(groups, labels);
  return strength && { ...strength, levels: groups.count };
}

/** Texts of which most stand in one row cannot be judged by how their rows ended before. */
export function hardlyRepeats({ codes, count }: Groups): boolean {
  return count > codes.reduce((present, code) => present + Number(code >= 0), 0) / 2;
}

export const binsFor = (rows: number): number => Math.max(2, Math.min(MAX_BINS, Math.floor(rows / ROWS_PER_BIN)));

/** The greatest value, with what else was measured. */
export function strongest(strengths: readonly (Strength | undefined)[]): Strength | undefined {
  const known = strengths.flatMap((one) => one ?? []).sort((a, b) => a.value - b.value);
  return known.length ? Object.assign({}, ...known) : undefined;
}

/** The AUC, in whichever direction, from class counts per distinct value in ascending order. */
export function rankStrength(counts: ClassCounts): Strength | undefined {
  const positives = total(counts.positives);
  const negatives = total(counts.negatives);
  if (!positives || !negatives) return undefined;
  return aucStrength('rank', undirected(aucFromCounts(counts)), positives, negatives);
}

export const aucStrength = (statistic: Statistic, value: number, positives: number, negatives: number): Strength => ({
  statistic,
  value,
  z: aucZ(value, positives, negatives),
  rows: positives + negatives,
  standardError: aucStandardError(0.95, positives, negatives),
});

/** The mean of one-vs-rest out-of-fold AUCs, `aucOf(c)` being that of class c against the others; of two classes one speaks for both. */
export function macroStrength(sizes: readonly number[], aucOf: (index: number) => number): Strength | undefined {
  const rows = total(sizes);
  const present = [...sizes.keys()].filter((index) => sizes[index]! > 0);
  if (present.length < 2) return undefined;
  const compared = present.length === 2 ? present.slice(1) : present;
  const parts = compared.map((index) => aucStrength('encoding', aucOf(index), sizes[index]!, rows - sizes[index]!));
  const value = parts.reduce((sum, part) => sum + part.value, 0) / parts.length;
  if (Number.isNaN(value)) return undefined;
  const standardError = Math.hypot(...parts.map((part) => part.standardError)) / parts.length;
  return { statistic: 'encoding', value, z: Math.min(...parts.map(({ z }) => z)), rows, standardError };
}

/** From class counts per cell (group · folds + fold), one array a class. */
export function encodedStrength(classes: readonly Float64Array[]): Strength | undefined {
  const all = new Float64Array(classes[0]?.length ?? 0);
  for (const counts of classes) for (let cell = 0; cell < all.length; cell++) all[cell]! += counts[cell]!;
  return macroStrength(classes.map(total), (index) => {
    const positives = classes[index]!;
    const negatives = all.slice();
    for (let cell = 0; cell < all.length; cell++) negatives[cell]! -= positives[cell]!;
    return outOfFoldAuc({ positives, negatives }, FOLDS);
  });
}

export function concordanceStrength({ concordance, z }: Kendall, rows: number): Strength {
  const value = undirected(concordance);
  const standardError = Math.sqrt((2 * (2 * rows + 5)) / (9 * rows * (rows - 1))) / 2;
  return { statistic: 'concordance', value, z: Math.abs(z), rows, standardError, concordance: value };
}

/** Greiner's relation of Kendall's τ to the correlation of normal variables. */
export function rSquaredStrength(rSquared: number, rows: number): Strength {
  const correlation = Math.sqrt(Math.min(Math.max(rSquared, 0), 1));
  const value = 0.5 + Math.asin(correlation) / Math.PI;
  const z = Math.sqrt(rows) * Math.atanh(Math.min(correlation, 1 - 1e-15));
  return { statistic: 'r-squared', value, z, rows, standardError: 0.5 / Math.sqrt(rows), rSquared };
}

function rank(values: Float64Array, { codes }: ClassLabels): Strength | undefined {
  const { rows, values: sorted } = inOrder(values);
  let [concordant, positives, negatives] = [0, 0, 0];
  for (let i = 0; i < sorted.length; ) {
    const value = sorted[i]!;
    let tiedPositives = 0;
    let tiedNegatives = 0;
    for (; i < sorted.length && sorted[i] === value; i++) {
      const code = codes[rows[i]!]!;
      tiedPositives += code === 1 ? 1 : 0;
      tiedNegatives += code === 0 ? 1 : 0;
    }
    concordant += tiedPositives * (negatives + tiedNegatives / 2);
    positives += tiedPositives;
    negatives += tiedNegatives;
  }
  if (!positives || !negatives) return undefined;
  return aucStrength('rank', undirected(concordant / (positives * negatives)), positives, negatives);
}

function encodedClasses(groups: Groups, { codes, classes }: ClassLabels): Strength | undefined {
  const counted = Math.min(classes.length, MAX_CLASSES);
  const size = groups.count * FOLDS;
  const cells = new Float64Array((counted + Number(classes.length > counted)) * size);
  countCells(cells, size, groups.codes, codes);
  return encodedStrength(Array.from({ length: cells.length / size }, (_, i) => cells.subarray(i * size, (i + 1) * size)));
}

/** Adds up the rows of each class, group and fold; classes beyond the commonest share the last cells. */
function countCells(cells: Float64Array, size: number, groups: Int32Array, labels: Int32Array): void {
  const folds = foldsOfRows(labels.length);
  const last = cells.length / size - 1;
  for (let row = 0; row < labels.length; row++) {
    const group = groups[row]!;
    const label = labels[row]!;
    if (group >= 0 && label >= 0) cells[(label < last ? label : last) * size + group * FOLDS + folds[row]!]!++;
  }
}

/** Rows from which Kendall's concordance is worked out only where the bins' mean ranks differ. */
const MANY_ROWS = 1000;
const LEAST_OF_RANKS = 0.4;

/** Whether the concordance can be high: if it is, the bins explain much of the ranks. */
function runsAlong(groups: Groups, { places }: NumberLabels): boolean {
  return places.length < MANY_ROWS || (encodedNumbers(groups, places)?.rSquared ?? 0) >= LEAST_OF_RANKS;
}

function concordance(values: Float64Array, target: NumberLabels): Strength | undefined {
  const order = ascendingRows(values);
  const complete = order.length === values.length && ascendingRows(target.values).length === values.length;
  const rows = complete ? undefined : order.filter((row) => !Number.isNaN(target.values[row]!)).sort();
  const n = rows?.length ?? values.length;
  if (n < 3) return undefined;
  const result = rows
    ? kendall(pick(values, rows), pick(target.values, rows))
    : kendallOfRanks(denseRanks(values, order), target.ranks);
  return Number.isNaN(result.concordance) ? undefined : concordanceStrength(result, n);
}

const pick = (values: Float64Array, rows: Uint32Array): Float64Array => Float64Array.from(rows, (row) => values[row]!);

function encodedNumbers({ codes, count }: Groups, values: Float64Array): Strength | undefined {
  const center = values.find((value) => Number.isFinite(value)) ?? 0;
  const cells = {
    rows: new Float64Array(count * FOLDS),
    sums: new Float64Array(count * FOLDS),
    squares: new Float64Array(count * FOLDS),
  };
  const fold = foldsOfRows(codes.length);
  let rows = 0;
  for (let row = 0; row < codes.length; row++) {
    const y = values[row]! - center;
    if (codes[row]! < 0 || !Number.isFinite(y)) continue;
    const cell = codes[row]! * FOLDS + fold[row]!;
    cells.rows[cell]!++;
    cells.sums[cell]! += y;
    cells.squares[cell]! += y * y;
    rows++;
  }
  if (rows < 3) return undefined;
  const rSquared = outOfFoldRSquared(cells, FOLDS);
  return Number.isFinite(rSquared) ? rSquaredStrength(rSquared, rows) : undefined;
}
