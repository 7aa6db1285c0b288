import { total } from './total.ts';

/** How far two samples' shares lie apart, and how far they would on average if nothing had changed. */
export interface Divergence {
  readonly value: number;
  /** The mean under no change, to first order in 1/n + 1/m. */
  readonly noise: number;
}

/**
 * Population stability index Σ(p − q)·ln(p/q), nats, from two count vectors over the same bins; an empty side of a bin counts as half a row.
 * Noise (B − 1)(1/n + 1/m) (Yurdakul 2018).
 */
export function populationStability(first: ArrayLike<number>, second: ArrayLike<number>): Divergence {
  const { n, m, error } = sizes(first, second);
  let value = 0;
  let bins = 0;
  for (let i = 0; i < first.length; i++) {
    if (first[i]! + second[i]! === 0) continue;
    const p = Math.max(first[i]!, 0.5) / n;
    const q = Math.max(second[i]!, 0.5) / m;
    value += (p - q) * Math.log(p / q);
    bins++;
  }
  return { value, noise: (bins - 1) * error };
}

/**
 * Jensen–Shannon divergence in bits, 0…1 (Lin 1991), both samples weighing the same; its square root is the distance (Endres & Schindelin 2003).
 * Noise Σ(1 − p)(1/n + 1/m)/(8 ln 2) by expansion at p = q, at most the bin's own share.
 */
export function jensenShannon(first: ArrayLike<number>, second: ArrayLike<number>): Divergence & { readonly distance: number } {
  const { n, m, error } = sizes(first, second);
  let value = 0;
  let noise = 0;
  for (let i = 0; i < first.length; i++) {
    const p = first[i]! / n;
    const q = second[i]! / m;
    if (p > 0) value += (p / 2) * Math.log2((2 * p) / (p + q));
    if (q > 0) value += (q / 2) * Math.log2((2 * q) / (p + q));
    const pooled = (first[i]! + second[i]!) / (n + m);
    noise += Math.min(((1 - pooled) * error) / (8 * Math.LN2), pooled);
  }
  value = Math.min(1, Math.max(0, value));
  return { value, noise, distance: Math.sqrt(value) };
}

/** Total variation ½Σ|p − q|, 0…1. Noise ½Σ√(2p(1 − p)(1/n + 1/m)/π), the mean of half-normal deviations, at most twice the bin's share. */
export function totalVariation(first: ArrayLike<number>, second: ArrayLike<number>): Divergence {
  const { n, m, error } = sizes(first, second);
  let value = 0;
  let noise = 0;
  for (let i = 0; i < first.length; i++) {
    value += Math.abs(first[i]! / n - second[i]! / m) / 2;
    const pooled = (first[i]! + second[i]!) / (n + m);
    noise += Math.min(Math.sqrt((2 * pooled * (1 - pooled) * error) / Math.PI), 2 * pooled) / 2;
  }
  return { value, noise };
}

function sizes(first: ArrayLike<number>, second: ArrayLike<number>): { n: number; m: number; error: number } {
  const n = total(first);
  const m = total(second);
  return { n, m, error: 1 / n + 1 / m };
}
