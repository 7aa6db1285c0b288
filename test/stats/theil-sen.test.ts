import { expect, test } from 'vitest';
import { theilSen } from '../../src/stats/theil-sen.ts';
import { expectClose } from './expect-close.ts';

test('one wild point of six does not move the line', () => {
  expect(theilSen([0, 1, 2, 3, 4, 5], [1, 3, 5, 7, 50, 11])).toEqual({ slope: 2, intercept: 1 });
});

test('a unit change between quantiles, one in five broken', () => {
  const x = Float64Array.from({ length: 99 }, (_, i) => (i / 10) ** 2);
  const { slope, intercept } = theilSen(
    x,
    x.map((value, i) => (i % 5 === 0 ? 0 : 2.54 * value + 32)),
  );
  expectClose(slope, 2.54);
  expectClose(intercept, 32, 1e-10);
});

test('equal x tell nothing', () => {
  expect(theilSen([1, 1], [2, 3]).slope).toBeNaN();
});
