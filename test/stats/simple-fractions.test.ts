import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commonDenominator, denominatorOf } from '../../src/stats/simple-fractions.ts';

test('every fraction of small numbers is known again, in lowest terms', () => {
  fc.assert(
    fc.property(fc.integer({ min: -5000, max: 5000 }), fc.integer({ min: 1, max: 2000 }), (p, q) => {
      const found = denominatorOf(p / q, 2000, 1e-12)!;
      expect(q % found).toBe(0);
      expect(Math.abs((p / q) * found - Math.round((p / q) * found))).toBeLessThan(1e-8);
    }),
  );
});

test('other numbers are none', () => {
  expect(denominatorOf(Math.PI - 3, 2000, 1e-12)).toBeUndefined();
  expect(denominatorOf(Math.SQRT2, 2000, 1e-12)).toBeUndefined();
});

test('the denominator that numbers share', () => {
  expect(commonDenominator([0, 1, 1 / 2, 2 / 3], 2000, 1e-12)).toBe(6);
  expect(commonDenominator([3 / 57, 41 / 57, -1], 2000, 1e-12)).toBe(57);
  expect(commonDenominator([1 / 1999, 1 / 1997], 2000, 1e-12)).toBeUndefined();
});
