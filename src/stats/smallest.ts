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
