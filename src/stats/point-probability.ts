/**
 * log of the probability that `rows` independent rows fall on some values exactly as often as expected, of the shares in which ascending
 * values hold them: by Stirling, the multinomial point probability at its mode. Very small where values hardly repeat.
 */
export function logPointProbability(sorted: ArrayLike<number>, rows: number): number {
  let sum = 0;
  let different = 0;
  for (let start = 0, end = 0; start < sorted.length; start = end) {
    while (end < sorted.length && sorted[end] === sorted[start]) end++;
    sum -= Math.max(0, Math.log((2 * Math.PI * rows * (end - start)) / sorted.length)) / 2;
    different++;
  }
  return different > 1 ? Math.min(0, sum + Math.log(2 * Math.PI * rows) / 2) : 0;
}
