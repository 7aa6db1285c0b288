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
  const scores = outOfFoldMeans(rows, positives, folds, smoothing);
  const groups = rows.length / folds;
  let concordant = 0;
  let pairs = 0;
  for (let fold = 0; fold < folds; fold++) {
    const inFold = (cells: ArrayLike<number>) =>
      Float64Array.from({ length: groups }, (_, group) => cells[group * folds + fold]!);
    const counts = { positives: inFold(positives), negatives: inFold(negatives) };
    const foldPairs = total(counts.positives) * total(counts.negatives);
    if (foldPairs === 0) continue;
    concordant += foldPairs * aucOfGroups(inFold(scores), counts);
    pairs += foldPairs;
  }
  return concordant / pairs;
}

/**
 * 1 − SSE/SST of the same encoding of a numeric target; below 0 when the group means are worse than one mean.
 * `sums` and `squares` are of y less a constant near its mean: with a far one the digits of the squares cancel.
 */
export function outOfFoldRSquared({ rows, sums, squares }: TargetSums, folds: number, smoothing = SMOOTHING): number {
  const predictions = outOfFoldMeans(rows, sums, folds, smoothing);
  const n = total(rows);
  const mean = total(sums) / n;
  let unexplained = 0;
  let variation = 0;
  for (let cell = 0; cell < rows.length; cell++) {
    const count = rows[cell]!;
    if (count === 0) continue;
    const cellMean = sums[cell]! / count;
    const within = Math.max(0, squares[cell]! - sums[cell]! * cellMean);
    unexplained += within + count * (cellMean - predictions[cell]!) ** 2;
    variation += within + count * (cellMean - mean) ** 2;
  }
  return 1 - unexplained / variation;
}

function outOfFoldMeans(rows: ArrayLike<number>, sums: ArrayLike<number>, folds: number, smoothing: number): Float64Array {
  const means = new Float64Array(rows.length);
  const foldRows = new Float64Array(folds);
  const foldSums = new Float64Array(folds);
  for (let cell = 0; cell < rows.length; cell++) {
    foldRows[cell % folds]! += rows[cell]!;
    foldSums[cell % folds]! += sums[cell]!;
  }
  const allRows = total(foldRows);
  const allSums = total(foldSums);
  for (let first = 0; first < rows.length; first += folds) {
    let groupRows = 0;
    let groupSums = 0;
    for (let fold = 0; fold < folds; fold++) {
      groupRows += rows[first + fold]!;
      groupSums += sums[first + fold]!;
    }
    for (let fold = 0; fold < folds; fold++) {
      const otherRows = groupRows - rows[first + fold]!;
      const prior = (allSums - foldSums[fold]!) / (allRows - foldRows[fold]!);
      // A group unseen in the other folds gets exactly the prior, so that all such groups tie.
      means[first + fold] =
        otherRows === 0 ? prior : (groupSums - sums[first + fold]! + smoothing * prior) / (otherRows + smoothing);
    }
  }
  return means;
}
