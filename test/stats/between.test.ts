import { describe, expect, it } from 'vitest';
import { liesBetween } from '../../src/stats/between.ts';

const points = (...rows: number[][]) => ({
  columns: rows[0]!.map((_, c) => Float64Array.from(rows, (row) => row[c]!)),
  tolerances: new Float64Array(rows[0]!.length).fill(1e-9),
  known: new Float64Array(rows[0]!.length),
});
const any = () => 0;
const [p, a, b] = [
  [0.3, 0.6, 1.3],
  [0, 0, 1],
  [1, 2, 2],
];

describe('liesBetween', () => {
  it('finds the pair, and where on the way the point is', () => {
    const found = liesBetween(points(p!, [5, 1, 7], a!, b!), 0, [1, 2, 3], 15, any);
    expect([found?.a, found?.b].sort()).toEqual([2, 3]);
    expect(found?.a === 2 ? found?.at : 1 - found!.at).toBeCloseTo(0.3, 12);
    expect(found?.bits).toBe(48);
  });
  it('finds nothing beyond an end, beside the line, or at an end', () => {
    expect(liesBetween(points([-0.3, -0.6, 0.7], a!, b!), 0, [1, 2], 15, any)).toBeUndefined();
    expect(liesBetween(points([0.3, 0.6, 1.3 + 1e-6], a!, b!), 0, [1, 2], 15, any)).toBeUndefined();
    expect(liesBetween(points(a!, a!, b!), 0, [1, 2], 15, any)).toBeUndefined();
  });
  it('minds no rounding by which both others lie on one side', () => {
    const aside = (by: number) => [p!.concat(0), a!.concat(by), b!.concat(by)];
    expect(liesBetween(points(...aside(0.9e-9)), 0, [1, 2], 15, any)?.bits).toBe(48);
    expect(liesBetween(points(...aside(4e-9)), 0, [1, 2], 15, any)).toBeUndefined();
  });
  it('takes off what other columns tell already', () => {
    const known = Float64Array.of(0, 20, 20);
    const found = liesBetween({ ...points(p!, a!, b!), known }, 0, [1, 2], 0, any);
    expect(found?.bits).toBeCloseTo(24 + 7, 0);
  });
  it('leaves missing values out, but wants three columns that are there', () => {
    const rows = [p!, a!, b!].map((row) => [...row, Number.NaN]);
    expect(liesBetween(points(...rows), 0, [1, 2], 15, any)?.bits).toBe(48);
    expect(liesBetween(points(...rows.map(([x, y, , none]) => [x!, y!, none!])), 0, [1, 2], 0, any)).toBeUndefined();
  });
  it('prefers the pair of more worth to the more certain one', () => {
    const { columns, tolerances, known } = points(p!, a!, b!, [0.299, 0.598, 1.299], [0.301, 0.602, 1.301]);
    const found = liesBetween({ columns, tolerances, known }, 0, [1, 2, 3, 4], 0, (i, j) => Number(i > 2 && j > 2));
    expect([found?.a, found?.b].sort()).toEqual([3, 4]);
  });
});
