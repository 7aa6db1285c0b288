import { aucOfGroups, type ClassCounts } from './auc.ts';
import { total } from './total.ts';

/** Target sums per cell: group-major, so cell = group · folds + fold. */
export interface TargetSums {
  readonly rows: ArrayLike<number>;
  readonly sums: ArrayLike<number>;
  readonly squares: ArrayLike<number>;
}

/** Pseudo-rows of the fold's prior mean that each group's mean is drawn towards (Micci-Barreca 2001). */
const SMOOTHING = 10;

/**
 * The AUC of a column whose groups (categories or bins) are replaced by the positive rate of the other folds' rows, from counts
 * per cell (group · folds + fold). Pairs are compared within a fold: there a row's score knows nothing of the labels it
 * is compared with, so a useless column gives ½ on average, which pooling the folds does not. NaN when no fold has both classes.
 */
export function outOfFoldAuc({ positives, negatives }: ClassCounts, folds: number, smoothing = SMOOTHING): number {
  const rows = Float64Array.from(positives, (count, cell) => count + negatives[cell]!);
  const { deviations } = outOfFoldDeviations(rows, positives, folds, smoothing);
  const groups = rows.length / folds;
  let concordant = 0;
  let pairs = 0;
  for (let fold = 0; fold < folds; fold++) {
    const inFold = (cells: ArrayLike<number>) =>
      Float64Array.from({ length: groups }, (_, group) => cells[group * folds + fold]!);
    const counts = { positives: inFold(positives), negatives: inFold(negatives) };
    const foldPairs = total(counts.positives) * total(counts.negatives);
    if (foldPairs === 0) continue;
    concordant += foldPairs * aucOfGroups(inFold(deviations), counts);
    pairs += foldPairs;
  }
  return concordant / pairs;
}

/**
 * 1 − SSE/SST of the same encoding of a numeric target; below 0 when the group means are worse than one mean.
 * `sums` and `squares` are of y less a constant near its mean: with a far one the digits of the squares cancel.
 */
export function outOfFoldRSquared({ rows, sums, squares }: TargetSums, folds: number, smoothing = SMOOTHING): number {
  const { deviations, priors } = outOfFoldDeviations(rows, sums, folds, smoothing);
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
function outOfFoldDeviations(rows: ArrayLike<number>, sums: ArrayLike<number>, folds: number, smoothing: number) {
  const deviations = new Float64Array(rows.length);
  const otherRows = allButOwn(sumsByFold(rows, folds));
  const otherSums = allButOwn(sumsByFold(sums, folds));
  for (let first = 0; first < rows.length; first += folds) {
    let groupRows = 0;
    let groupSums = 0;
    for (let fold = 0; fold < folds; fold++) {
      groupRows += rows[first + fold]!;
      groupSums += sums[first + fold]!;
    }
    for (let fold = 0; fold < folds; fold++) {
      const n = groupRows - rows[first + fold]!;
      const sum = groupSums - sums[first + fold]!;
      if (n === 0) continue;
      deviations[first + fold] = (sum * otherRows[fold]! - n * otherSums[fold]!) / (otherRows[fold]! * (n + smoothing));
    }
  }
  return { deviations, priors: otherSums.map((sum, fold) => sum / otherRows[fold]!) };
}

function sumsByFold(cells: ArrayLike<number>, folds: number): Float64Array {
  const sums = new Float64Array(folds);
  for (let cell = 0; cell < cells.length; cell++) sums[cell % folds]! += cells[cell]!;
  return sums;
}

function allButOwn(sums: Float64Array): Float64Array {
  const all = total(sums);
  return sums.map((own) => all - own);
}
