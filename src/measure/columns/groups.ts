import { countUpTo, hasRun } from '../../stats/sorted.ts';
import { inOrder } from './in-order.ts';

/** A column cut into groups: `codes` per row (−1 for missing), counted from 0. */
export interface Groups {
  readonly codes: Int32Array;
  readonly count: number;
}

/** Groups in ascending order of the values; `edges` holds the least value of every group but the first. */
export interface OrderedGroups extends Groups {
  readonly edges: readonly number[];
}

/** At most about `bins` groups of equal size by rank; equal values stay together, and a value as common as a group has one to itself. */
export function quantileGroups(values: Float64Array, bins: number): OrderedGroups {
  const { rows, values: sorted } = inOrder(values);
  const starts = groupStarts(sorted, sorted.length / bins);
  const codes = new Int32Array(values.length);
  if (sorted.length < values.length) codes.fill(-1);
  for (let code = 0; code < starts.length; code++) {
    const end = starts[code + 1] ?? sorted.length;
    for (let i = starts[code]!; i < end; i++) codes[rows[i]!] = code;
  }
  return { codes, count: starts.length, edges: starts.slice(1).map((start) => sorted[start]!) };
}

function groupStarts(sorted: Float64Array, size: number): number[] {
  const starts: number[] = [];
  if (!hasRun(sorted, size)) {
    for (let start = 0; start < sorted.length; ) {
      starts.push(start);
      const full = Math.min(start + Math.ceil(size), sorted.length);
      start = countUpTo(sorted, sorted[full - 1]!, full);
    }
    return starts;
  }
  let filled = Number.POSITIVE_INFINITY;
  for (let start = 0, end = 0; start < sorted.length; start = end) {
    while (end < sorted.length && sorted[end] === sorted[start]) end++;
    const alone = end - start >= size;
    if (filled >= size || alone) {
      starts.push(start);
      filled = 0;
    }
    filled = alone ? Number.POSITIVE_INFINITY : filled + end - start;
  }
  return starts;
}

/** Groups of equal texts, in the order in which they are first seen; `levels` are the texts. */
export interface TextGroups extends Groups {
  readonly levels: readonly string[];
}

export function textGroups(values: readonly (string | null)[]): TextGroups {
  const known = new Map<string, number>();
  const codes = new Int32Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (value === null) {
      codes[row] = -1;
      continue;
    }
    let code = known.get(value);
    if (code === undefined) {
      code = known.size;
      known.set(value, code);
    }
    codes[row] = code;
  }
  return { codes, count: known.size, levels: [...known.keys()] };
}
