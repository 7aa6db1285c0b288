import { log1mExp } from './log-space.ts';

const LOG_SQRT_2PI = 0.9189385332046728;
const CONTINUED_FRACTION_FROM = 2;

/** P(Z ≤ z). */
export function normalCdf(z: number): number {
  return Math.exp(logNormalTail(-z));
}

/** The z with P(Z ≤ z) = p. */
export function normalQuantile(p: number): number {
  return p < 0.5 ? -zOfLogTail(Math.log(p)) : zOfLogTail(Math.log1p(-p));
}

/**
 * log P(Z > z), right to about 14 digits for every finite z.
 * Laplace's continued fraction of Mills' ratio in the tail (Abramowitz & Stegun 26.2.14), Marsaglia's series (2004) between.
 */
export function logNormalTail(z: number): number {
  if (z <= -CONTINUED_FRACTION_FROM) return log1mExp(logNormalTail(-z));
  if (z >= CONTINUED_FRACTION_FROM) return -(z * z) / 2 - LOG_SQRT_2PI - Math.log(inverseMillsRatio(z));
  let term = z;
  let series = z;
  for (let k = 3; Math.abs(term) > Math.abs(series) * 1e-17; k += 2) {
    term *= (z * z) / k;
    series += term;
  }
  return Math.log(0.5 - series * Math.exp(-(z * z) / 2 - LOG_SQRT_2PI));
}

/** The z with log P(Z > z) = logP, also where the probability itself is below the smallest double. */
export function zOfLogTail(logP: number): number {
  if (logP > -Math.LN2) return -zOfLogTail(log1mExp(logP));
  // P(Z > z) ≤ e^(−z²/2) / 2, so the start lies above the root; log P is concave, so Newton's steps fall towards it.
  let z = Math.sqrt(-2 * (logP + Math.LN2));
  for (let i = 0; i < 60 && Number.isFinite(z); i++) {
    const logTail = logNormalTail(z);
    const step = (logTail - logP) / Math.exp(-(z * z) / 2 - LOG_SQRT_2PI - logTail);
    z += step;
    if (Math.abs(step) <= 1e-15 * z) break;
  }
  return z;
}

/** The |z| whose two-sided probability has this logarithm. */
export function zOfLogTwoSided(logP: number): number {
  return zOfLogTail(logP - Math.LN2);
}

function inverseMillsRatio(z: number): number {
  let fraction = z;
  for (let k = Math.ceil(400 / (z * z)) + 5; k > 0; k--) fraction = z + k / fraction;
  return fraction;
}
