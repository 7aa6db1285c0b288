import { expect, test } from 'vitest';
import { logChiSquareTail } from '../../src/stats/chi-square.ts';
import { expectClose } from './expect-close.ts';

// 60-digit values by mpmath 1.4.1.
test.each([
  [3.84, 1, -2.994862227180027],
  [0.001, 1, -0.025550779355950622],
  [10, 1, -6.459612454150122],
  [100, 1, -52.53813796995252],
  [1000, 1, -503.6806665043817],
  [5, 3, -1.7614408918243059],
  [1e-8, 2, -5e-9],
  [50, 63, -0.1247928934524879],
  [63, 63, -0.7417023673286559],
  [200, 63, -35.55571601876259],
  [1000, 63, -386.7628487991057],
  [100000, 100000, -0.694337304686386],
  [102000, 100000, -12.331196224772897],
  [98000, 100000, -3.3847599563730098e-6],
  [2000, 999, -157.8051032099923],
  [1000000, 1000000, -0.6935233777064301],
  [30, 30.5, -0.7102326089252456],
])('log P(χ² > %d), %d degrees of freedom', (x, df, expected) => {
  expectClose(logChiSquareTail(x, df), expected, 1e-13);
});

test('the ends', () => {
  expect(logChiSquareTail(0, 3)).toBe(0);
  expect(logChiSquareTail(Infinity, 3)).toBe(-Infinity);
});
