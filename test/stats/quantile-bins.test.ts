import { expect, test } from 'vitest';
import { quantileBins } from '../../src/stats/quantile-bins.ts';
import { Random } from '../../src/stats/random.ts';

test('equal shares, NaN apart', () => {
  const values = new Random(1).shuffle(Float64Array.from({ length: 1000 }, (_, i) => i));
  values[3] = Number.NaN;
  const codes = quantileBins(values, 4);
  expect(codes[3]).toBe(0);
  const sizes = new Uint32Array(5);
  for (const code of codes) sizes[code]!++;
  expect(sizes.slice(1).every((size) => Math.abs(size - 250) <= 1)).toBe(true);
});

test('equal values are never parted, and order is kept', () => {
  expect([...quantileBins(Float64Array.of(1, 1, 1, 1, 1, 1, 2, 3), 4)]).toEqual([1, 1, 1, 1, 1, 1, 2, 3]);
  expect([...quantileBins(Float64Array.of(5, 5, 5), 4)]).toEqual([1, 1, 1]);
  expect([...quantileBins(Float64Array.of(Number.NaN), 4)]).toEqual([0]);
});
