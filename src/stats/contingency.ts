import { logChiSquareTail } from './chi-square.ts';
import { logUpperGamma } from './incomplete-gamma.ts';
import { zOfLogTail } from './normal.ts';
import { total } from './total.ts';

export interface Homogeneity {
  /** Pearson's χ². */
  readonly statistic: number;
  readonly df: number;
  readonly logP: number;
  readonly z: number;
}

/**
 * Whether samples have the same shares, from one count vector per sample; categories empty in all are left out.
 * The probability is of a gamma distribution with the statistic's exact mean and variance for fixed margins
 * (Haldane 1940, Dawson 1954), so that it also holds for many rare categories; with large counts it is the usual χ² tail.
 */
export function chiSquareTest(samples: readonly ArrayLike<number>[]): Homogeneity {
  const { rowSums, columnSums, n } = margins(samples);
  const r = rowSums.length;
  const c = columnSums.length;
  const df = (r - 1) * (c - 1);
  const statistic = pearson(samples, n);
  const mean = (df * n) / (n - 1);
  const variance = pearsonVariance(rowSums, columnSums, n);
  const logP =
    df === 0
      ? 0
      : variance > 0
        ? logUpperGamma(mean * (mean / variance), statistic * (mean / variance))
        : logChiSquareTail(statistic, df);
  return { statistic, df, logP, z: zOfLogTail(logP) };
}

/**
 * Cramér's V corrected for bias (Bergsma 2013): 0 on average when the samples are alike, 1 when the category tells the sample.
 * It depends on the samples' sizes: the more unequal they are, the smaller it is for the same difference of shares.
 */
export function cramersV(samples: readonly ArrayLike<number>[]): number {
  const { rowSums, columnSums, n } = margins(samples);
  const r = rowSums.length;
  const c = columnSums.length;
  const phiSquare = Math.max(0, pearson(samples, n) / n - ((r - 1) * (c - 1)) / (n - 1));
  const freedom = Math.min(r - 1 - (r - 1) ** 2 / (n - 1), c - 1 - (c - 1) ** 2 / (n - 1));
  return freedom > 0 ? Math.sqrt(phiSquare / freedom) : 0;
}

/** χ² = n·(Σ o²/(row·column) − 1), summed as squared deviations to keep the digits. */
function pearson(samples: readonly ArrayLike<number>[], n: number): number {
  const rowSums = samples.map(total);
  let statistic = 0;
  for (let column = 0; column < samples[0]!.length; column++) {
    let columnSum = 0;
    for (const sample of samples) columnSum += sample[column]!;
    if (columnSum === 0) continue;
    samples.forEach((sample, row) => {
      const expected = (rowSums[row]! / n) * columnSum;
      if (expected > 0) statistic += (sample[column]! - expected) ** 2 / expected;
    });
  }
  return statistic;
}

function pearsonVariance(rowSums: readonly number[], columnSums: readonly number[], n: number): number {
  if (n <= 3) return 0;
  const [v1, w1] = dispersion(rowSums, n);
  const [v2, w2] = dispersion(columnSums, n);
  return ((2 * n) / (n - 3)) * (v1 - w1) * (v2 - w2) + ((n * n) / (n - 1)) * w1 * w2;
}

function dispersion(sums: readonly number[], n: number): [number, number] {
  const k = sums.length;
  const inverse = sums.reduce((sum, size) => sum + n / size, 0);
  return [((k - 1) * (n - k)) / (n - 1), (inverse - k * k) / (n - 2)];
}

function margins(samples: readonly ArrayLike<number>[]): { rowSums: number[]; columnSums: number[]; n: number } {
  const rowSums = samples.map(total).filter((sum) => sum > 0);
  const columnSums: number[] = [];
  for (let column = 0; column < samples[0]!.length; column++) {
    const sum = samples.reduce((partial, sample) => partial + sample[column]!, 0);
    if (sum > 0) columnSums.push(sum);
  }
  return { rowSums, columnSums, n: rowSums.reduce((sum, size) => sum + size, 0) };
}
