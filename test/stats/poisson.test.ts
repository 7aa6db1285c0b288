import { expect, test } from 'vitest';
import { logPoissonLowerTail, logPoissonUpperTail } from '../../src/stats/poisson.ts';
import { expectClose } from './expect-close.ts';

// 60-digit values by mpmath 1.4.1: k, mean, log P(X ≥ k), log P(X ≤ k).
test.each([
  [1, 1e-6, -13.815511057964233, -4.999996666669166e-13],
  [3, 0.2, -6.769314866084147, -5.684185622585735e-5],
  [10, 3, -6.810185717036396, -0.000292379689423312],
  [100, 100, -0.6668971505852894, -0.6413858185261517],
  [150, 100, -13.18200167571471, -1.233095179421584e-6],
  [5, 1000, 0, -970.243707846241],
  [1000, 5, -4307.6852585574825, 0],
  [1100, 1000, -6.945841014365213, -0.0008680175817263429],
])('tails at %d of a mean of %d', (k, mean, upper, lower) => {
  expectClose(logPoissonUpperTail(k, mean), upper, 1e-13);
  expectClose(logPoissonLowerTail(k, mean), lower, 1e-13);
});

test('the ends', () => {
  expect(logPoissonUpperTail(0, 3)).toBe(0);
  expect(logPoissonLowerTail(-1, 3)).toBe(-Infinity);
  expectClose(logPoissonLowerTail(0, 3), -3);
});
