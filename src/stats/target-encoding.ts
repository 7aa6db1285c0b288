import { aucOfGroups, type ClassCounts } from './auc.ts';
import { total } from './total.ts';

/** Target sums per cell: group-major, so cell = group · folds + fold. */
export interface TargetSums {
  readonly rows: ArrayLike<number>;
  readonly sums: ArrayLike<number>;
  readonly squares: ArrayLike<number>;
}

/** Pseudo-rows of the fold's prior mean that each group's mean is drawn towards (Micci-Barreca 2001). */
export const SMOOTHING = 10;

/**
 * The AUC of a column whose groups (categories or bins) are replaced by the positive rate of the other folds' rows, from counts
 * per cell (group · folds + fold). Pairs are compared within a fold: there a row's score knows nothing of the labels it
 * is compared with, so a useless column gives ½ on average, which pooling the folds does not. NaN when no fold has both classes.
 */
export function outOfFoldAuc({ positives, negatives }: ClassCounts, folds: number, smoothing = SMOOTHING): number {
  const others = { otherRows: inOtherFolds(sumOf(positives, negatives), folds), otherPositives: inOtherFolds(positives, folds) };
  const fold = foldOfCells(positives.length, folds);
  return outOfFoldAucOfCells({ fold, ...others, positives, negatives }, folds, smoothing);
}

/** Cells of a fold: the rows in them, and those of the same group in the other folds. Cells that agree in the latter may be added up. */
export interface FoldCells extends ClassCounts {
  readonly fold: ArrayLike<number>;
  readonly otherRows: ArrayLike<number>;
  readonly otherPositives: ArrayLike<number>;
}

/** `outOfFoldAuc` where there are too many groups to count each fold of each. */
export function outOfFoldAucOfCells(cells: FoldCells, folds: number, smoothing = SMOOTHING): number {
  const { fold: folded, positives, negatives } = cells;
  const rows = sumOf(positives, negatives);
  const { otherRows, otherPositives: otherSums } = cells;
  const { deviations } = outOfFoldDeviations({ rows, sums: positives, otherRows, otherSums, fold: folded }, folds, smoothing);
  let concordant = 0;
  let pairs = 0;
  const [scores, ofPositives, ofNegatives] = [0, 1, 2].map(() => new Float64Array(rows.length)) as Three;
  for (let fold = 0; fold < folds; fold++) {
    let [filled, foldPositives, foldNegatives] = [0, 0, 0];
    for (let cell = 0; cell < rows.length; cell++) {
      if (folded[cell] !== fold || !(rows[cell]! > 0)) continue;
      scores[filled] = deviations[cell]!;
      foldPositives += ofPositives[filled] = positives[cell]!;
      foldNegatives += ofNegatives[filled] = negatives[cell]!;
      filled++;
    }
    const foldPairs = foldPositives * foldNegatives;
    if (foldPairs === 0) continue;
    concordant += foldPairs * aucOfGroups(scores.subarray(0, filled), { positives: ofPositives, negatives: ofNegatives });
    pairs += foldPairs;
  }
  return concordant / pairs;
}

type Three = [Float64Array, Float64Array, Float64Array];

function foldOfCells(cells: number, folds: number): Uint32Array {
  const fold = new Uint32Array(cells);
  for (let cell = 0; cell < cells; cell++) fold[cell] = cell % folds;
  return fold;
}

function sumOf(a: ArrayLike<number>, b: ArrayLike<number>): Float64Array {
  const sums = new Float64Array(a.length);
  for (let cell = 0; cell < sums.length; cell++) sums[cell] = a[cell]! + b[cell]!;
  return sums;
}

/**
 * 1 − SSE/SST of the same encoding of a numeric target; below 0 when the group means are worse than one mean.
 * `sums` and `squares` are of y less a constant near its mean: with a far one the digits of the squares cancel.
 */
export function outOfFoldRSquared({ rows, sums, squares }: TargetSums, folds: number, smoothing = SMOOTHING): number {
  const fold = foldOfCells(rows.length, folds);
  const [otherRows, otherSums] = [inOtherFolds(rows, folds), inOtherFolds(sums, folds)];
  const { deviations, priors } = outOfFoldDeviations({ rows, sums, otherRows, otherSums, fold }, folds, smoothing);
  const n = total(rows);
  const mean = total(sums) / n;
  let unexplained = 0;
  let variation = 0;
  for (let cell = 0; cell < rows.length; cell++) {
    const count = rows[cell]!;
    if (count === 0) continue;
    const cellMean = sums[cell]! / count;
    const within = Math.max(0, squares[cell]! - sums[cell]! * cellMean);
    unexplained += within + count * (cellMean - priors[cell % folds]! - deviations[cell]!) ** 2;
    variation += within + count * (cellMean - mean) ** 2;
  }
  return 1 - unexplained / variation;
}

/**
 * Each cell's encoding less its fold's prior, (S − n·T/N)/(n + smoothing) with n, S of the group and N, T of all rows in the other folds.
 * In one quotient of whole numbers, so that equal encodings are equal doubles and tie.
 */
function outOfFoldDeviations(cells: Record<Figure, ArrayLike<number>>, folds: number, smoothing: number) {
  const rows = allButOwn(sumsByFold(cells.rows, cells.fold, folds));
  const sums = allButOwn(sumsByFold(cells.sums, cells.fold, folds));
  const deviations = new Float64Array(cells.rows.length);
  for (let cell = 0; cell < deviations.length; cell++) {
    const fold = cells.fold[cell]!;
    const n = cells.otherRows[cell]!;
    if (n > 0) deviations[cell] = (cells.otherSums[cell]! * rows[fold]! - n * sums[fold]!) / (rows[fold]! * (n + smoothing));
  }
  return { deviations, priors: sums.map((sum, fold) => sum / rows[fold]!) };
}

type Figure = 'rows' | 'sums' | 'otherRows' | 'otherSums' | 'fold';

/** What each cell's group has in the other folds. */
function inOtherFolds(cells: ArrayLike<number>, folds: number): Float64Array {
  const others = new Float64Array(cells.length);
  for (let first = 0; first < cells.length; first += folds) {
    let sum = 0;
    for (let fold = 0; fold < folds; fold++) sum += cells[first + fold]!;
    for (let fold = 0; fold < folds; fold++) others[first + fold] = sum - cells[first + fold]!;
  }
  return others;
}

function sumsByFold(cells: ArrayLike<number>, fold: ArrayLike<number>, folds: number): Float64Array {
  const sums = new Float64Array(folds);
  for (let cell = 0; cell < cells.length; cell++) sums[fold[cell]!]! += cells[cell]!;
  return sums;
}

function allButOwn(sums: Float64Array): Float64Array {
  const all = total(sums);
  return sums.map((own) => all - own);
}
