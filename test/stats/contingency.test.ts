import { expect, test } from 'vitest';
import { chiSquareTest, cramersV } from '../../src/stats/contingency.ts';
import { logUpperGamma } from '../../src/stats/incomplete-gamma.ts';
import { Random } from '../../src/stats/random.ts';
import { expectClose } from './expect-close.ts';

const table = [
  [10, 20, 30],
  [15, 15, 40],
];

test('statistic of scipy.stats.chi2_contingency, a probability near it, and Bergsma’s V', () => {
  const { statistic, df, logP } = chiSquareTest(table);
  expectClose(statistic, 2.3877551020408165);
  expect(df).toBe(2);
  expect(Math.exp(logP)).toBeCloseTo(0.303, 2);
  expectClose(cramersV(table), 0.05372003198746903);
});

test('V is 1 when the category tells the sample, 0 when it tells nothing', () => {
  expect(
    cramersV([
      [50, 0],
      [0, 50],
    ]),
  ).toBeCloseTo(1, 2);
  expect(
    cramersV([
      [50, 50],
      [50, 50],
    ]),
  ).toBe(0);
  expect(cramersV([[50], [50]])).toBe(0);
  expect(
    chiSquareTest([
      [50, 0],
      [50, 0],
    ]),
  ).toMatchObject({ df: 0, logP: 0 });
});

test('mean and variance are those of all tables with the same margins', () => {
  // Two samples of 4 and 5 rows; categories of 2, 3 and 4 rows.
  const labels = [0, 0, 1, 1, 1, 2, 2, 2, 2];
  let tables = 0;
  let sum = 0;
  let squares = 0;
  for (let mask = 0; mask < 1 << 9; mask++) {
    const chosen = labels.filter((_, i) => (mask >> i) & 1);
    if (chosen.length !== 4) continue;
    const first = [0, 1, 2].map((label) => chosen.filter((other) => other === label).length);
    const { statistic } = chiSquareTest([first, [2 - first[0]!, 3 - first[1]!, 4 - first[2]!]]);
    tables++;
    sum += statistic;
    squares += statistic ** 2;
  }
  const mean = sum / tables;
  const variance = squares / tables - mean ** 2;
  expectClose(mean, (2 * 9) / 8);
  const shape = mean ** 2 / variance;
  const at = chiSquareTest([
    [2, 1, 1],
    [0, 2, 3],
  ]);
  expectClose(at.logP, logUpperGamma(shape, (at.statistic * mean) / variance), 1e-10);
});

test('holds its level for a thousand rare categories in samples of unequal size', () => {
  const random = new Random(5);
  let rejected = 0;
  for (let i = 0; i < 400; i++) {
    const samples = [5000, 300].map((n) => {
      const counts = new Float64Array(1000);
      for (let row = 0; row < n; row++) counts[Math.floor(1000 * random.uniform() ** 3)]!++;
      return counts;
    });
    if (chiSquareTest(samples).z > 1.6449) rejected++;
  }
  expect(rejected).toBeGreaterThan(5);
  expect(rejected).toBeLessThan(35);
});
