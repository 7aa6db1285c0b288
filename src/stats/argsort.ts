import { type Ascending, bucketSort } from './bucket-sort.ts';

const RADIX_BITS = 11;
const BUCKETS = 1 << RADIX_BITS;
const PASSES = 6;
const SMALL = 512;
/** Arrays up to this length share their working memory. */
const SHARED = 1 << 16;

/** The row numbers that put `values` in ascending order; equal values (−0 equals 0) keep their order, NaN comes last. */
export function argsort(values: Float64Array): Uint32Array {
  return bucketSort(values)?.rows ?? sortRows(values);
}

/** The same with the values in that order. */
export function ascending(values: Float64Array): Ascending {
  const found = bucketSort(values);
  if (found) return found;
  const rows = sortRows(values);
  let present = rows.length;
  while (present > 0 && Number.isNaN(values[rows[present - 1]!]!)) present--;
  const inOrder = new Float64Array(present);
  for (let i = 0; i < present; i++) inOrder[i] = values[rows[i]!]!;
  return { rows, values: inOrder };
}

function sortRows(values: Float64Array): Uint32Array {
  if (values.length > SMALL) return radixSort(values);
  const order = new Uint32Array(values.length);
  for (let i = 0; i < order.length; i++) order[i] = i;
  return order.sort((a, b) => compare(values[a]!, values[b]!) || a - b);
}

function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : Number(Number.isNaN(a)) - Number(Number.isNaN(b));
}

interface Memory {
  readonly low: Uint32Array;
  readonly high: Uint32Array;
  readonly orders: readonly [Uint32Array, Uint32Array];
}

const counts = new Uint32Array(PASSES * BUCKETS);
let shared: Memory | undefined;

function memoryFor(rows: number): Memory {
  const make = (size: number): Memory => ({
    low: new Uint32Array(size),
    high: new Uint32Array(size),
    orders: [new Uint32Array(size), new Uint32Array(size)],
  });
  if (rows > SHARED) return make(rows);
  shared ??= make(SHARED);
  return shared;
}

/** By the bits of the doubles, so that time grows linearly with the rows whatever the values are. */
function radixSort(values: Float64Array): Uint32Array {
  const rows = values.length;
  const { low, high, orders } = memoryFor(rows);
  countBits(values, low, high);
  let [from, to] = orders;
  for (let i = 0; i < rows; i++) from[i] = i;
  for (let pass = 0; pass < PASSES; pass++) {
    const words = pass < PASSES / 2 ? low : high;
    const shift = (pass % (PASSES / 2)) * RADIX_BITS;
    const starts = counts.subarray(pass * BUCKETS, (pass + 1) * BUCKETS);
    if (starts[(words[0]! >>> shift) & (BUCKETS - 1)] === rows) continue;
    let start = 0;
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      const count = starts[bucket]!;
      starts[bucket] = start;
      start += count;
    }
    for (let i = 0; i < rows; i++) {
      const row = from[i]!;
      to[starts[(words[row]! >>> shift) & (BUCKETS - 1)]!++] = row;
    }
    [from, to] = [to, from];
  }
  return from.slice(0, rows);
}

const highHalf = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0;

/** Each double as two words whose unsigned order is the numeric order (the sign bit flipped, or all bits when negative), and how often each digit occurs. */
function countBits(values: Float64Array, low: Uint32Array, high: Uint32Array): void {
  const halves = new Uint32Array(values.buffer, values.byteOffset, 2 * values.length);
  counts.fill(0);
  for (let i = 0; i < values.length; i++) {
    let bottom = 0xffffffff;
    let top = 0xffffffff;
    const value = values[i]!;
    if (value === 0) [bottom, top] = [0, 0x80000000];
    else if (value < 0) {
      bottom = ~halves[2 * i + 1 - highHalf]! >>> 0;
      top = ~halves[2 * i + highHalf]! >>> 0;
    } else if (value > 0) {
      bottom = halves[2 * i + 1 - highHalf]!;
      top = (halves[2 * i + highHalf]! | 0x80000000) >>> 0;
    }
    low[i] = bottom;
    high[i] = top;
    counts[bottom & (BUCKETS - 1)]!++;
    counts[BUCKETS + ((bottom >>> RADIX_BITS) & (BUCKETS - 1))]!++;
    counts[2 * BUCKETS + (bottom >>> (2 * RADIX_BITS))]!++;
    counts[3 * BUCKETS + (top & (BUCKETS - 1))]!++;
    counts[4 * BUCKETS + ((top >>> RADIX_BITS) & (BUCKETS - 1))]!++;
    counts[5 * BUCKETS + (top >>> (2 * RADIX_BITS))]!++;
  }
}
