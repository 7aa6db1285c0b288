import { describe, expect, test } from 'vitest';
import { followsLevels, hasFewCodes, mayFallWithin } from '../../../src/measure/category-codes/fold-codes.ts';
import { levelPairs } from '../../../src/measure/category-codes/level-pairs.ts';
import { Random } from '../../../src/stats/random.ts';

const ROWS = 6000;
const random = new Random(11);
const fit = Int32Array.from({ length: ROWS }, () => Math.floor(20 * random.uniform()));
const paired = { count: 20, fit, heldOut: fit };
const y = Float64Array.from(fit, () => Number(random.uniform() < 0.3));
const fold = Int32Array.from(fit, () => Math.floor(5 * random.uniform()));

/** Means over the other folds of each level, with `added` rows of 0.3. */
function outOfFold(added: number): Float64Array {
  const sums = new Float64Array(100);
  const rows = new Float64Array(100);
  fit.forEach((level, row) => {
    sums[5 * level + fold[row]!]! += y[row]!;
    rows[5 * level + fold[row]!]!++;
  });
  const others = (level: number, own: number, values: Float64Array) =>
    [0, 1, 2, 3, 4].reduce((sum, one) => sum + (one === own ? 0 : values[5 * level + one]!), 0);
  return Float64Array.from(
    fit,
    (level, row) => (others(level, fold[row]!, sums) + 0.3 * added) / (others(level, fold[row]!, rows) + added),
  );
}

describe('codes of folds', () => {
  test.each([0, 10, 200])('means of the other folds, %d rows added', (added) => {
    const codes = outOfFold(added);
    expect(hasFewCodes(paired, codes)).toBe(true);
    expect(mayFallWithin(paired, codes, y)).toBe(true);
  });

  test('flags have few codes too, but the target does not fall with them', () => {
    const flag = Float64Array.from(fit, () => Number(random.uniform() < 0.4));
    const four = { count: 4, fit: fit.map((level) => level % 4), heldOut: fit };
    expect(hasFewCodes(four, flag)).toBe(true);
    expect(mayFallWithin(four, flag, y)).toBe(false);
  });

  test('codes that many levels share are no means of them', () => {
    expect(
      hasFewCodes(
        paired,
        Float64Array.from(fit, () => Math.floor(7 * random.uniform()) / 100),
      ),
    ).toBe(false);
  });

  test('means of levels go with the target', () => {
    expect(followsLevels(paired, outOfFold(0), y)).toBeGreaterThan(0.9);
    expect(
      Math.abs(
        followsLevels(
          paired,
          y.map(() => random.uniform()),
          y,
        ),
      ),
    ).toBeLessThan(0.8);
  });

  test('measurements have many', () =>
    expect(
      hasFewCodes(
        paired,
        y.map(() => random.uniform()),
      ),
    ).toBe(false));

  test('small levels show nothing', () => {
    const many = Int32Array.from(fit, (_, row) => row % 600);
    expect(hasFewCodes({ count: 600, fit: many, heldOut: many }, outOfFold(0))).toBe(false);
  });
});

test('pairs are the first two rows of a level, of those that have a value', () => {
  const levels = Int32Array.from([-1, 0, 1, 0, 0, 1, 2]);
  expect([...levelPairs(levels, 3)]).toEqual([1, 3, 2, 5]);
  expect([...levelPairs(levels, 3, Float64Array.from([1, Number.NaN, 1, 1, 1, Number.NaN, 1]))]).toEqual([3, 4]);
});
