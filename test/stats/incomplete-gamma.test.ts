import fc from 'fast-check';
import { expect, test } from 'vitest';
import { logLowerGamma, logUpperGamma } from '../../src/stats/incomplete-gamma.ts';
import { expectClose } from './expect-close.ts';

test('closed forms', () => {
  for (const x of [1e-12, 0.5, 3, 700]) {
    expectClose(logUpperGamma(1, x), -x, 1e-12);
    expect(logUpperGamma(2, x)).toBeCloseTo(Math.log1p(x) - x, 11);
  }
  expectClose(logLowerGamma(1, 1e-12), Math.log(-Math.expm1(-1e-12)));
});

test('the two parts make one, on both sides of the switch', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 5000, noNaN: true }), fc.double({ min: 0.2, max: 2, noNaN: true }), (a, ratio) => {
      expect(Math.exp(logLowerGamma(a, a * ratio)) + Math.exp(logUpperGamma(a, a * ratio))).toBeCloseTo(1, 12);
    }),
  );
});
