import { logLowerGamma, logUpperGamma } from './incomplete-gamma.ts';

/** log P(X ≥ k), X Poisson: P(k, mean) (DLMF 8.4.10). */
export function logPoissonUpperTail(k: number, mean: number): number {
  return k <= 0 ? 0 : logLowerGamma(k, mean);
}

/** log P(X ≤ k), X Poisson. */
export function logPoissonLowerTail(k: number, mean: number): number {
  return k < 0 ? -Infinity : logUpperGamma(k + 1, mean);
}
