import { total } from './total.ts';

/** Columns whose best linear combination with a constant leaves little of a response. */
export interface Combination {
  readonly columns: readonly number[];
  /** SSE/SST. */
  readonly residual: number;
}

export interface CombinationLimits {
  /** Columns per combination. */
  readonly size: 1 | 2 | 3;
  /** Largest residual of interest, per column: the largest of a combination's columns counts. */
  readonly tolerances: ArrayLike<number>;
  /** How many are returned. */
  readonly keep: number;
}

/** What two predictors must differ by to be told apart: 1 − r². */
const DISTINCT = 1e-8;

/**
 * The combinations of one, two or three columns that explain a response, the best first, from the columns' correlations on a few rows.
 * Columns with a value that is not finite, or of one value, take no part. The time grows with the number of columns to the power of `size`.
 */
export function nearCombinations(
  response: Float64Array,
  columns: readonly Float64Array[],
  { size, tolerances, keep }: CombinationLimits,
): Combination[] {
  const y = normalized(response);
  if (!y) return [];
  const used: Used[] = columns.flatMap((column, index) => {
    const values = normalized(column);
    return values ? [{ index, values, withY: dot(values, y), tolerance: tolerances[index]! }] : [];
  });
  const best = new Best(keep);
  if (size === 1) for (const [i, { withY, tolerance }] of used.entries()) best.offer([i], 1 - withY * withY, tolerance);
  if (size === 2) pairs(used, best);
  if (size === 3) triples(used, best);
  return best.found.map(({ columns: found, residual }) => ({ columns: found.map((i) => used[i]!.index), residual }));
}

interface Used {
  readonly index: number;
  readonly values: Float64Array;
  readonly withY: number;
  readonly tolerance: number;
}

function pairs(used: readonly Used[], best: Best): void {
  used.forEach((a, i) => {
    for (let j = 0; j < i; j++) {
      const b = used[j]!;
      const r = dot(a.values, b.values);
      const left = 1 - r * r;
      if (left < DISTINCT) continue;
      const explained = (a.withY * a.withY + b.withY * b.withY - 2 * a.withY * b.withY * r) / left;
      best.offer([j, i], 1 - explained, Math.max(a.tolerance, b.tolerance));
    }
  });
}

/** For each column what it leaves of the response and of the columns before it, for each of these what it leaves then (Gram–Schmidt). */
function triples(used: readonly Used[], best: Best): void {
  const k = used.length;
  const between = new Float64Array(k * k);
  used.forEach(({ values }, i) => {
    for (let j = 0; j < i; j++) between[i * k + j] = dot(values, used[j]!.values);
  });
  const rest = new Float64Array(k);
  const restWithY = new Float64Array(k);
  used.forEach((a, i) => {
    for (let j = 0; j < i; j++) {
      const r = between[i * k + j]!;
      rest[j] = 1 - r * r;
      restWithY[j] = used[j]!.withY - a.withY * r;
    }
    const restOfY = 1 - a.withY * a.withY;
    for (let j = 0; j < i; j++) {
      if (rest[j]! < DISTINCT) continue;
      const b = used[j]!;
      const left = restOfY - (restWithY[j]! * restWithY[j]!) / rest[j]!;
      const tolerance = Math.max(a.tolerance, b.tolerance);
      for (let l = 0; l < j; l++) {
        const shared = between[j * k + l]! - between[i * k + j]! * between[i * k + l]!;
        const own = rest[l]! - (shared * shared) / rest[j]!;
        if (own < DISTINCT) continue;
        const withRest = restWithY[l]! - (restWithY[j]! * shared) / rest[j]!;
        const residual = left - (withRest * withRest) / own;
        if (residual <= tolerance || residual <= used[l]!.tolerance) best.offer([l, j, i], residual, 1);
      }
    }
  });
}

/** The combinations of least residual. */
class Best {
  readonly #keep: number;
  #found: Combination[] = [];

  constructor(keep: number) {
    this.#keep = keep;
  }

  get found(): readonly Combination[] {
    return this.#least();
  }

  offer(columns: readonly number[], residual: number, tolerance: number): void {
    if (residual > tolerance) return;
    this.#found.push({ columns, residual });
    if (this.#found.length >= 4 * this.#keep) this.#found = this.#least();
  }

  #least(): Combination[] {
    return this.#found.sort((a, b) => a.residual - b.residual).slice(0, this.#keep);
  }
}

/** Less its mean and of length 1; undefined where that cannot be. */
function normalized(values: Float64Array): Float64Array | undefined {
  const mean = total(values) / values.length;
  const centered = values.map((value) => value - mean);
  const length = Math.sqrt(dot(centered, centered));
  if (!Number.isFinite(length) || !(length > Math.abs(mean) * 1e-13 * Math.sqrt(values.length))) return undefined;
  return centered.map((value) => value / length);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
