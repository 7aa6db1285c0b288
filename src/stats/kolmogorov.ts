import type { Bounds } from './bounds.ts';
import { countUpTo } from './sorted.ts';

/** Steps that are worth a search rather than a walk. */
const FAR = 8;

/** sup |F − G| of two samples sorted ascending, without NaN. */
export function kolmogorovDistance(first: ArrayLike<number>, second: ArrayLike<number>): number {
  return kolmogorovSplit(first, second).distance;
}

/** The same with the value at which it is reached: the share of values ≤ `at` differs most. NaN when a sample is empty. */
export function kolmogorovSplit(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
): { readonly distance: number; readonly at: number } {
  let i = 0;
  let j = 0;
  let distance = 0;
  let at = Number.NaN;
  while (i < first.length && j < second.length) {
    // So many more values may come of one sample, and of the other, before their shares can differ by more than they did.
    const ahead = i / first.length - j / second.length;
    const ofFirst = Math.floor((distance - ahead) * first.length) - 1;
    const ofSecond = Math.floor((distance + ahead) * second.length) - 1;
    const isFar = ofFirst > FAR && ofSecond > FAR && i + ofFirst < first.length && j + ofSecond < second.length;
    const value = isFar ? Math.min(first[i + ofFirst]!, second[j + ofSecond]!) : Math.min(first[i]!, second[j]!);
    if (isFar) {
      i = countUpTo(first, value, i);
      j = countUpTo(second, value, j);
    } else {
      while (i < first.length && first[i] === value) i++;
      while (j < second.length && second[j] === value) j++;
    }
    const difference = Math.abs(i / first.length - j / second.length);
    if (difference > distance || Number.isNaN(at)) {
      distance = difference;
      at = value;
    }
  }
  return { distance, at };
}

/** sup |F − G| from the cumulative counts of both samples at each distinct value in ascending order. */
export function kolmogorovFromCumulative(first: ArrayLike<number>, second: ArrayLike<number>): number {
  return kolmogorovBounds(first, second).lower;
}

/** What sup |F − G| can be when cumulative counts are known only at the upper ends of bins. */
export function kolmogorovBounds(first: ArrayLike<number>, second: ArrayLike<number>): Bounds {
  const last = first.length - 1;
  let lower = 0;
  let upper = 0;
  for (let bin = 0, f = 0, g = 0; bin <= last; bin++) {
    const nextF = first[bin]! / first[last]!;
    const nextG = second[bin]! / second[last]!;
    lower = Math.max(lower, Math.abs(nextF - nextG));
    upper = Math.max(upper, nextF - g, nextG - f);
    f = nextF;
    g = nextG;
  }
  return { lower, upper };
}

/**
 * log P(D ≥ distance) for samples of n and m rows from one continuous distribution, asymptotic in both (Smirnov 1939,
 * and the theta-function form for small arguments). Ties only make the true probability smaller.
 */
export function logKolmogorovTail(distance: number, n: number, m: number): number {
  const lambda = distance * Math.sqrt((n / (n + m)) * m);
  return lambda < 1.18 ? Math.log1p(-cdfNearZero(lambda)) : logTail(lambda);
}

function cdfNearZero(lambda: number): number {
  if (lambda === 0) return 0;
  const y = Math.exp(-(Math.PI ** 2) / (8 * lambda ** 2));
  return (Math.sqrt(2 * Math.PI) / lambda) * (y + y ** 9 + y ** 25 + y ** 49);
}

function logTail(lambda: number): number {
  const y = Math.exp(-2 * lambda ** 2);
  return Math.LN2 - 2 * lambda ** 2 + Math.log1p(-(y ** 3) + y ** 8 - y ** 15 + y ** 24);
}
