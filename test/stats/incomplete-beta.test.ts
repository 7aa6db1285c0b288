import fc from 'fast-check';
import { expect, test } from 'vitest';
import { logIncompleteBeta } from '../../src/stats/incomplete-beta.ts';
import { expectClose } from './expect-close.ts';

test('closed forms', () => {
  expectClose(logIncompleteBeta(7, 1, 0.3), 7 * Math.log(0.3));
  expectClose(logIncompleteBeta(1, 7, 0.3), Math.log(1 - 0.7 ** 7));
  expectClose(Math.exp(logIncompleteBeta(0.5, 0.5, 0.2)), (2 / Math.PI) * Math.asin(Math.sqrt(0.2)));
  expect(logIncompleteBeta(2, 3, 0)).toBe(-Infinity);
  expect(logIncompleteBeta(2, 3, 1)).toBe(0);
});

test('Iₓ(a, b) + I₁₋ₓ(b, a) = 1, and it falls as a grows', () => {
  const shape = fc.double({ min: 0.1, max: 400, noNaN: true });
  fc.assert(
    fc.property(shape, shape, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (a, b, x) => {
      const whole = Math.exp(logIncompleteBeta(a, b, x));
      expect(whole + Math.exp(logIncompleteBeta(b, a, 1 - x))).toBeCloseTo(1, 11);
      expect(Math.exp(logIncompleteBeta(a + 1, b, x))).toBeLessThanOrEqual(whole + 1e-12);
    }),
  );
});
