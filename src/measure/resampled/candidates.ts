import { LEAST_COLUMNS } from '../../stats/between.ts';
import { smallest } from '../../stats/smallest.ts';
import type { PlacedRows } from './class-points.ts';

const MOST_TRIED = 200;
/** Distances by coordinate that the search may cost for all classes together. */
const WORK = 1.5e8;

/**
 * Rows to look at of either side, in an order that is the same however the rows stand; `classes` share the work. Rows that lack too many
 * numbers to be found between others would be no control for those that have them.
 */
export function candidates(
  { columns, fitCount }: PlacedRows,
  classes: number,
): { readonly fit: number[]; readonly heldOut: number[] } {
  const n = columns[0]!.length;
  const most = Math.max(10, Math.min(MOST_TRIED, Math.floor(WORK / classes / (4 * n * columns.length))));
  const keys = keysOf(columns);
  return { fit: some(keys, 0, fitCount, most), heldOut: some(keys, fitCount, n, most) };
}

function some(keys: Float64Array, from: number, to: number, most: number): number[] {
  const own = keys.slice(from, to);
  const last = smallest(own, Math.min(most, own.length));
  const chosen = own.filter((key) => key <= last && key < Infinity).sort();
  return Array.from(chosen, (key) => key % ROWS);
}

/** More rows than a frame has. */
const ROWS = 2 ** 21;

/** Hashes of the rows by which they are ordered, and their numbers in the last digits, so that equal rows keep their order. */
function keysOf(columns: readonly Float64Array[]): Float64Array {
  const n = columns[0]!.length;
  const [hashes, present] = [new Int32Array(n), new Uint8Array(n)];
  for (const values of columns) {
    const words = new Uint32Array(values.buffer, values.byteOffset, 2 * n);
    for (let row = 0; row < n; row++) {
      const hash = Math.imul(hashes[row]! ^ words[2 * row]!, 0x21f0aaad);
      hashes[row] = Math.imul((hash >>> 15) ^ hash ^ words[2 * row + 1]!, 0x735a2d97);
      if (!Number.isNaN(values[row]!)) present[row]!++;
    }
  }
  return Float64Array.from(hashes, (hash, row) =>
    present[row]! < LEAST_COLUMNS ? Infinity : ((hash ^ (hash >>> 15)) >>> 0) * ROWS + row,
  );
}
