import { expect, test } from 'vitest';
import { Random } from '../../src/stats/random.ts';
import { repeatedValues } from '../../src/stats/repeated-values.ts';

const random = new Random(2);
const sorted = (values: readonly number[]) => Float64Array.from(values).sort();
const normal = (n: number) => Array.from({ length: n }, () => random.normal());
const found = (values: readonly number[]) => repeatedValues(sorted(values), 'double', 50).map(({ value }) => value);

test('a value that is much more common than others', () => {
  expect(found([...normal(500), ...Array(6).fill(0.25)])).toEqual([0.25]);
  expect(found(normal(500))).toEqual([]);
  expect(found(normal(500).map(Math.round))).toEqual([]);
});

test('a rare value off the grid of the others', () => {
  const grid = Array.from({ length: 400 }, () => random.integer(60));
  expect(found([...grid, 30.123456789, 30.123456789])).toEqual([30.123456789]);
  expect(found([...grid.map((n) => n / 10 + 0.7), 3.123456789, 3.123456789]), 'noise of sums is no other grid').toEqual([
    3.123456789,
  ]);
  expect(found([...grid, 30.123456789])).toEqual([]);
});

test('so many that stand out say nothing', () => {
  const grid = Array.from({ length: 2000 }, () => random.integer(3000));
  const odd = Array.from({ length: 60 }, (_, i) => i + 0.123456);
  expect(found([...grid, ...odd, ...odd])).toEqual([]);
});
