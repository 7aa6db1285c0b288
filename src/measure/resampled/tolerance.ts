import { recordedStep } from '../../stats/recorded-step.ts';

/** Full precision less the digits that scaling or a change of units costs. */
const DOUBLE = 1e-11;
const SINGLE = 2 ** -22;

/** How far numbers of a column, given as its finite values but 0 in ascending order, may be off for how finely they were written down. */
export function toleranceOf(ascending: Float64Array): number {
  if (!ascending.length) return 1;
  const size = Math.max(Math.abs(ascending[0]!), Math.abs(ascending.at(-1)!));
  const { step, decimals, precision } = recordedStep(ascending);
  if (decimals === null && precision === 'double') return DOUBLE * size;
  // Numbers of few digits may come from single precision, whatever they are written in.
  return Math.max(0.51 * step, SINGLE * size);
}
