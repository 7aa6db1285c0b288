import { argsort } from './argsort.ts';
import { aucFromCounts } from './auc.ts';
import { total } from './total.ts';

export interface RocCurve {
  /** Shares of zeros and of ones beyond each threshold, from (0, 0) to (1, 1). */
  readonly points: readonly (readonly [falsePositives: number, truePositives: number])[];
  readonly auc: number;
}

/**
 * The curve of scores, in whichever direction has the larger area, at no more than `most` thresholds; a label is 1 or 0, other rows and NaN
 * take no part. Undefined unless both labels occur (Fawcett 2006).
 */
export function rocCurve(scores: Float64Array, labels: ArrayLike<number>, most: number): RocCurve | undefined {
  const [positives, negatives]: [number[], number[]] = [[], []];
  let last = Number.NaN;
  for (const row of argsort(scores)) {
    const score = scores[row]!;
    const label = labels[row]!;
    if (Number.isNaN(score) || (label !== 0 && label !== 1)) continue;
    if (score !== last) {
      positives.push(0);
      negatives.push(0);
    }
    last = score;
    (label === 1 ? positives : negatives)[positives.length - 1]!++;
  }
  const auc = aucFromCounts({ positives, negatives });
  if (Number.isNaN(auc)) return undefined;
  const [ones, zeros] = auc < 0.5 ? [positives, negatives] : [positives.toReversed(), negatives.toReversed()];
  return { points: thinned(running(zeros, ones), most), auc: Math.max(auc, 1 - auc) };
}

function running(zeros: readonly number[], ones: readonly number[]): (readonly [number, number])[] {
  const [allZeros, allOnes] = [total(zeros), total(ones)];
  const points: (readonly [number, number])[] = [[0, 0]];
  let [z, o] = [0, 0];
  for (const [i, n] of zeros.entries()) {
    z += n;
    o += ones[i]!;
    points.push([z / allZeros, o / allOnes]);
  }
  return points;
}

/** Points at even distances along the curve, its ends and no more than `most`. */
function thinned<T extends readonly [number, number]>(points: readonly T[], most: number): T[] {
  const length = (x: readonly [number, number]) => x[0] + x[1];
  const kept: T[] = [];
  for (const [i, point] of points.entries()) {
    const before = kept.at(-1);
    const due = !before || length(point) - length(before) >= 2 / (most - 2) || i === points.length - 1;
    if (due) kept.push(point);
  }
  return kept;
}
