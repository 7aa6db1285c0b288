import { normalCdf } from './normal.ts';

/** Sums of a quantity per group, in the order of the groups. */
export interface GroupSums {
  readonly counts: ArrayLike<number>;
  readonly sums: ArrayLike<number>;
}

export interface OrderOfMeans {
  /** Neighbouring groups, both filled, whose means fall, and that rise; those with equal means are none. */
  readonly falling: number;
  readonly rising: number;
  /** Steps against the prevailing direction that other rows of the same groups would show, were the true means those observed. */
  readonly expectedAgainst: number;
  /**
   * Share of neighbouring steps of which one is at least three times the other. Where means were put in order it is about a half, whatever
   * they are of: gaps between ordered values are nearly exponential and independent (Pyke 1965), so that their ratio is below r with
   * probability r/(1 + r). A trend that rises without exception has steps that are more alike. NaN below two steps.
   */
  readonly uneven: number;
}

/** Means that differ by less, for their size, are equal but for their rounding. */
const SAME = 1e-12;
const UNEVEN = 3;

/** How strictly group means rise or fall, and how strictly chance would let them, for a quantity of the given variance within groups. */
export function orderOfMeans({ counts, sums }: GroupSums, variance: number): OrderOfMeans {
  let falling = 0;
  let rising = 0;
  let expectedAgainst = 0;
  let last = -1;
  const steps: number[] = [];
  for (let group = 0; group < counts.length; group++) {
    if (!(counts[group]! > 0)) continue;
    if (last >= 0) {
      const [before, after] = [sums[last]! / counts[last]!, sums[group]! / counts[group]!];
      const step = after - before;
      if (!(Math.abs(step) > SAME * (Math.abs(before) + Math.abs(after)))) {
        last = group;
        continue;
      }
      steps.push(Math.abs(step));
      if (step > 0) rising++;
      else falling++;
      expectedAgainst += normalCdf(-Math.abs(step) / Math.sqrt(variance * (1 / counts[group]! + 1 / counts[last]!)));
    }
    last = group;
  }
  const pairs = steps.slice(1).map((step, i) => Math.max(step / steps[i]!, steps[i]! / step));
  return { falling, rising, expectedAgainst, uneven: pairs.filter((ratio) => ratio >= UNEVEN).length / pairs.length };
}
