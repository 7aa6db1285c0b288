import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deviance, logBinomialMass, logPoissonMass, stirlingError } from '../../src/stats/saddle-point.ts';
import { expectClose } from './expect-close.ts';

test('masses by hand', () => {
  expectClose(logBinomialMass(3, 10, 0.2), Math.log(120 * 0.2 ** 3 * 0.8 ** 7));
  expectClose(logBinomialMass(0, 10, 1e-20), -1e-19);
  expectClose(logBinomialMass(10, 10, 0.25), 10 * Math.log(0.25));
  expectClose(logPoissonMass(3, 2), Math.log(8 / 6) - 2);
  expectClose(logPoissonMass(0, 2), -2);
});

test('masses of a distribution sum to one, also a large one', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3000 }), fc.double({ min: 0.001, max: 0.999, noNaN: true }), (n, p) => {
      let sum = 0;
      for (let k = 0; k <= n; k++) sum += Math.exp(logBinomialMass(k, n, p));
      expect(sum).toBeCloseTo(1, 11);
    }),
    { numRuns: 50 },
  );
  let sum = 0;
  for (let k = 4_980_000; k <= 5_020_000; k++) sum += Math.exp(logBinomialMass(k, 10_000_000, 0.5));
  expect(sum).toBeCloseTo(1, 11);
});

test('the series and the closed forms meet where one takes over from the other', () => {
  expectClose(stirlingError(16 - 1e-9), stirlingError(16), 1e-9);
  // log(10!) − log(√(20π)·(10/e)^10)
  expectClose(stirlingError(10), Math.log(3628800) - Math.log(Math.sqrt(20 * Math.PI)) - 10 * Math.log(10) + 10, 1e-11);
  expectClose(deviance(1.2222, 1), deviance(1.2223, 1), 1e-3);
  expect(deviance(5, 5)).toBe(0);
  expect(deviance(0, 3)).toBe(3);
});
