/** Sums over n rows of columns and of their products: `products[i][j]`, j ≤ i. */
export interface CoMoments {
  readonly n: number;
  readonly sums: Float64Array;
  readonly products: readonly Float64Array[];
}

/** Of columns of equal length without NaN, whose means are small beside their deviations where correlations are asked. */
export function coMomentsOf(columns: readonly Float64Array[]): CoMoments {
  const sums = Float64Array.from(columns, (values) => values.reduce((sum, value) => sum + value, 0));
  const products = columns.map((a, i) => Float64Array.from({ length: i + 1 }, (_, j) => dot(a, columns[j]!)));
  return { n: columns[0]?.length ?? 0, sums, products };
}

/** Of two sets of rows together. */
export function addCoMoments(a: CoMoments, b: CoMoments): CoMoments {
  return {
    n: a.n + b.n,
    sums: a.sums.map((sum, i) => sum + b.sums[i]!),
    products: a.products.map((row, i) => row.map((product, j) => product + b.products[i]![j]!)),
  };
}

/** Pearson's r of columns i and j or, not centred, the cosine of the angle between them; NaN for a constant. */
export function correlation({ n, sums, products }: CoMoments, i: number, j: number, centred: boolean): number {
  const covariance = (k: number, l: number) =>
    products[Math.max(k, l)]![Math.min(k, l)]! - (centred ? sums[k]! * (sums[l]! / n) : 0);
  return covariance(i, j) / Math.sqrt(covariance(i, i) * covariance(j, j));
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
