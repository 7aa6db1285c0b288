import type { Precision } from '../stats/decimals.ts';
import type { RepeatedValue } from '../stats/repeated-values.ts';
import type { Rest } from './rest-of-column.ts';

/** How near a value comes to what an imputer would have filled in, had it been fitted on these values. */
export interface FillFit {
  /** In deviations of the values, for a mean; in values between it and the middle, as a share of all, for a median. */
  readonly residual: number;
  /** In units of the tolerance, which is in those of the residual. */
  readonly distance: number;
  readonly tolerance: number;
  /** log of the probability that the mean or median of other rows comes as near. */
  readonly logChance: number;
}

const FLOOR = { double: 1e-9, single: 3e-6 } as const;
const RELATIVE = { double: 1e-12, single: 1e-6 } as const;
/** Standard deviations of the accumulated rounding error that are believed. */
const SIGMAS = 4;
/** Decimals beyond which a number is taken to be as it was computed. */
export const MAX_PLACES = 10;

/**
 * The mean of n values is within t of a given value, when it is that of other rows of the same kind, with a probability of about
 * 2t·√n/(σ√2π). A fill and values of the same decimals were rounded alike; a finer fill was computed from the values as they are.
 */
export function meanFit({ value, places, otherPlaces }: RepeatedValue, rest: Rest, precision: Precision): FillFit {
  const deviation = Math.sqrt(rest.m2 / rest.n);
  const off = Math.abs(value - rest.mean);
  const exact = FLOOR[precision] * deviation + RELATIVE[precision] * Math.abs(rest.mean);
  const width = 10 ** -Math.max(places, otherPlaces === Infinity ? places : otherPlaces);
  const noise = places > otherPlaces ? 0 : (SIGMAS * width) / Math.sqrt(12 * rest.n);
  const rounded = places > MAX_PLACES ? 0 : width / 2 + noise;
  const tolerance = off <= exact ? exact : exact + rounded;
  const chance = (2 * tolerance * Math.sqrt(rest.n)) / (deviation * Math.sqrt(2 * Math.PI));
  return {
    residual: off / deviation,
    distance: off / tolerance,
    tolerance: tolerance / deviation,
    logChance: Math.log(Math.min(1, chance)),
  };
}

/**
 * A median has as many values below as above: their difference is 0 for the median of other rows of the same kind with a probability of
 * about 2/√(2πn). Between two values it is their middle; as one of them, `near` rows may hold it by nature, and the halves differ by them.
 */
export function medianFit({ value, places }: RepeatedValue, rest: Rest, near: number, precision: Precision): FillFit {
  const imbalance = Math.abs(rest.below - rest.above);
  const gap = rest.upper - rest.lower;
  const middle = Math.abs(value - (rest.lower + rest.upper) / 2);
  const exact = FLOOR[precision] * gap + RELATIVE[precision] * Math.abs(value);
  const balanced = Math.log(Math.min(1, 0.8 / Math.sqrt(rest.n)));
  if (imbalance === 0 && middle <= exact) {
    const grid = places === Infinity ? FLOOR[precision] : 10 ** -places / gap;
    return { residual: 0, distance: 0, tolerance: 0, logChance: balanced + Math.log(Math.min(1, grid)) };
  }
  const tolerance = near > 1 ? near : 0.5;
  return {
    residual: imbalance / rest.n,
    distance: imbalance / tolerance,
    tolerance: tolerance / rest.n,
    logChance: Math.min(0, balanced + Math.log(tolerance + 0.5)),
  };
}
