import { expect, test } from 'vitest';
import { Random } from '../../src/stats/random.ts';
import { unitSums } from '../../src/stats/unit-sums.ts';

const random = new Random(5);
const columns = Array.from({ length: 300 }, (_, i) =>
  Float64Array.from({ length: 8 }, () => Math.round(random.normal() * 10 ** (i % 5))),
);
const sum = (...terms: readonly [number, number][]) =>
  columns[0]!.map((_, row) => terms.reduce((total, [sign, i]) => total + sign * columns[i]![row]!, 17.5));

test.each([
  [1, 1, 1],
  [1, -1, 1],
  [-1, -1, 1],
  [-1, -1, -1],
])('signs %i %i %i and a constant', (a, b, c) => {
  expect(unitSums(sum([a, 250], [b, 3], [c, 77]), columns, 10)).toEqual([[3, 77, 250]]);
});

test('nothing where nothing adds up, and columns with gaps take no part', () => {
  expect(unitSums(sum([1, 3], [1, 77], [0.5, 250]), columns, 10)).toEqual([]);
  const gaps = columns.map((column, i) => (i === 77 ? column.map((value, row) => (row ? value : Number.NaN)) : column));
  expect(unitSums(sum([1, 3], [1, 77], [1, 250]), gaps, 10)).toEqual([]);
  expect(unitSums(Float64Array.of(1, 2), [], 10)).toEqual([]);
});
