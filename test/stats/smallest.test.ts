import { describe, expect, it } from 'vitest';
import { Random } from '../../src/stats/random.ts';
import { smallest } from '../../src/stats/smallest.ts';

describe('smallest', () => {
  it('is the k-th of the sorted values, whatever their order and ties', () => {
    const random = new Random(2);
    const values = Float64Array.from({ length: 101 }, () => random.integer(20));
    const sorted = values.slice().sort();
    for (const k of [1, 2, 50, 100, 101]) expect(smallest(values, k)).toBe(sorted[k - 1]);
  });
});
