import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countsInBins, evenBins } from '../../src/stats/even-bins.ts';

const DAY = 86_400e6;
const bins = (values: readonly number[], most = 30, scale: 'number' | 'time' = 'number') => {
  const sorted = Float64Array.from(values).sort();
  const edges = evenBins(sorted, most, scale);
  return { edges, counts: edges && countsInBins(sorted, edges) };
};

describe('bins of one round width', () => {
  test('few integers have a bin each, in whose middle they lie', () => {
    expect(bins([1, 1, 2, 5])).toEqual({ edges: [0.5, 1.5, 2.5, 3.5, 4.5, 5.5], counts: [2, 1, 0, 0, 1] });
  });

  test('wide numbers have steps of 1, 2 or 5', () => {
    const { edges } = bins([0.02, 0.31, 0.55, 0.99], 11);
    expect(edges!.map((edge) => Math.round(edge * 1e6) / 1e6)).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]);
  });

  test('times have steps that a reader knows', () => {
    const { edges } = bins([0, 20 * DAY, 200 * DAY], 30, 'time');
    expect(edges![1]! - edges![0]!).toBe(7 * DAY);
  });

  test('a far outlier does not squeeze the others together, and is counted', () => {
    const values = [...Array.from({ length: 1000 }, (_, i) => i / 10), 1e9];
    const { edges, counts } = bins(values);
    expect(edges!.at(-1)).toBeLessThan(200);
    expect(counts!.reduce((sum, n) => sum + n, 0)).toBe(1001);
  });

  test('without two values there is nothing to divide', () => {
    expect(bins([]).edges).toBeUndefined();
    expect(bins([3, 3, 3]).edges).toBeUndefined();
  });

  test('every value is counted once in few bins, whatever they are', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer()), { minLength: 2, maxLength: 60 }),
        fc.constantFrom('number' as const, 'time' as const),
        (values, scale) => {
          const { edges, counts } = bins(values, 30, scale);
          if (!edges) return;
          expect(edges.every(Number.isFinite)).toBe(true);
          expect(counts!.length).toBeLessThanOrEqual(32);
          expect(counts!.reduce((sum, n) => sum + n, 0)).toBe(values.length);
        },
      ),
    );
  });
});
