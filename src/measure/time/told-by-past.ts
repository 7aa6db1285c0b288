import { leastSquares } from '../../stats/least-squares.ts';
import type { Series } from './series.ts';

const MOST_ROWS = 5000;

/**
 * The share of rows in which a column is a line through values that are known: two rows of its base up to `latest`, or its own two rows
 * before. So are straight lines, growth at a rate and waves: their later values say nothing new.
 */
export function toldByPast(
  { starts }: Series,
  column: Float64Array,
  base: Float64Array,
  latest: number,
  tolerance: number,
): number {
  const rows: number[] = [];
  for (let s = 0; s + 1 < starts.length && rows.length < MOST_ROWS; s++) {
    for (let row = starts[s]! + 2; row < starts[s + 1]! && rows.length < MOST_ROWS; row++) rows.push(row);
  }
  const own = [-1, -2].map((shift) => ({ from: column, shift }));
  const others = [latest, latest - 1].map((shift) => ({ from: base, shift: Math.min(0, shift) }));
  return Math.max(onLine(column, others, rows, tolerance), onLine(column, own, rows, tolerance));
}

type Predictor = { readonly from: Float64Array; readonly shift: number };

function onLine(column: Float64Array, predictors: readonly Predictor[], rows: readonly number[], tolerance: number): number {
  const valueAt = ({ from, shift }: Predictor, row: number) => from[row + shift] ?? Number.NaN;
  const whole = rows.filter(
    (row) => Number.isFinite(column[row]!) && predictors.every((one) => Number.isFinite(valueAt(one, row))),
  );
  if (whole.length < rows.length / 2) return 0;
  const { coefficients, residuals } = leastSquares(
    predictors.map((one) => whole.map((row) => valueAt(one, row))),
    whole.map((row) => column[row]!),
  );
  // What rounding does to each of the values adds up.
  const allowed = tolerance * Math.sqrt(coefficients.reduce((sum, one) => sum + one ** 2, 1));
  return residuals.filter((residual) => Math.abs(residual) <= allowed).length / whole.length;
}
