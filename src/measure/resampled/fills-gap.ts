import type { Between } from '../../stats/between.ts';
import { denominatorOf } from '../../stats/simple-fractions.ts';

/** Places on a line that are as simple a fraction by chance. */
const SIMPLE_CHANCE = 0.02;
const MOST_PARTS = 500;
const LEAST_PLACE_ERROR = 1e-9;
/** Times that are off by more tell nothing of a place. */
const TIME_ERROR = { least: 1e-6, most: 0.01 };

/** A column of times, and what all of its differences are multiples of. */
export interface Times {
  readonly values: Float64Array;
  readonly step: number;
}

/** Rows at a simple fraction of the way, or as far in time as in place, fill the gaps of a series: no over-sampler puts them there. */
export function fillsGap(times: readonly Times[], row: number, { a, b, at, atError }: Between): boolean {
  const error = Math.max(LEAST_PLACE_ERROR, atError);
  const parts = Math.min(MOST_PARTS, Math.floor(Math.sqrt(SIMPLE_CHANCE / error)));
  if (denominatorOf(at, parts, error) !== undefined) return true;
  return times.some(({ values, step }) => {
    const span = values[b]! - values[a]!;
    const off = Math.max(TIME_ERROR.least, atError, Math.min(TIME_ERROR.most, (2 * step) / Math.abs(span)));
    return span !== 0 && Math.abs((values[row]! - values[a]!) / span - at) <= off;
  });
}

export function timesOf(values: Float64Array): Times {
  const present = values.filter(Number.isFinite);
  const step = present.reduce((common, value) => greatestCommonDivisor(Math.abs(value - present[0]!), common), 0);
  return { values, step };
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
