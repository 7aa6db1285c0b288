import { describe, expect, test } from 'vitest';
import { AGGREGATES, aggregateOf } from '../../src/stats/aggregates.ts';
import { WindowedValues } from '../../src/stats/moving-window.ts';
import { expectClose } from './expect-close.ts';

describe('windows along two series', () => {
  const windowed = new WindowedValues(Float64Array.of(1, 2, 4, 8, Number.NaN, 16, 10, 20, 40), [0, 6, 9]);

  test('means, sums, extremes and deviations', () => {
    expectClose(windowed.at(1, { from: -1, to: 1 }, 'mean'), 7 / 3);
    expect(windowed.at(1, { from: -1, to: 2 }, 'sum')).toBe(15);
    expect(windowed.at(7, { from: -1, to: 1 }, 'max')).toBe(40);
    expect(windowed.at(7, { from: -1, to: 0 }, 'min')).toBe(10);
    expectClose(windowed.at(7, { from: -1, to: 1 }, 'deviation'), Math.sqrt(700 / 3));
  });

  test('to the ends of the series', () => {
    expect(windowed.at(2, { from: -Infinity, to: 0 }, 'sum')).toBe(7);
    expect(windowed.at(6, { from: 1, to: Infinity }, 'sum')).toBe(60);
    expect(windowed.at(8, { from: 1, to: Infinity }, 'sum')).toBeNaN();
  });

  test('no value beyond a series or over a gap', () => {
    expect(windowed.at(0, { from: -1, to: 0 }, 'mean')).toBeNaN();
    expect(windowed.at(5, { from: 0, to: 1 }, 'mean')).toBeNaN();
    expect(windowed.at(3, { from: 0, to: 1 }, 'mean')).toBeNaN();
  });
});

test('aggregates', () => {
  const values = [4, 1, 1, 2];
  const found = Object.fromEntries(AGGREGATES.map((kind) => [kind, aggregateOf(kind, values)]));
  expect(found).toMatchObject({ mean: 2, sum: 8, min: 1, max: 4, median: 1.5, count: 4, distinct: 3, last: 2 });
  expectClose(found.deviation!, Math.sqrt(2));
  expectClose(found['population deviation']!, Math.sqrt(1.5));
  expect(aggregateOf('mean', [])).toBeNaN();
  expect(aggregateOf('count', [])).toBe(0);
});
