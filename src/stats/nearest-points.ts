/** Squared distances of all points from one; coordinates are compared in units of `scales`, missing ones left out. */
export function squaredDistances(
  columns: readonly Float64Array[],
  scales: ArrayLike<number>,
  at: ArrayLike<number>,
): Float64Array {
  const distances = new Float64Array(columns[0]?.length ?? 0);
  for (let c = 0; c < scales.length; c++) {
    const values = columns[c]!;
    const [x, scale] = [at[c]!, scales[c]!];
    if (Number.isNaN(x) || !(scale > 0)) continue;
    for (let i = 0; i < values.length; i++) {
      const d = (values[i]! - x) / scale;
      if (!Number.isNaN(d)) distances[i]! += d * d;
    }
  }
  return distances;
}

/** The k points nearest to one, itself left out. */
export function nearestPoints(
  columns: readonly Float64Array[],
  scales: ArrayLike<number>,
  point: number,
  k: number,
): Uint32Array {
  const distances = squaredDistances(
    columns,
    scales,
    Float64Array.from(scales, (_, c) => columns[c]![point]!),
  );
  distances[point] = Infinity;
  const wanted = Math.min(k, distances.length - 1);
  const limit = smallest(distances, wanted);
  const found = new Uint32Array(Math.max(0, wanted));
  let count = 0;
  for (let i = 0; i < distances.length && count < wanted; i++) if (distances[i]! <= limit) found[count++] = i;
  return found.subarray(0, count);
}

/** The k-th smallest value (Hoare's selection). */
export function smallest(values: Float64Array, k: number): number {
  const work = values.slice();
  let [low, high] = [0, work.length - 1];
  while (low < high) {
    const pivot = work[(low + high) >> 1]!;
    let [i, j] = [low, high];
    while (i <= j) {
      while (work[i]! < pivot) i++;
      while (work[j]! > pivot) j--;
      if (i <= j) {
        const held = work[i]!;
        work[i++] = work[j]!;
        work[j--] = held;
      }
    }
    if (k - 1 <= j) high = j;
    else if (k - 1 >= i) low = i;
    else break;
  }
  return work[k - 1] ?? Infinity;
}
