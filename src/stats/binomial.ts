import { logIncompleteBeta } from './incomplete-beta.ts';

/** log P(X ≥ k), X binomial of n trials with success p: Iₚ(k, n − k + 1) (DLMF 8.17.5). */
export function logBinomialUpperTail(k: number, n: number, p: number): number {
  if (k <= 0) return 0;
  return k > n ? -Infinity : logIncompleteBeta(k, n - k + 1, p);
}

/** log P(X ≤ k), X binomial of n trials with success p. */
export function logBinomialLowerTail(k: number, n: number, p: number): number {
  if (k >= n) return 0;
  return k < 0 ? -Infinity : logIncompleteBeta(n - k, k + 1, 1 - p, p);
}
