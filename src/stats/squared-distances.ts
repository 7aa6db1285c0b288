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
