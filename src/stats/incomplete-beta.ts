import { log1mExp } from './log-space.ts';
import { logBinomialMass } from './saddle-point.ts';

const TINY = 1e-300;

/** log Iₓ(a, b), the regularised incomplete beta function; a, b > 0. Give y = 1 − x where x is too near to 1 to tell. */
export function logIncompleteBeta(a: number, b: number, x: number, y = 1 - x): number {
  if (x <= 0) return -Infinity;
  if (y <= 0) return 0;
  return x > (a + 1) / (a + b + 2) ? log1mExp(logBelowMean(b, a, y, x)) : logBelowMean(a, b, x, y);
}

/** DLMF 8.17.22, evaluated by Lentz's method (Press et al., Numerical Recipes §6.4); O(√max(a, b)) steps. */
function logBelowMean(a: number, b: number, x: number, y: number): number {
  let c = 1;
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1));
  let h = d;
  for (let m = 1; m < 1e6; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / nonZero(1 + even * d);
    c = nonZero(1 + even / c);
    h *= c * d;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / nonZero(1 + odd * d);
    c = nonZero(1 + odd / c);
    h *= c * d;
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return logBinomialMass(a, a + b, x, y) + Math.log(b / (a + b)) + Math.log(h);
}

function nonZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}
