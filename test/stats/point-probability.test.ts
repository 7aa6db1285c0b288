import { expect, test } from 'vitest';
import { logPointProbability } from '../../src/stats/point-probability.ts';

test('a balanced coin, three levels, values that do not repeat', () => {
  expect(Math.exp(logPointProbability([50, 50], 100))).toBeCloseTo(0.0795892, 6);
  expect(Math.exp(logPointProbability([5, 5], 20))).toBeCloseTo(0.1761971, 6);
  expect(Math.exp(logPointProbability([30, 30, 30], 90))).toBeCloseTo(0.0093, 3);
  expect(Math.exp(logPointProbability([1, 0, 1], 2))).toBeCloseTo(0.5, 6);
  expect(logPointProbability(Array(200).fill(1), 200)).toBeLessThan(-150);
  expect(logPointProbability(Array(100).fill(1), 10)).toBeLessThan(-20);
  expect(logPointProbability([7], 7)).toBeCloseTo(0, 9);
});
