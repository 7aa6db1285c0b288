import { describe, expect, it } from 'vitest';
import { nearestPoints, smallest } from '../../src/stats/nearest-points.ts';
import { Random } from '../../src/stats/random.ts';

describe('nearestPoints', () => {
  it('agrees with sorting all distances', () => {
    const random = new Random(1);
    const columns = [0, 1, 2].map(() => Float64Array.from({ length: 200 }, () => random.normal()));
    const scales = [1, 2, 0.5];
    const distance = (i: number) => columns.reduce((sum, values, c) => sum + ((values[i]! - values[7]!) / scales[c]!) ** 2, 0);
    const sorted = [...Array(200).keys()].filter((i) => i !== 7).sort((a, b) => distance(a) - distance(b));
    expect([...nearestPoints(columns, scales, 7, 12)].sort()).toEqual(sorted.slice(0, 12).sort());
  });
  it('leaves out missing values and columns without a scale, and gives all points where there are few', () => {
    const columns = [Float64Array.of(0, 5, Number.NaN, 1), Float64Array.of(0, 9, 1, 9)];
    expect([...nearestPoints(columns, [1, 0], 0, 2)]).toEqual([2, 3]);
    expect([...nearestPoints(columns, [1, 1], 0, 9)]).toEqual([1, 2, 3]);
  });
});

describe('smallest', () => {
  it('is the k-th of the sorted values, whatever their order and ties', () => {
    const random = new Random(2);
    const values = Float64Array.from({ length: 101 }, () => random.integer(20));
    const sorted = values.slice().sort();
    for (const k of [1, 2, 50, 100, 101]) expect(smallest(values, k)).toBe(sorted[k - 1]);
  });
});
