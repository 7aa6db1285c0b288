/** What merges of a numeric column: M2 is the sum of squared deviations from the mean. */
export interface Moments {
  readonly n: number;
  readonly mean: number;
  readonly m2: number;
  readonly min: number;
  readonly max: number;
}

export const NO_MOMENTS: Moments = { n: 0, mean: 0, m2: 0, min: Infinity, max: -Infinity };

/** Moments of values without NaN, in two passes (Chan, Golub & LeVeque 1983, corrected two-pass). */
export function momentsOf(values: ArrayLike<number>): Moments {
  const n = values.length;
  if (n === 0) return NO_MOMENTS;
  let shift = 0;
  for (let i = 0; i < n; i++) shift += values[i]! / n;
  let sum = 0;
  let squares = 0;
  let min = Infinity;
  let max = -Infinity;
  for (let i = 0; i < n; i++) {
    const value = values[i]!;
    sum += value - shift;
    squares += (value - shift) ** 2;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return momentsFromSums({ n, shift, sum, squares, min, max });
}

/** Moments from Σ(x − shift) and Σ(x − shift)²; the nearer the shift to the mean, the more digits are right. */
export function momentsFromSums(sums: {
  n: number;
  shift: number;
  sum: number;
  squares: number;
  min: number;
  max: number;
}): Moments {
  const { n, shift, sum, squares, min, max } = sums;
  if (n === 0) return NO_MOMENTS;
  return { n, mean: shift + sum / n, m2: Math.max(0, squares - sum * (sum / n)), min, max };
}

/** Moments of the union of disjoint parts (Chan, Golub & LeVeque 1979). */
export function mergeMoments(a: Moments, b: Moments): Moments {
  if (a.n === 0) return b;
  if (b.n === 0) return a;
  const n = a.n + b.n;
  const difference = b.mean - a.mean;
  return {
    n,
    mean: a.mean + difference * (b.n / n),
    m2: a.m2 + b.m2 + difference * difference * a.n * (b.n / n),
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
  };
}

/** M2/(n − freed): `freed` is 1 for the sample variance, 0 for the population's. */
export function variance({ n, m2 }: Moments, freed: 0 | 1 = 1): number {
  return m2 / (n - freed);
}
