import { logUpperGamma } from './incomplete-gamma.ts';

/** log P(X > x), X chi-square with `df` degrees of freedom: Q(df/2, x/2). */
export function logChiSquareTail(x: number, df: number): number {
  return logUpperGamma(df / 2, x / 2);
}
