/**
 * log of a bound on the probability that, of `tested` things, these or as many others coincide by chance, when each of them does so with
 * the given probability: the least over their most telling m of C(tested, m)·Πp (Boole), 0 when there is none.
 */
export function logCoincidence(logChances: readonly number[], tested: number): number {
  let least = 0;
  let sum = 0;
  [...logChances]
    .sort((a, b) => a - b)
    .forEach((logChance, i) => {
      sum += logChance + Math.log((tested - i) / (i + 1));
      least = Math.min(least, sum);
    });
  return least;
}
