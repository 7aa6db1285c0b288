import { expect, test } from 'vitest';
import { finiteOnly } from '../../src/stats/finite-only.ts';

test('keeps the finite values in their order', () => {
  expect([...finiteOnly(Float64Array.of(3, Number.NaN, -1, Infinity, 0, -Infinity, 2))]).toEqual([3, -1, 0, 2]);
});

test('gives the array itself where all are finite', () => {
  const values = Float64Array.of(2, 1);
  expect(finiteOnly(values)).toBe(values);
});
