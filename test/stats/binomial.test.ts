import fc from 'fast-check';
import { expect, test } from 'vitest';
import { logBinomialLowerTail, logBinomialUpperTail } from '../../src/stats/binomial.ts';
import { expectClose } from './expect-close.ts';

// 60-digit sums by mpmath 1.4.1.
test.each([
  [5, 10, 0.5, -0.4731335222546632],
  [1, 10, 0.1, -0.4287518111064884],
  [10, 10, 0.3, -12.03972804325936],
  [20, 20, 0.05, -59.914645471079815],
  [95, 100, 0.5, -51.12501779201803],
  [3, 1000, 0.0001, -8.777107807865745],
  [100, 1000, 0.1, -0.6627776205355644],
  [130, 1000, 0.1, -6.614042648796593],
  [90, 1000, 0.1, -0.14318212205610578],
  [500, 1000, 0.1, -514.3880711244219],
  [2, 5000000, 1e-9, -11.293114751059127],
  [2510000, 5000000, 0.5, -43.11814125393404],
  [2490000, 5000000, 0.5, -1.8642854202242824e-19],
  [1000, 5000000, 0.0001, -196.8539219939789],
  [5000000, 5000000, 0.2, -8047189.562170502],
  [4999000, 5000000, 0.2, -8036290.547374117],
  [19, 20, 0.9999, -1.8977232535552504e-6],
  [1, 100, 1e-30, -64.47238260383328],
  [3, 3, 1e-100, -690.7755278982137],
])('log P(X ≥ %d) of n = %d, p = %d', (k, n, p, expected) => {
  expectClose(logBinomialUpperTail(k, n, p), expected, 1e-13);
});

test.each([
  [5, 10, 0.5, -0.4731335222546632],
  [0, 10, 0.1, -1.0536051565782631],
  [0, 1000, 0.3, -356.6749439387324],
  [10, 100, 0.5, -38.71760420239885],
  [100, 1000, 0.1, -0.6413157765185541],
  [60, 1000, 0.1, -12.338731298448458],
  [500, 1000, 0.9, -514.388071124422],
  [2490000, 5000000, 0.5, -43.11814125393404],
  [2510000, 5000000, 0.5, -1.8642854202242824e-19],
  [9, 10, 0.9, -0.4287518111064886],
])('log P(X ≤ %d) of n = %d, p = %d', (k, n, p, expected) => {
  expectClose(logBinomialLowerTail(k, n, p), expected, 1e-13);
});

test('the tails make one, and the ends are certain', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5000 }),
      fc.double({ min: 0.001, max: 0.999, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (n, p, at) => {
        const k = Math.round(at * n);
        expect(Math.exp(logBinomialUpperTail(k, n, p)) + Math.exp(logBinomialLowerTail(k - 1, n, p))).toBeCloseTo(1, 12);
      },
    ),
  );
  expect(logBinomialUpperTail(0, 9, 0.3)).toBe(0);
  expect(logBinomialUpperTail(10, 9, 0.3)).toBe(-Infinity);
  expect(logBinomialLowerTail(9, 9, 0.3)).toBe(0);
  expect(logBinomialUpperTail(3, 9, 0)).toBe(-Infinity);
  expect(logBinomialUpperTail(3, 9, 1)).toBe(0);
});
