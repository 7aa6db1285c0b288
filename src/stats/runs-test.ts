/** z of the number of runs in a sequence of n₁ and n₂ labels of two kinds (Wald & Wolfowitz 1940): < 0 when equal labels lie together. */
export function runsZ(runs: number, n1: number, n2: number): number {
  const n = n1 + n2;
  const expected = (2 * n1 * n2) / n + 1;
  return (runs - expected) / Math.sqrt(((expected - 1) * (expected - 2)) / (n - 1));
}

/** How many stretches of equal neighbours a sequence has. */
export function countRuns(labels: ArrayLike<number>): number {
  let runs = labels.length > 0 ? 1 : 0;
  for (let i = 1; i < labels.length; i++) if (labels[i] !== labels[i - 1]) runs++;
  return runs;
}
