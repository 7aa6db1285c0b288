import { decimalPlaces, type Precision } from './decimals.ts';

/** How finely numbers were written down. */
export interface RecordedStep {
  /** Each number stands for an interval of about this width. */
  readonly step: number;
  /** Decimal places; null where numbers have all the digits their format holds. */
  readonly decimals: number | null;
  readonly precision: Precision;
}

const EPSILON = { double: 2 ** -52, single: 2 ** -23 } as const;
/** Values that are looked at. */
const MAX_VALUES = 1000;
/** Numbers of fixed decimals have about the same step either way. */
const NOTABLY = 3;

/**
 * The step of ascending finite values, not all 0, judged on an even choice of them. Where numbers were cut to significant digits rather
 * than decimals, it is the step that adds up to the same error of a sum of squares.
 */
export function recordedStep(sorted: ArrayLike<number>): RecordedStep {
  const found = known.get(sorted) ?? stepOf(sorted);
  known.set(sorted, found);
  return found;
}

/** Several rules ask about one column. */
const known = new WeakMap<ArrayLike<number>, RecordedStep>();

function stepOf(sorted: ArrayLike<number>): RecordedStep {
  const values = evenly(sorted);
  let meanSquare = 0;
  for (let i = 0; i < values.length; i++) meanSquare += values[i]! ** 2 / values.length;
  const size = Math.sqrt(meanSquare);
  const places = decimalPlaces(values);
  if (places < Infinity) {
    const fixed = 10 ** -places;
    const ofDigits = stepOfDigits(values, size);
    const step = ofDigits > NOTABLY * fixed ? ofDigits : fixed;
    return { step, decimals: Math.max(0, Math.round(-Math.log10(step))), precision: 'double' };
  }
  if (!values.every((value) => Math.fround(value) === value))
    return { step: EPSILON.double * size, decimals: null, precision: 'double' };
  const single = decimalPlaces(values, 'single');
  if (single === Infinity) return { step: EPSILON.single * size, decimals: null, precision: 'single' };
  return { step: Math.max(10 ** -single, EPSILON.single * size), decimals: Math.max(0, single), precision: 'single' };
}

function evenly(sorted: ArrayLike<number>): Float64Array {
  const values = new Float64Array(Math.min(sorted.length, MAX_VALUES));
  const steps = Math.max(1, values.length - 1);
  for (let i = 0; i < values.length; i++) values[i] = sorted[Math.round((i * (sorted.length - 1)) / steps)]!;
  return values;
}

/** The step of values that all have as many significant digits as the one with most; those that weigh more in squares count for more. */
function stepOfDigits(values: Float64Array, size: number): number {
  const magnitudes = values.map((value) => Math.floor(Math.log10(Math.abs(value))));
  const digits = values.reduce(
    (most, value, i) => (value === 0 ? most : Math.max(most, decimalPlaces([value]) + magnitudes[i]! + 1)),
    0,
  );
  const squares = values.reduce((sum, value, i) => {
    return value === 0 ? sum : sum + 10 ** (2 * (magnitudes[i]! - digits + 1)) * Math.max(1, (value / size) ** 2);
  }, 0);
  return Math.sqrt(squares / values.length);
}
