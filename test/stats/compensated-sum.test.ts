import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compensatedSum } from '../../src/stats/compensated-sum.ts';

test('small terms between large ones that cancel', () => {
  expect(compensatedSum([1, 1e100, 1, -1e100])).toBe(2);
  expect(compensatedSum(new Float64Array(10).fill(0.1))).toBe(1);
  expect(compensatedSum([])).toBe(0);
  expect(compensatedSum([1, Infinity])).toBe(Infinity);
});

test('any order gives the same sum of cents', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1e9, max: 1e9 }), { maxLength: 50 }), (cents) => {
      const expected = cents.reduce((sum, cent) => sum + cent, 0) / 100;
      expect(compensatedSum(cents.map((cent) => cent / 100))).toBeCloseTo(expected, 7);
    }),
  );
});
