import { argsort } from './argsort.ts';

export interface Kendall {
  /** τ-b, −1…1; NaN when one of the columns is constant. */
  readonly tau: number;
  /** (τ + 1)/2: the share of concordant pairs when nothing is tied. */
  readonly concordance: number;
  /** Against no association, with Kendall's variance for ties. */
  readonly z: number;
}

/** Kendall's τ-b in O(n log n) (Knight 1966); the variance is Kendall, Rank Correlation Methods, §4.9. No NaN in x or y. */
export function kendall(x: Float64Array, y: Float64Array): Kendall {
  return kendallOfRanks(denseRanks(x), denseRanks(y));
}

/** The same of columns whose values are numbered from 0 in ascending order, without gaps. */
export function kendallOfRanks(ranksX: Uint32Array, ranksY: Uint32Array): Kendall {
  const n = ranksX.length;
  const tiesX = tieSums(ranksX);
  const tiesY = tieSums(ranksY);
  const pairs = (n * (n - 1)) / 2;

  const byY = sortByRank(ranksY);
  const order = sortByRank(ranksX, byY);
  const sequence = Uint32Array.from(order, (row) => ranksY[row]!);
  let tiedInBoth = 0;
  for (let i = 1, run = 0; i < n; i++) {
    run = ranksX[order[i]!] === ranksX[order[i - 1]!] && sequence[i] === sequence[i - 1] ? run + 1 : 0;
    tiedInBoth += run;
  }
  const discordant = countInversions(sequence);
  const score = pairs - tiesX.pairs - tiesY.pairs + tiedInBoth - 2 * discordant;
  const tau = score / Math.sqrt(pairs - tiesX.pairs) / Math.sqrt(pairs - tiesY.pairs);

  const variance =
    (n * (n - 1) * (2 * n + 5) - tiesX.cubic - tiesY.cubic) / 18 +
    (tiesX.triples / n / (n - 1)) * (tiesY.triples / (n - 2) / 9) +
    (2 * tiesX.pairs * tiesY.pairs) / n / (n - 1);
  return { tau, concordance: (tau + 1) / 2, z: score / Math.sqrt(variance) };
}

/** The place of each value among the distinct values, counted from 0; `order` are its rows in ascending order. No NaN. */
export function denseRanks(values: Float64Array, order: Uint32Array = argsort(values)): Uint32Array {
  const ranks = new Uint32Array(values.length);
  for (let i = 1, rank = 0; i < order.length; i++) {
    if (values[order[i]!] !== values[order[i - 1]!]) rank++;
    ranks[order[i]!] = rank;
  }
  return ranks;
}

/** Stable counting sort of rows, given in any order, by their dense rank. */
function sortByRank(ranks: Uint32Array, rows?: Uint32Array): Uint32Array {
  const starts = rankSizes(ranks);
  for (let rank = 0, start = 0; rank < starts.length; rank++) {
    const size = starts[rank]!;
    starts[rank] = start;
    start += size;
  }
  const sorted = new Uint32Array(ranks.length);
  for (let i = 0; i < ranks.length; i++) {
    const row = rows ? rows[i]! : i;
    sorted[starts[ranks[row]!]!++] = row;
  }
  return sorted;
}

function rankSizes(ranks: Uint32Array): Uint32Array {
  const sizes = new Uint32Array(ranks.length);
  for (const rank of ranks) sizes[rank]!++;
  return sizes;
}

function tieSums(ranks: Uint32Array): { pairs: number; triples: number; cubic: number } {
  const sums = { pairs: 0, triples: 0, cubic: 0 };
  for (const t of rankSizes(ranks)) {
    sums.pairs += (t * (t - 1)) / 2;
    sums.triples += t * (t - 1) * (t - 2);
    sums.cubic += t * (t - 1) * (2 * t + 5);
  }
  return sums;
}

/** Pairs i < j with sequence[i] > sequence[j], by a bottom-up merge sort that overwrites the sequence. */
function countInversions(sequence: Uint32Array): number {
  let from = sequence;
  let to: Uint32Array = new Uint32Array(sequence.length);
  let inversions = 0;
  for (let width = 1; width < from.length; width *= 2) {
    for (let start = 0; start < from.length; start += 2 * width) {
      const middle = Math.min(start + width, from.length);
      const end = Math.min(start + 2 * width, from.length);
      let left = start;
      let right = middle;
      for (let k = start; k < end; k++) {
        if (left < middle && (right >= end || from[left]! <= from[right]!)) to[k] = from[left++]!;
        else {
          inversions += middle - left;
          to[k] = from[right++]!;
        }
      }
    }
    [from, to] = [to, from];
  }
  return inversions;
}
