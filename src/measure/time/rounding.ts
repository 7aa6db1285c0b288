import { finiteOnly } from '../../stats/finite-only.ts';
import { recordedStep } from '../../stats/recorded-step.ts';

export interface Rounding {
  /** The step of values that were rounded; 0 for those with all digits. */
  readonly step: number;
  /** The largest absolute value. */
  readonly size: number;
}

/** The sum of so many rounded values is seldom further off than so many steps times the root of their number. */
const SELDOM = 1.2;

/** How many steps a sum of so many rounded values may be off. */
export const roundedSum = (count: number): number => Math.min(count / 2, SELDOM * Math.sqrt(count));

const known = new WeakMap<Float64Array, Rounding>();

/** How a column's values were rounded; read once for all pairs of it. */
export function roundingOf(values: Float64Array): Rounding {
  const found = known.get(values) ?? read(values);
  known.set(values, found);
  return found;
}

function read(values: Float64Array): Rounding {
  const present = finiteOnly(values);
  let size = 0;
  for (let i = 0; i < present.length; i++) size = Math.max(size, Math.abs(present[i]!));
  if (!size) return { step: 0, size };
  const { step, decimals, precision } = recordedStep(present);
  return { step: decimals !== null || precision === 'single' ? step : 0, size };
}
