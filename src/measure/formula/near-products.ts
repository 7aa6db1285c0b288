import type { Combination } from '../../stats/near-combinations.ts';

export interface NearProduct extends Combination {
  readonly shape: 'product' | 'quotient';
}

/** Pairs of columns whose product or quotient, times a factor and with a constant added, is close to a response, the best first. */
export function nearProducts(
  response: Float64Array,
  columns: readonly Float64Array[],
  tolerances: ArrayLike<number>,
  keep: number,
): NearProduct[] {
  const found: NearProduct[] = [];
  const y = deviations(response);
  const finite = [...columns.keys()].filter((i) => columns[i]!.every(Number.isFinite));
  const values = new Float64Array(response.length);
  const offer = (i: number, j: number, shape: NearProduct['shape']) => {
    const residual = residualOf(values, y);
    if (residual <= Math.max(tolerances[i]!, tolerances[j]!)) found.push({ columns: [i, j], residual, shape });
  };
  for (const i of finite) {
    for (const j of finite) {
      const [a, b] = [columns[i]!, columns[j]!];
      if (i < j) {
        for (let row = 0; row < values.length; row++) values[row] = a[row]! * b[row]!;
        offer(i, j, 'product');
      }
      if (i !== j) {
        for (let row = 0; row < values.length; row++) values[row] = a[row]! / b[row]!;
        offer(i, j, 'quotient');
      }
    }
  }
  return found.sort((a, b) => a.residual - b.residual).slice(0, keep);
}

interface Deviations {
  readonly values: Float64Array;
  readonly squares: number;
}

function deviations(values: Float64Array): Deviations {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const less = values.map((value) => value - mean);
  return { values: less, squares: less.reduce((sum, value) => sum + value * value, 0) };
}

/** 1 − r²; 1 where there is no correlation. */
function residualOf(values: Float64Array, y: Deviations): number {
  let mean = 0;
  for (let row = 0; row < values.length; row++) mean += values[row]!;
  mean /= values.length;
  let squares = 0;
  let products = 0;
  for (let row = 0; row < values.length; row++) {
    const deviation = values[row]! - mean;
    squares += deviation * deviation;
    products += deviation * y.values[row]!;
  }
  const explained = (products * products) / squares / y.squares;
  return Number.isFinite(explained) ? 1 - explained : 1;
}
