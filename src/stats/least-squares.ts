export interface Fit {
  readonly intercept: number;
  /** One a predictor; 0 for a predictor that is constant or a combination of those before it. */
  readonly coefficients: readonly number[];
  readonly residuals: Float64Array;
  /** 1 − SSE/SST; NaN for a constant response. */
  readonly rSquared: number;
  readonly rank: number;
}

/** What a predictor must keep of its length after the ones before are taken out. */
const COLLINEAR = 1e-10;

/**
 * Least squares with intercept for few predictors: the centred columns are orthogonalised by Gram–Schmidt, each twice
 * (Giraud, Langou & Rozložník 2005), and the solution is refined once on its own residuals (Björck 1996, §2.9).
 */
export function leastSquares(predictors: readonly ArrayLike<number>[], response: ArrayLike<number>): Fit {
  const columns = predictors.map(centered);
  const y = centered(response);
  const coefficients = predictors.map(() => 0);
  const { basis, kept, triangle } = orthogonalize(columns.map(({ values }) => values));
  let residuals = y.values;
  for (let round = 0; round < 2; round++) {
    const step = backSubstitute(
      triangle,
      basis.map((direction) => dot(direction, residuals)),
    );
    kept.forEach((column, i) => {
      coefficients[column]! += step[i]!;
    });
    residuals = y.values.map((value, row) => value - coefficients.reduce((sum, b, j) => sum + b * columns[j]!.values[row]!, 0));
  }
  const intercept = coefficients.reduce((sum, b, j) => sum - b * columns[j]!.mean, y.mean);
  const rSquared = 1 - dot(residuals, residuals) / dot(y.values, y.values);
  return { intercept, coefficients, residuals, rSquared, rank: kept.length };
}

function orthogonalize(columns: readonly Float64Array[]): { basis: Float64Array[]; kept: number[]; triangle: number[][] } {
  const basis: Float64Array[] = [];
  const kept: number[] = [];
  const triangle: number[][] = [];
  columns.forEach((column, index) => {
    const direction = column.slice();
    const shares = basis.map(() => 0);
    for (let pass = 0; pass < 2; pass++) {
      basis.forEach((earlier, i) => {
        const share = dot(earlier, direction);
        shares[i]! += share;
        for (let row = 0; row < direction.length; row++) direction[row]! -= share * earlier[row]!;
      });
    }
    const length = Math.sqrt(dot(direction, direction));
    if (!(length > COLLINEAR * Math.sqrt(dot(column, column)))) return;
    basis.push(direction.map((value) => value / length));
    kept.push(index);
    triangle.push([...shares, length]);
  });
  return { basis, kept, triangle };
}

/** `triangle[j]` is column j of the upper triangle. */
function backSubstitute(triangle: readonly number[][], right: readonly number[]): number[] {
  const solution = [...right];
  for (let j = solution.length - 1; j >= 0; j--) {
    solution[j]! /= triangle[j]![j]!;
    for (let i = 0; i < j; i++) solution[i]! -= triangle[j]![i]! * solution[j]!;
  }
  return solution;
}

function centered(values: ArrayLike<number>): { mean: number; values: Float64Array } {
  let mean = 0;
  for (let i = 0; i < values.length; i++) mean += values[i]! / values.length;
  let correction = 0;
  for (let i = 0; i < values.length; i++) correction += (values[i]! - mean) / values.length;
  mean += correction;
  return { mean, values: Float64Array.from(values, (value) => value - mean) };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
