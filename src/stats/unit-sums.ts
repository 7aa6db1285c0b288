import { argsort } from './argsort.ts';
import { Random } from './random.ts';
import { countBelow } from './sorted.ts';

/** More columns than this would make more pairs than are worth keeping in memory. */
const MAX_COLUMNS = 1500;

/**
 * Three columns each that add up to a response, with signs ±1 and any constant, found by looking up what each column leaves of it among
 * the sums and differences of all pairs. Rows are made one number by random weights that add up to 0. Columns that are not finite on all
 * rows take no part.
 */
export function unitSums(response: Float64Array, columns: readonly Float64Array[], keep: number): number[][] {
  const weights = contrast(response.length);
  const goal = project(response, weights);
  const scale = size(response);
  const used = [...columns.keys()].filter((i) => Number.isFinite(size(columns[i]!))).slice(0, MAX_COLUMNS);
  const projected = Float64Array.from(used, (i) => project(columns[i]!, weights));
  const pairs = pairSums(projected);
  const found: number[][] = [];
  for (let a = 0; a < used.length && found.length < keep; a++) {
    for (const sign of [1, -1]) {
      const left = goal - sign * projected[a]!;
      for (const [b, c] of pairs.near(left, 1e-9 * (scale + size(columns[used[a]!]!)))) {
        // Each triple is met three times.
        if (a < b && a < c) found.push([used[a]!, used[b]!, used[c]!].sort((x, y) => x - y));
      }
    }
  }
  return found.slice(0, keep);
}

interface PairSums {
  /** Pairs whose sum or difference, in either order, is within `tolerance` of a value or of its opposite. */
  near(value: number, tolerance: number): Iterable<[number, number]>;
}

function pairSums(values: Float64Array): PairSums {
  const k = values.length;
  const count = k * (k - 1);
  const sums = new Float64Array(count);
  const codes = new Uint32Array(count);
  let i = 0;
  for (let b = 0; b < k; b++) {
    for (let c = 0; c < b; c++) {
      // The sign of a pair does not matter: the absolute value serves both.
      sums[i] = Math.abs(values[b]! + values[c]!);
      codes[i++] = b * k + c;
      sums[i] = Math.abs(values[b]! - values[c]!);
      codes[i++] = b * k + c;
    }
  }
  const order = argsort(sums);
  const sorted = Float64Array.from(order, (row) => sums[row]!);
  return {
    *near(value, tolerance) {
      const wanted = Math.abs(value);
      for (let at = countBelow(sorted, wanted - tolerance); at < count && sorted[at]! <= wanted + tolerance; at++) {
        const code = codes[order[at]!]!;
        yield [Math.floor(code / k), code % k];
      }
    },
  };
}

function contrast(rows: number): Float64Array {
  const random = new Random(11);
  const weights = Float64Array.from({ length: rows }, () => random.uniform() + 0.5);
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / rows;
  return weights.map((weight) => weight - mean);
}

function project(values: Float64Array, weights: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < values.length; row++) sum += values[row]! * weights[row]!;
  return sum;
}

const size = (values: Float64Array): number => values.reduce((sum, value) => sum + Math.abs(value), 0);
