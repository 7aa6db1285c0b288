import { expect, test } from 'vitest';
import { slopeWithinLevels } from '../../src/stats/slope-within-levels.ts';

const levels = Int32Array.from({ length: 60 }, (_, i) => (i === 7 ? -1 : i % 4));

test('a slope that all levels share, whatever their means', () => {
  const x = Float64Array.from(levels, (level, i) => 1e6 * level + Math.sin(i));
  const y = x.map((value, i) => 3 * (value - 1e6 * levels[i]!) - 50 * levels[i]! + 0.01 * Math.cos(5 * i));
  const { slope, error } = slopeWithinLevels(levels, 4, x, y)!;
  expect(Math.abs(slope - 3)).toBeLessThan(4 * error);
  expect(error).toBeLessThan(0.003);
});

test('rows without a value or a level count for nothing', () => {
  const x = Float64Array.from(levels, (_, i) => (i === 7 ? 1e9 : i === 8 ? Number.NaN : Math.sin(i)));
  const y = x.map((value, i) => (i === 9 ? Number.NaN : -2 * value));
  expect(slopeWithinLevels(levels, 4, x, y)!.slope).toBeCloseTo(-2, 12);
});

test('undefined without rows that share a level, or where x is constant within levels', () => {
  const each = Int32Array.from({ length: 60 }, (_, i) => i);
  expect(slopeWithinLevels(each, 60, Float64Array.from(each), Float64Array.from(each))).toBeUndefined();
  expect(slopeWithinLevels(levels, 4, Float64Array.from(levels), Float64Array.from(levels, Math.sin))).toBeUndefined();
});
