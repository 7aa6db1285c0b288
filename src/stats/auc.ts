import { argsort } from './argsort.ts';

/** Rows of each class per group: parallel arrays. */
export interface ClassCounts {
  readonly positives: ArrayLike<number>;
  readonly negatives: ArrayLike<number>;
}

/**
 * P(score of a positive > score of a negative) + ½·P(equal), from the counts of each distinct value in ascending order:
 * the Mann–Whitney statistic with mid-ranks (Hanley & McNeil 1982). NaN when a class is empty.
 */
export function aucFromCounts({ positives, negatives }: ClassCounts): number {
  let concordant = 0;
  let positivesSeen = 0;
  let negativesSeen = 0;
  for (let group = 0; group < positives.length; group++) {
    concordant += positives[group]! * (negativesSeen + negatives[group]! / 2);
    positivesSeen += positives[group]!;
    negativesSeen += negatives[group]!;
  }
  return concordant / (positivesSeen * negativesSeen);
}

/** The AUC of unsorted scores without NaN; a label is 1 for a positive and 0 for a negative. */
export function aucFromScores(scores: Float64Array, labels: ArrayLike<number>): number {
  const negatives = new Uint8Array(scores.length);
  for (let row = 0; row < negatives.length; row++) negatives[row] = 1 - labels[row]!;
  return aucOfGroups(scores, { positives: labels, negatives });
}

/** The AUC whichever way the score points. */
export function undirected(auc: number): number {
  return Math.max(auc, 1 - auc);
}

/** The AUC of groups whose score isn't their position; groups of equal score are tied. */
export function aucOfGroups(scores: Float64Array, { positives, negatives }: ClassCounts): number {
  const order = argsort(scores);
  let concordant = 0;
  let positivesSeen = 0;
  let negativesSeen = 0;
  for (let i = 0; i < order.length; ) {
    const score = scores[order[i]!]!;
    let tiedPositives = 0;
    let tiedNegatives = 0;
    do {
      tiedPositives += positives[order[i]!]!;
      tiedNegatives += negatives[order[i]!]!;
      i++;
    } while (i < order.length && scores[order[i]!] === score);
    concordant += tiedPositives * (negativesSeen + tiedNegatives / 2);
    positivesSeen += tiedPositives;
    negativesSeen += tiedNegatives;
  }
  return concordant / (positivesSeen * negativesSeen);
}

/** The AUC of the distance from the median rank: high when one class sits in both tails of the value order, low when in the middle. */
export function aucOfBothTails(counts: ClassCounts): number {
  const { positives, negatives } = counts;
  const distances = new Float64Array(positives.length);
  let rows = 0;
  for (let group = 0; group < distances.length; group++) {
    const size = positives[group]! + negatives[group]!;
    distances[group] = 2 * rows + size;
    rows += size;
  }
  for (let group = 0; group < distances.length; group++) distances[group] = Math.abs(distances[group]! - rows);
  return aucOfGroups(distances, counts);
}

/** The mean over classes of one class against the rest; `classes[c]` counts class c in each group (Provost & Domingos 2000). */
export function macroOneVsRest(classes: readonly ArrayLike<number>[], auc: (counts: ClassCounts) => number): number {
  const totals = new Float64Array(classes[0]!.length);
  for (const counts of classes) for (let group = 0; group < totals.length; group++) totals[group]! += counts[group]!;
  let sum = 0;
  for (const positives of classes) sum += auc({ positives, negatives: totals.map((total, group) => total - positives[group]!) });
  return sum / classes.length;
}
