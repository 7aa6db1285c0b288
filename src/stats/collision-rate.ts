/** Probability that two different rows hold equal values, of ascending values: Σ c(c − 1) / n(n − 1) (Simpson 1949); 0 below two rows. */
export function collisionRate(sorted: ArrayLike<number>): number {
  const n = sorted.length;
  let pairs = 0;
  for (let start = 0, end = 0; start < n; start = end) {
    while (end < n && sorted[end] === sorted[start]) end++;
    pairs += (end - start) * (end - start - 1);
  }
  return n > 1 ? pairs / (n * (n - 1)) : 0;
}
