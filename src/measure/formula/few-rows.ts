import { Random } from '../../stats/random.ts';

/** Rows that choose the candidates, several times, so that a few rows that break a formula do not hide it. */
const ROWS = 32;
const TIMES = 3;

/** Disjoint small sets of rows that have a response, other ones where possible, and as many of the columns' values as possible. */
export function fewRows(response: Float64Array, columns: readonly Float64Array[]): Uint32Array[] {
  const missing = new Uint32Array(response.length);
  for (const values of columns) {
    for (let row = 0; row < missing.length; row++) missing[row]! += Number(!Number.isFinite(values[row]!));
  }
  const seen = new Set<number>();
  const order = new Random(5).shuffle(Array.from(response.keys())).filter((row) => Number.isFinite(response[row]!));
  for (const row of order) {
    if (seen.has(response[row]!)) missing[row]! += columns.length;
    seen.add(response[row]!);
  }
  order.sort((a, b) => missing[a]! - missing[b]!);
  const sets = Array.from({ length: TIMES }, (_, time) => Uint32Array.from(order.slice(time * ROWS, (time + 1) * ROWS)));
  return sets.filter((rows) => rows.length === ROWS);
}
