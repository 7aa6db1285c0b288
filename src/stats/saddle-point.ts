import { gammaln } from 'simple-statistics';

const HALF_LOG_2PI = 0.9189385332046728;

/**
 * Saddle-point parts of discrete masses (Loader 2000, "Fast and accurate computation of binomial probabilities"):
 * a mass is written as deviances instead of a difference of large logarithms, so that it keeps its digits at any size.
 */

/** log(Γ(x + 1)) − log(√(2πx)·(x/e)ˣ) for x > 0: what Stirling's formula leaves out. */
export function stirlingError(x: number): number {
  if (x < 16) return gammaln(x + 1) - (x + 0.5) * Math.log(x) + x - HALF_LOG_2PI;
  const s = 1 / (x * x);
  return (1 / 12 - s * (1 / 360 - s * (1 / 1260 - s * (1 / 1680 - s * (1 / 1188 - s * (691 / 360360)))))) / x;
}

/** x·log(x/mean) + mean − x for x ≥ 0 and mean > 0. */
export function deviance(x: number, mean: number): number {
  if (x === 0) return mean;
  const difference = x - mean;
  const v = difference / (x + mean);
  if (Math.abs(v) >= 0.1) return x * Math.log(x / mean) - difference;
  let sum = difference * v;
  let power = 2 * x * v;
  for (let k = 3; ; k += 2) {
    power *= v * v;
    const next = sum + power / k;
    if (next === sum) return sum;
    sum = next;
  }
}

/** log P(X = k) of a Poisson distribution; k ≥ 0 need not be whole. */
export function logPoissonMass(k: number, mean: number): number {
  return k === 0 ? -mean : -stirlingError(k) - deviance(k, mean) - HALF_LOG_2PI - Math.log(k) / 2;
}

/** log P(X = k) of a binomial distribution, q = 1 − p; k and n need not be whole. */
export function logBinomialMass(k: number, n: number, p: number, q = 1 - p): number {
  if (k === 0) return n * (p < 0.5 ? Math.log1p(-p) : Math.log(q));
  if (k === n) return n * (q < 0.5 ? Math.log1p(-q) : Math.log(p));
  const corrections = stirlingError(n) - stirlingError(k) - stirlingError(n - k);
  return corrections - deviance(k, n * p) - deviance(n - k, n * q) - HALF_LOG_2PI + Math.log(n / k / (n - k)) / 2;
}
