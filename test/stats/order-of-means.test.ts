import { expect, test } from 'vitest';
import { orderOfMeans } from '../../src/stats/order-of-means.ts';
import { Random } from '../../src/stats/random.ts';

test('steps are counted between filled groups', () => {
  expect(orderOfMeans({ counts: [2, 0, 2, 4, 1], sums: [2, 0, 6, 4, 9] }, 1)).toMatchObject({ rising: 2, falling: 1 });
  expect(orderOfMeans({ counts: [5], sums: [1] }, 1)).toMatchObject({ rising: 0, falling: 0, expectedAgainst: 0 });
});

test('equal means are no step, nearly equal ones fall half of the time, means far apart never', () => {
  expect(orderOfMeans({ counts: [10, 10, 3], sums: [1, 1, 0.3] }, 4)).toMatchObject({
    rising: 0,
    falling: 0,
    expectedAgainst: 0,
  });
  expect(orderOfMeans({ counts: [10, 10, 10], sums: [10, 10.001, 10.002] }, 4).expectedAgainst).toBeCloseTo(1, 3);
  expect(orderOfMeans({ counts: [1000, 1000], sums: [0, 1000] }, 1).expectedAgainst).toBeLessThan(1e-9);
});

test('other rows of the same groups show as many steps against as expected', () => {
  const random = new Random(2);
  const means = Array.from({ length: 30 }, (_, group) => group / 30);
  const trials = 2000;
  let falling = 0;
  for (let trial = 0; trial < trials; trial++) {
    const sums = means.map((mean) => 16 * mean + 4 * random.normal());
    falling += orderOfMeans({ counts: means.map(() => 16), sums }, 1).falling;
  }
  const { expectedAgainst } = orderOfMeans({ counts: means.map(() => 16), sums: means.map((mean) => 16 * mean) }, 1);
  expect(Math.abs(falling / trials - expectedAgainst)).toBeLessThan(0.2);
});

test('steps are uneven where means were put in order, and not along a trend', () => {
  const random = new Random(5);
  const uneven = (means: readonly number[]) => orderOfMeans({ counts: means.map(() => 1), sums: means }, 1).uneven;
  const ordered = Array.from({ length: 2000 }, () => random.normal()).sort((a, b) => a - b);
  expect(uneven(ordered)).toBeCloseTo(0.5, 1);
  expect(uneven(ordered.map((_, i) => i ** 1.5 + 0.1 * random.uniform()))).toBe(0);
  expect(uneven([1, 2, 5, 6])).toBe(1);
  expect(uneven([1, 2])).toBeNaN();
});
