import type { ClassCounts } from './auc.ts';
import type { Bounds } from './bounds.ts';

/**
 * What the AUC can be when only the counts of bins in ascending value order are known: inside a bin each pair of a positive
 * and a negative may fall either way. Bins marked 1 in `single` hold one value, so their pairs are ties.
 */
export function aucBounds({ positives, negatives }: ClassCounts, single?: ArrayLike<number>): Bounds {
  let lower = 0;
  let upper = 0;
  let positivesSeen = 0;
  let negativesSeen = 0;
  for (let bin = 0; bin < positives.length; bin++) {
    const certain = positives[bin]! * negativesSeen;
    const within = positives[bin]! * negatives[bin]!;
    const tied = single?.[bin] === 1;
    lower += certain + (tied ? within / 2 : 0);
    upper += certain + (tied ? within / 2 : within);
    positivesSeen += positives[bin]!;
    negativesSeen += negatives[bin]!;
  }
  const pairs = positivesSeen * negativesSeen;
  return { lower: lower / pairs, upper: upper / pairs };
}

/** Bounds of `undirected(auc)`. */
export function undirectedBounds({ lower, upper }: Bounds): Bounds {
  return { lower: Math.max(lower, 1 - upper, 0.5), upper: Math.max(upper, 1 - lower) };
}
