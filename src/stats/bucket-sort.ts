/** Numbers put in order. */
export interface Ascending {
  /** Row numbers by ascending value; equal values keep their order, rows without a value come last. */
  readonly rows: Uint32Array;
  /** The values that are present, ascending. */
  readonly values: Float64Array;
}

/** Moves per row that the insertions may take. */
const MOVES = 4;
/** Arrays up to this length share their working memory. */
const SHARED = 1 << 16;

const shared = new Uint32Array(SHARED + 1);

/**
 * Sorts numbers into as many buckets of equal width as there are rows, and each bucket by insertion: two to four times as fast as a sort by
 * digits where no narrow range holds most of the values. Undefined where one does.
 */
export function bucketSort(numbers: Float64Array): Ascending | undefined {
  const [least, most] = rangeOf(numbers);
  const scale = most > least ? (numbers.length - 1) / (most - least) : 0;
  if (scale === Number.POSITIVE_INFINITY) return undefined;
  const starts = startsOf(numbers, least, scale);
  const sorted = { rows: new Uint32Array(numbers.length), values: new Float64Array(starts[numbers.length]!) };
  distribute(numbers, least, scale, starts, sorted);
  return insertAll(sorted.rows, sorted.values) ? sorted : undefined;
}

function rangeOf(numbers: Float64Array): [least: number, most: number] {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < numbers.length; row++) {
    const value = numbers[row]!;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return [least, most];
}

/** The place of the first value of each bucket, and last how many values there are: NaN is not at least the `least`. */
function startsOf(numbers: Float64Array, least: number, scale: number): Uint32Array {
  const length = numbers.length;
  const starts = length > SHARED ? new Uint32Array(length + 1) : shared.fill(0, 0, length + 1);
  for (let row = 0; row < length; row++) {
    const value = numbers[row]!;
    if (value >= least) starts[(((value - least) * scale) >>> 0) + 1]!++;
  }
  for (let bucket = 1; bucket <= length; bucket++) starts[bucket]! += starts[bucket - 1]!;
  return starts;
}

function distribute(numbers: Float64Array, least: number, scale: number, starts: Uint32Array, sorted: Ascending): void {
  const { rows, values } = sorted;
  let missing = values.length;
  for (let row = 0; row < numbers.length; row++) {
    const value = numbers[row]!;
    if (value >= least) {
      const place = starts[((value - least) * scale) >>> 0]!++;
      rows[place] = row;
      values[place] = value;
    } else rows[missing++] = row;
  }
}

/** False as soon as it has taken too many moves. */
function insertAll(rows: Uint32Array, values: Float64Array): boolean {
  let moves = MOVES * values.length;
  for (let i = 1; i < values.length; i++) {
    const value = values[i]!;
    if (!(values[i - 1]! > value)) continue;
    const row = rows[i]!;
    let to = i;
    for (; to > 0 && values[to - 1]! > value; to--) {
      values[to] = values[to - 1]!;
      rows[to] = rows[to - 1]!;
    }
    values[to] = value;
    rows[to] = row;
    moves -= i - to;
    if (moves < 0) return false;
  }
  return true;
}
