import { medianSorted } from 'simple-statistics';

export interface Line {
  readonly slope: number;
  readonly intercept: number;
}

/**
 * The line with the median of all pairwise slopes and the median intercept (Theil 1950, Sen 1968): right while less than
 * 29 % of the points are wrong. O(n²) in the points: meant for quantiles. NaN when all x are equal.
 */
export function theilSen(x: ArrayLike<number>, y: ArrayLike<number>): Line {
  const slopes = new Float64Array((x.length * (x.length - 1)) / 2);
  let count = 0;
  for (let i = 0; i < x.length; i++) {
    for (let j = i + 1; j < x.length; j++) {
      if (x[i] !== x[j]) slopes[count++] = (y[j]! - y[i]!) / (x[j]! - x[i]!);
    }
  }
  const slope = median(slopes.subarray(0, count));
  return { slope, intercept: median(Float64Array.from(x, (value, i) => y[i]! - slope * value)) };
}

function median(values: Float64Array): number {
  return values.length === 0 ? Number.NaN : medianSorted(values.sort() as unknown as number[]);
}
