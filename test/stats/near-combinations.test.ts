import fc from 'fast-check';
import { expect, test } from 'vitest';
import { leastSquares } from '../../src/stats/least-squares.ts';
import { nearCombinations } from '../../src/stats/near-combinations.ts';
import { Random } from '../../src/stats/random.ts';

const ROWS = 32;
const random = new Random(3);
const noise = (count: number) => Array.from({ length: count }, () => Float64Array.from({ length: ROWS }, () => random.normal()));
const everywhere = (columns: readonly unknown[], tolerance: number) => columns.map(() => tolerance);

test.each([1, 2, 3] as const)('residuals of %i columns are those of least squares', (size) => {
  const columns = noise(6);
  const y = Float64Array.from(columns[0]!, (value, row) => value + 2 * columns[1]![row]! - columns[2]![row]! + random.normal());
  const found = nearCombinations(y, columns, { size, tolerances: everywhere(columns, 1), keep: 100 });
  expect(found).toHaveLength([6, 15, 20][size - 1]!);
  for (const { columns: chosen, residual } of found) {
    const { rSquared } = leastSquares(
      chosen.map((i) => columns[i]!),
      y,
    );
    expect(residual).toBeCloseTo(1 - rSquared, 10);
  }
});

test('a sum of three is found among many, whatever the scales and offsets', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0.01, max: 1e3, noNaN: true }), { minLength: 3, maxLength: 3 }), (weights) => {
      const columns = noise(40).map((column, i) => column.map((value) => 1e3 * i + value));
      const y = columns[7]!.map(
        (value, row) => weights[0]! * value + weights[1]! * columns[21]![row]! + weights[2]! * columns[33]![row]!,
      );
      const [best] = nearCombinations(y, columns, { size: 3, tolerances: everywhere(columns, 1e-6), keep: 5 });
      expect(best?.columns).toEqual([7, 21, 33]);
    }),
    { numRuns: 30 },
  );
});

test('constant, missing and collinear columns take no part', () => {
  const [a, b] = noise(2) as [Float64Array, Float64Array];
  const y = a.map((value, row) => value - b[row]!);
  const columns = [a, b, a.map((value) => 3 * value), a.map(() => 0.1), a.map((value, row) => (row === 4 ? Number.NaN : value))];
  const found = nearCombinations(y, columns, { size: 2, tolerances: everywhere(columns, 1e-9), keep: 10 });
  expect(found.map((one) => one.columns)).toEqual(
    expect.arrayContaining([
      [0, 1],
      [1, 2],
    ]),
  );
  expect(found).toHaveLength(2);
  expect(
    nearCombinations(
      a.map(() => 1),
      columns,
      { size: 1, tolerances: everywhere(columns, 1), keep: 10 },
    ),
  ).toEqual([]);
});

test('only as many as asked for are kept, the best', () => {
  const columns = noise(30);
  const y = columns[0]!.map((value, row) => value + 1e-3 * columns[1]![row]!);
  const found = nearCombinations(y, columns, { size: 2, tolerances: everywhere(columns, 1), keep: 3 });
  expect(found).toHaveLength(3);
  expect(found[0]?.columns).toEqual([0, 1]);
});
