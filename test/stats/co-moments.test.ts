import { expect, test } from 'vitest';
import { disjointCliques } from '../../src/stats/cliques.ts';
import { addCoMoments, coMomentsOf, correlation } from '../../src/stats/co-moments.ts';
import { mergeSorted } from '../../src/stats/sorted.ts';

test('correlations and cosines, of parts together as of the whole', () => {
  const [x, y] = [Float64Array.of(1, 2, 4, 5), Float64Array.of(2, 1, 5, 3)];
  const whole = coMomentsOf([x, y]);
  const parts = addCoMoments(coMomentsOf([x.subarray(0, 1), y.subarray(0, 1)]), coMomentsOf([x.subarray(1), y.subarray(1)]));
  expect(correlation(whole, 0, 1, true)).toBeCloseTo(6 / Math.sqrt(10 * 8.75), 14);
  expect(correlation(whole, 0, 1, false)).toBeCloseTo(39 / Math.sqrt(46 * 39), 14);
  expect(correlation(parts, 1, 0, true)).toBeCloseTo(correlation(whole, 0, 1, true), 14);
});

test('groups of vertices that are all adjacent', () => {
  const edges = new Set(['0-1', '0-2', '1-2', '3-4', '2-3']);
  const isAdjacent = (a: number, b: number) => edges.has(`${Math.min(a, b)}-${Math.max(a, b)}`);
  expect(disjointCliques(6, isAdjacent, 2)).toEqual([
    [0, 1, 2],
    [3, 4],
  ]);
  expect(disjointCliques(6, isAdjacent, 3)).toEqual([[0, 1, 2]]);
});

test('two ascending arrays as one', () => {
  expect([...mergeSorted(Float64Array.of(1, 3, 3), Float64Array.of(0, 3, 4))]).toEqual([0, 1, 3, 3, 3, 4]);
});
