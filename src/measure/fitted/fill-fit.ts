import type { Precision } from '../../stats/decimals.ts';
import type { RepeatedValue } from '../../stats/repeated-values.ts';
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
 * The mean of other rows of the same kind is within t of a given value with a probability of about 2t·√rows/(σ√2π), `rows` being the
 * effective number. A fill and values of the same decimals were rounded alike; a finer fill was computed from the values as they are.
 */
export function meanFit({ value, places, otherPlaces }: RepeatedValue, rest: Rest, precision: Precision, rows = rest.n): FillFit {
  const deviation = Math.sqrt(rest.m2 / rest.n);
  const off = Math.abs(value - rest.mean);
  const exact = FLOOR[precision] * deviation + RELATIVE[precision] * Math.abs(rest.mean);
  const width = 10 ** -Math.max(places, otherPlaces === Infinity ? places : otherPlaces);
  const noise = places > otherPlaces ? 0 : (SIGMAS * width) / Math.sqrt(12 * rest.n);
  const rounded = places > MAX_PLACES ? 0 : width / 2 + noise;
  const tolerance = off <= exact ? exact : exact + rounded;
  const chance = (2 * tolerance * Math.sqrt(rows)) / (deviation * Math.sqrt(2 * Math.PI));
  return {
    residual: off / deviation,
    distance: off / tolerance,
    tolerance: tolerance / deviation,
    logChance: Math.log(Math.min(1, chance)),
  };
}

/**
 * A median has as many values below as above, which that of other rows has with a probability of about 2/√(2πm) when m rows differ: with
 * `rows` effective ones, m = n²/rows. Between two values it is their middle, which few of the values between them are that have no more
 * decimals: that speaks for rows of which these values are, and for no others, as `isOwn` says. As one of the values, `near` rows may hold
 * it by nature, and the halves differ by them.
 */
export function medianFit(
  { value, places, otherPlaces }: RepeatedValue,
  rest: Rest,
  near: number,
  precision: Precision,
  isOwn: boolean,
  rows = rest.n,
): FillFit {
  const imbalance = Math.abs(rest.below - rest.above);
  const middle = Math.abs(value - (rest.lower + rest.upper) / 2);
  const exact = FLOOR[precision] * (rest.upper - rest.lower) + RELATIVE[precision] * Math.abs(value);
  const balanced = Math.log(Math.min(1, (0.8 * Math.sqrt(rows)) / rest.n));
  if (imbalance === 0 && middle <= exact) {
    const width = 10 ** -Math.max(places, otherPlaces === Infinity ? places : otherPlaces);
    const inMiddle = Math.log(Math.min(1, Math.max(2 * exact, width) / (rest.upper - rest.lower)));
    return { residual: 0, distance: 0, tolerance: 0, logChance: balanced + (isOwn ? inMiddle : 0) };
  }
  const tolerance = near > 1 ? near : 0.5;
  return {
    residual: imbalance / rest.n,
    distance: imbalance / tolerance,
    tolerance: tolerance / rest.n,
    logChance: Math.min(0, balanced + Math.log(tolerance + 0.5)),
  };
}
