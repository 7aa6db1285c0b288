/** Two ascending arrays as one. */
export function mergeSorted(a: Float64Array, b: Float64Array): Float64Array {
  const merged = new Float64Array(a.length + b.length);
  for (let i = 0, j = 0, k = 0; k < merged.length; k++) {
    merged[k] = j >= b.length || (i < a.length && a[i]! <= b[j]!) ? a[i++]! : b[j++]!;
  }
  return merged;
}

/** Whether a value stands at least so many times in ascending ones. */
export function hasRun(sorted: Float64Array, length: number): boolean {
  const step = Math.max(1, Math.ceil(length));
  for (let i = step - 1; i < sorted.length; i += step) {
    let from = i;
    while (from > 0 && sorted[from - 1] === sorted[i]) from--;
    if (countUpTo(sorted, sorted[i]!, i + 1) - from >= length) return true;
  }
  return false;
}

/** How many rows hold each of the different values, in their order. */
export function runLengths(sorted: ArrayLike<number>): number[] {
  const lengths: number[] = [];
  for (let start = 0, end = 0; start < sorted.length; start = end) {
    while (end < sorted.length && sorted[end] === sorted[start]) end++;
    lengths.push(end - start);
  }
  return lengths;
}

/** How many different values ascending ones have, counted up to `most`. */
export function distinctUpTo(sorted: ArrayLike<number>, most: number): number {
  let distinct = 0;
  for (let i = 0; i < sorted.length && distinct < most; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) distinct++;
  return distinct;
}

/** How many different values two ascending arrays have together, `distinct` of them the first; counted until they are more than `most`. */
export function unionSize(a: Float64Array, distinct: number, b: Float64Array, most: number): number {
  let count = distinct;
  for (let i = 0, j = 0; j < b.length && count <= most; j++) {
    const value = b[j]!;
    if (j > 0 && value === b[j - 1]) continue;
    while (i < a.length && a[i]! < value) i++;
    if (a[i] !== value) count++;
  }
  return count;
}

/** Whether two ascending arrays of finite values have one in common. */
export function haveCommon(a: Float64Array, b: Float64Array): boolean {
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const difference = a[i]! - b[j]!;
    if (difference === 0) return true;
    i += difference < 0 ? 1 : 0;
    j += difference < 0 ? 0 : 1;
  }
  return false;
}

/** How many ascending values are ≤ `cut`; the first `from` are known to be, and the search goes on from there. */
export function countUpTo(sorted: ArrayLike<number>, cut: number, from = 0): number {
  let low = from;
  let high = from;
  for (let step = 1; high < sorted.length && sorted[high]! <= cut; step *= 2) {
    low = high + 1;
    high += step;
  }
  high = Math.min(high, sorted.length);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! <= cut) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many of ascending values lie below `value`: the position of the first that does not. */
export function countBelow(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
