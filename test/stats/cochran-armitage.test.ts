import { expect, test } from 'vitest';
import { cochranArmitageZ } from '../../src/stats/cochran-armitage.ts';
import { expectClose } from './expect-close.ts';

test('alcohol and malformations (Agresti, Categorical Data Analysis, §5.3.5): z² = 6.57', () => {
  const present = [48, 38, 5, 1, 1];
  const totals = [17114, 14502, 793, 127, 38];
  expect(cochranArmitageZ(present, totals, [0, 0.5, 1.5, 4, 7]) ** 2).toBeCloseTo(6.57, 2);
});

test('for two groups it is the pooled z of two proportions, whatever the scores', () => {
  const rate = 40 / 150;
  const z = (30 / 100 - 10 / 50) / Math.sqrt(rate * (1 - rate) * (1 / 100 + 1 / 50));
  expectClose(cochranArmitageZ([10, 30], [50, 100]), z);
  expectClose(cochranArmitageZ([10, 30], [50, 100], [2020, 2025]), z);
  expectClose(cochranArmitageZ([30, 10], [100, 50]), -z);
});

test('nothing to tell apart', () => {
  expect(cochranArmitageZ([5, 5], [5, 5])).toBeNaN();
});
