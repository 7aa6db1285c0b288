import { expect, test } from 'vitest';
import { logPointProbability } from '../../src/stats/point-probability.ts';

test('a balanced coin, three levels, values that do not repeat', () => {
  const coin = Float64Array.from({ length: 100 }, (_, i) => Number(i >= 50));
  expect(Math.exp(logPointProbability(coin, 100))).toBeCloseTo(0.0796, 3);
  expect(Math.exp(logPointProbability(coin, 20))).toBeCloseTo(0.1762, 1);
  const three = Float64Array.from({ length: 90 }, (_, i) => Math.floor(i / 30));
  expect(Math.exp(logPointProbability(three, 90))).toBeCloseTo(0.00918, 3);
  expect(
    logPointProbability(
      Float64Array.from({ length: 200 }, (_, i) => i),
      200,
    ),
  ).toBeLessThan(-150);
  expect(logPointProbability(Float64Array.of(1, 1, 1), 3)).toBe(0);
});
