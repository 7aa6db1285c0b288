import { logPoissonMass } from './saddle-point.ts';
import { total } from './total.ts';

/**
 * log of the probability that `rows` rows fall on given values exactly as often as expected, of the rows that hold each of them: the
 * multinomial point probability at its mode, as one of Poisson counts given their sum; counts need not be whole.
 */
export function logPointProbability(counts: ArrayLike<number>, rows: number): number {
  const all = total(counts);
  let sum = -logPoissonMass(rows, rows);
  // Most counts are small and alike.
  const known = new Map<number, number>();
  for (let i = 0; i < counts.length; i++) {
    const expected = (rows * counts[i]!) / all;
    if (!(expected > 0)) continue;
    const mass = known.get(expected) ?? logPoissonMass(expected, expected);
    known.set(expected, mass);
    sum += mass;
  }
  return Math.min(0, sum);
}
