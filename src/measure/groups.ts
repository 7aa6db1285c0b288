import { argsort } from '../stats/argsort.ts';

/** A column cut into groups: `codes` per row (−1 for missing), counted from 0. */
export interface Groups {
  readonly codes: Int32Array;
  readonly count: number;
}

/** Groups of equal values, in ascending order of the values. */
export function valueGroups(values: Float64Array): Groups {
  return cut(values, Number.POSITIVE_INFINITY);
}

/** About `bins` groups of equal size by rank; equal values stay together. */
export function quantileGroups(values: Float64Array, bins: number): Groups {
  return cut(values, bins);
}

/** Groups of equal texts, in the order in which they are first seen. */
export function textGroups(values: readonly (string | null)[]): Groups {
  const known = new Map<string, number>();
  const codes = Int32Array.from(values, (value) => {
    if (value === null) return -1;
    const code = known.get(value) ?? known.size;
    known.set(value, code);
    return code;
  });
  return { codes, count: known.size };
}

function cut(values: Float64Array, bins: number): Groups {
  const order = argsort(values);
  const codes = new Int32Array(values.length).fill(-1);
  let present = 0;
  for (const row of order) if (!Number.isNaN(values[row]!)) present++;
  let code = -1;
  let rank = 0;
  let last = Number.NaN;
  let filledTo = 0;
  for (const row of order) {
    const value = values[row]!;
    if (Number.isNaN(value)) continue;
    if (code < 0 || (value !== last && (bins === Number.POSITIVE_INFINITY || rank >= filledTo))) {
      code++;
      filledTo = ((code + 1) * present) / bins;
    }
    codes[row] = code;
    last = value;
    rank++;
  }
  return { codes, count: code + 1 };
}
