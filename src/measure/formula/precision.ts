import { decimalStep } from '../../stats/decimals.ts';
import { momentsOf, variance } from '../../stats/moments.ts';

/** How exactly a column's values are known. */
export interface Precision {
  /** The decimal step to which they were rounded; 0 when they are floats of full length. */
  readonly step: number;
  /** What the floats may be off by: a part of each value, and the same part of their spread, since they may be made of larger ones. */
  readonly relative: number;
  readonly absolute: number;
}

const DOUBLE = 2 ** -50;
const SINGLE = 2 ** -23;

export function precisionOf(values: Float64Array): Precision {
  const known = values.filter(Number.isFinite);
  const step = decimalStep(known);
  const decimal = step > 0 && step < Number.POSITIVE_INFINITY;
  const single = !decimal && known.every((value) => Math.fround(value) === value);
  const relative = single ? SINGLE : DOUBLE;
  const absolute = known.length > 1 ? relative * Math.sqrt(variance(momentsOf(known))) : 0;
  return { step: decimal ? step : 0, relative, absolute };
}
