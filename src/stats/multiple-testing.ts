import { argsort } from './argsort.ts';

/** The z a rule demands when it made `tests` tests in a run. */
export function requiredZ(tests: number): number {
  return tests <= 10 ? 3.5 : tests <= 100 ? 4 : tests <= 1000 ? 4.5 : 5;
}

/** Logarithms of probabilities, adjusted so that rejecting those below log(q) keeps the false discovery rate ≤ q (Benjamini & Hochberg 1995). */
export function benjaminiHochberg(logPs: ArrayLike<number>): Float64Array {
  const values = Float64Array.from(logPs);
  const adjusted = new Float64Array(values.length);
  const order = argsort(values);
  let least = 0;
  for (let i = order.length - 1; i >= 0; i--) {
    least = Math.min(least, values[order[i]!]! + Math.log(order.length / (i + 1)));
    adjusted[order[i]!] = least;
  }
  return adjusted;
}

/** log of a probability times the number of tests, at most 0. */
export function bonferroni(logP: number, tests: number): number {
  return Math.min(0, logP + Math.log(tests));
}
