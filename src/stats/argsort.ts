const RADIX_BITS = 11;
const BUCKETS = 1 << RADIX_BITS;
const SMALL = 512;

/**
 * The row numbers that put `values` in ascending order; equal values (−0 equals 0) keep their order, NaN comes last.
 * A radix sort over the bits of the doubles, so time grows linearly with the rows.
 */
export function argsort(values: Float64Array): Uint32Array {
  const order = new Uint32Array(values.length);
  for (let i = 0; i < order.length; i++) order[i] = i;
  return values.length <= SMALL ? order.sort((a, b) => compare(values[a]!, values[b]!) || a - b) : radixSort(values, order);
}

function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : Number(Number.isNaN(a)) - Number(Number.isNaN(b));
}

function radixSort(values: Float64Array, order: Uint32Array): Uint32Array {
  const { low, high } = sortableBits(values);
  let from = order;
  let to: Uint32Array = new Uint32Array(order.length);
  for (const [words, shift] of [
    [low, 0],
    [low, 11],
    [low, 22],
    [high, 0],
    [high, 11],
    [high, 22],
  ] as const) {
    const starts = bucketStarts(words, shift);
    if (!starts) continue;
    for (let i = 0; i < from.length; i++) {
      const row = from[i]!;
      to[starts[(words[row]! >>> shift) & (BUCKETS - 1)]!++] = row;
    }
    [from, to] = [to, from];
  }
  return from;
}

/** Each double as two words whose unsigned order is the numeric order: the sign bit flipped, or all bits when negative. */
function sortableBits(values: Float64Array): { low: Uint32Array; high: Uint32Array } {
  const low = new Uint32Array(values.length);
  const high = new Uint32Array(values.length);
  const double = new Float64Array(1);
  const words = new Uint32Array(double.buffer);
  const highWord = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) {
      low[i] = high[i] = 0xffffffff;
      continue;
    }
    double[0] = value + 0;
    const top = words[highWord]!;
    const flip = top >>> 31 === 1 ? 0xffffffff : 0;
    low[i] = words[1 - highWord]! ^ flip;
    high[i] = top ^ (flip | 0x80000000);
  }
  return { low, high };
}

/** Where each bucket begins, or undefined when all rows share one bucket. */
function bucketStarts(words: Uint32Array, shift: number): Uint32Array | undefined {
  const starts = new Uint32Array(BUCKETS);
  for (let i = 0; i < words.length; i++) starts[(words[i]! >>> shift) & (BUCKETS - 1)]!++;
  if (starts[(words[0]! >>> shift) & (BUCKETS - 1)] === words.length) return undefined;
  let start = 0;
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    const count = starts[bucket]!;
    starts[bucket] = start;
    start += count;
  }
  return starts;
}
