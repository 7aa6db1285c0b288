import { log1mExp } from './log-space.ts';
import { logPoissonMass } from './saddle-point.ts';

/** log P(a, x), the regularised lower incomplete gamma function; a > 0, x ≥ 0. */
export function logLowerGamma(a: number, x: number): number {
  if (x <= 0) return -Infinity;
  return x < a + 1 ? logSeries(a, x) : log1mExp(logContinuedFraction(a, x));
}

/** log Q(a, x), the regularised upper incomplete gamma function; a > 0, x ≥ 0. */
export function logUpperGamma(a: number, x: number): number {
  if (x <= 0) return 0;
  return x < a + 1 ? log1mExp(logSeries(a, x)) : logContinuedFraction(a, x);
}

/** DLMF 8.11.4: P(a, x) = xᵃe⁻ˣ/Γ(a + 1) · Σ xᵏ/((a + 1)…(a + k)). */
function logSeries(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= x / (a + k);
    sum += term;
  }
  return logPoissonMass(a, x) + Math.log(sum);
}

/** DLMF 8.9.2 in its even part, evaluated by Lentz's method (Press et al., Numerical Recipes §6.2). */
function logContinuedFraction(a: number, x: number): number {
  if (x === Infinity) return -Infinity;
  let b = x + 1 - a;
  let c = Number.POSITIVE_INFINITY;
  let d = 1 / b;
  let h = d;
  for (let i = 1; i < 1e6; i++) {
    const numerator = -i * (i - a);
    b += 2;
    d = 1 / (b + numerator * d);
    c = b + numerator / c;
    h *= c * d;
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return logPoissonMass(a, x) + Math.log(a) + Math.log(h);
}
