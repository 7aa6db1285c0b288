import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeMoments, momentsFromSums, momentsOf, NO_MOMENTS, variance } from '../../src/stats/moments.ts';
import { expectClose } from './expect-close.ts';

test('known values, far from zero', () => {
  const moments = momentsOf([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]);
  expect(moments).toEqual({ n: 4, mean: 1e9 + 10, m2: 90, min: 1e9 + 4, max: 1e9 + 16 });
  expect(variance(moments)).toBe(30);
  expect(variance(moments, 0)).toBe(22.5);
  expect(momentsFromSums({ n: 2, shift: 10, sum: 2, squares: 4, min: 10, max: 12 })).toEqual({
    n: 2,
    mean: 11,
    m2: 2,
    min: 10,
    max: 12,
  });
});

test('parts in any cut merge to the whole', () => {
  const values = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { maxLength: 30 });
  fc.assert(
    fc.property(values, values, (a, b) => {
      const merged = mergeMoments(momentsOf(a), momentsOf(b));
      const whole = momentsOf([...a, ...b]);
      expect(merged).toMatchObject({ n: whole.n, min: whole.min, max: whole.max });
      expect(merged.mean).toBeCloseTo(whole.mean, 9);
      expect(merged.m2).toBeCloseTo(whole.m2, 6);
    }),
  );
  expect(mergeMoments(NO_MOMENTS, momentsOf([1, 2]))).toEqual(momentsOf([1, 2]));
});

test('merging keeps the digits that a sum of squares loses', () => {
  const part = (shift: number) => momentsOf(Float64Array.from({ length: 1000 }, (_, i) => 1e8 + shift + (i % 10) / 10));
  expectClose(variance(mergeMoments(part(0), part(0)), 0), 0.0825, 1e-7);
});
