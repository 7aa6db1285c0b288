import { describe, expect, it } from 'vitest';
import { neighboursOf } from '../../src/stats/point-neighbours.ts';
import { Random } from '../../src/stats/random.ts';

/** By sorting all distances. */
function expected(columns: readonly Float64Array[], scales: readonly number[], point: number, k: number): number[] {
  const square = (i: number) =>
    columns.reduce((sum, values, c) => {
      const d = scales[c]! > 0 ? (values[i]! - values[point]!) / scales[c]! : Number.NaN;
      return Number.isNaN(d) ? sum : sum + d * d;
    }, 0);
  const others = [...columns[0]!.keys()].filter((i) => i !== point).map((i) => ({ i, square: square(i) }));
  const nearest = others.sort((a, b) => a.square - b.square || a.i - b.i).slice(0, k);
  return nearest.map(({ i }) => i).sort((a, b) => a - b);
}

describe('neighboursOf', () => {
  const random = new Random(1);
  const normals = (n: number, size = 1) => Float64Array.from({ length: n }, () => size * random.normal());
  const holes = (values: Float64Array) => values.map((value) => (random.uniform() < 0.2 ? Number.NaN : value));

  it('agrees with sorting all distances', () => {
    for (const n of [3, 200, 5000]) {
      const columns = [normals(n), normals(n), holes(normals(n)), normals(n), normals(n)];
      const scales = [1, 2, 0.5, 0, 1];
      const nearest = neighboursOf(columns, scales);
      for (const point of [0, 1, 2, n - 1])
        for (const k of [1, 12, 150]) expect(nearest(point, k)).toEqual(expected(columns, scales, point, k));
    }
  });
  it('agrees where one column is so large that others seldom decide', () => {
    const n = 4000;
    const columns = [normals(n), normals(n, 1e5), holes(normals(n, 3)), Float64Array.from(normals(n, 3e4), Math.round)];
    const scales = [1, 1, 1, 1];
    const nearest = neighboursOf(columns, scales);
    for (let point = 0; point < 30; point++) expect(nearest(point, 150)).toEqual(expected(columns, scales, point, 150));
    const grid = [columns[0]!, Float64Array.from({ length: n }, () => 1e5 * random.integer(9))];
    const onGrid = neighboursOf(grid, [1, 1]);
    for (let point = 0; point < 30; point++) expect(onGrid(point, 150)).toEqual(expected(grid, [1, 1], point, 150));
  });
  it('takes the first of points that are as near, and finds the nearest wherever they stand', () => {
    const alike = [Float64Array.from({ length: 3000 }, (_, i) => (i < 1000 ? 0 : 1 + (i % 3)))];
    expect(neighboursOf(alike, [1])(5, 150)).toEqual([...Array(151).keys()].filter((i) => i !== 5));
    const every = [Float64Array.from({ length: 3200 }, (_, i) => (i % 16 === 0 ? 0 : 1))];
    expect(neighboursOf(every, [1])(1, 150)).toEqual(expected(every, [1], 1, 150));
    const other = [Float64Array.from({ length: 3200 }, (_, i) => (i % 16 === 1 ? i : 1e6 + i))];
    expect(neighboursOf(other, [1])(1, 150)).toEqual(expected(other, [1], 1, 150));
  });
  it('leaves out missing values and columns without a scale, and gives all points where there are few', () => {
    const columns = [Float64Array.of(0, 5, Number.NaN, 1), Float64Array.of(0, 9, 1, 9)];
    expect(neighboursOf(columns, [1, 0])(0, 2)).toEqual([2, 3]);
    expect(neighboursOf(columns, [1, 1])(0, 9)).toEqual([1, 2, 3]);
    expect(neighboursOf([Float64Array.of(1)], [1])(0, 5)).toEqual([]);
    expect(neighboursOf([Float64Array.of(1, Infinity, 2, -Infinity)], [1])(0, 1)).toEqual([2]);
  });
});
