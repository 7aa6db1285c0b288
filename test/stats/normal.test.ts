import { expect, test } from 'vitest';
import { logNormalTail, normalCdf, normalQuantile, zOfLogTail, zOfLogTwoSided } from '../../src/stats/normal.ts';
import { expectClose } from './expect-close.ts';

// 60-digit values of erfc by mpmath 1.4.1.
test.each([
  [-6, -9.865876455243758e-10],
  [-2, -0.02301290932896349],
  [-1.9999, -0.023018434683002378],
  [-1, -0.17275377902344988],
  [0.1, -0.7761545927302733],
  [0.5, -1.1759117615936185],
  [1, -1.8410216450092636],
  [1.9999, -3.7829470165573444],
  [2, -3.783184333682032],
  [2.0001, -3.783421659663929],
  [3, -6.607726221510349],
  [5, -15.064998393988725],
  [8, -35.01343715991455],
  [10, -53.23128515051247],
  [20, -203.91715537109727],
  [40, -804.6084420137538],
  [100, -5005.524208694205],
  [1000000, -500000000014.73444],
])('log P(Z > %d) = %d', (z, expected) => {
  expectClose(logNormalTail(z), expected, 2e-14);
  expectClose(zOfLogTail(expected), z, 1e-7);
});

test('quantiles of the tables', () => {
  expectClose(normalQuantile(0.975), 1.959963984540054);
  expectClose(normalQuantile(0.025), -1.959963984540054);
  expectClose(normalQuantile(0.999), 3.090232306167813);
  expect(normalQuantile(0.5)).toBeCloseTo(0, 15);
  expect(normalQuantile(0)).toBe(-Infinity);
  expect(normalQuantile(1)).toBe(Infinity);
  expectClose(normalCdf(1.959963984540054), 0.975);
});

test('the quantile undoes the tail, and beyond the range of doubles', () => {
  for (const z of [-30, -8, -3, -1, -0.1, 0.1, 1, 3, 8, 37, 100, 1e4, 1e8]) {
    if (z > -8) expectClose(zOfLogTail(logNormalTail(z)), z, 1e-9);
    expectClose(zOfLogTwoSided(logNormalTail(Math.abs(z)) + Math.LN2), Math.abs(z), 1e-12);
  }
  expect(zOfLogTail(-Infinity)).toBe(Infinity);
  expect(zOfLogTail(0)).toBe(-Infinity);
  expect(logNormalTail(Infinity)).toBe(-Infinity);
  expect(logNormalTail(-Infinity)).toBeCloseTo(0, 300);
});
