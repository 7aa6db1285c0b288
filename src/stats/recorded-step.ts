import { decimalStep, type Precision } from './decimals.ts';

/** How finely numbers were written down. */
export interface RecordedStep {
  /** Each number stands for an interval of about this width. */
  readonly step: number;
  /** Decimal places; null where numbers have all the digits their format holds. */
  readonly decimals: number | null;
  readonly precision: Precision;
}

const EPSILON = { double: 2 ** -52, single: 2 ** -23 } as const;

/**
 * The step of finite values, not all 0. Judged on the values that lie above the root mean square: where numbers are cut to some
 * significant digits rather than decimals, these are the coarsest.
 */
export function recordedStep(values: ArrayLike<number>): RecordedStep {
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += values[i]! ** 2 / values.length;
  const size = Math.sqrt(squares);
  const large: number[] = [];
  for (let i = 0; i < values.length; i++) if (Math.abs(values[i]!) >= size) large.push(values[i]!);
  const step = decimalStep(large);
  if (step > 0) return { step, decimals: decimalsOf(step), precision: 'double' };
  if (!large.every((value) => Math.fround(value) === value))
    return { step: EPSILON.double * size, decimals: null, precision: 'double' };
  const single = decimalStep(large, 'single');
  return { step: single || EPSILON.single * size, decimals: single > 0 ? decimalsOf(single) : null, precision: 'single' };
}

const decimalsOf = (step: number): number => Math.max(0, Math.round(-Math.log10(step)));
