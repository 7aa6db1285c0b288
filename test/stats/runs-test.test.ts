import { expect, test } from 'vitest';
import { countRuns, runsZ } from '../../src/stats/runs-test.ts';

test('over all orders of 4 and 5 labels z has mean 0 and variance 1', () => {
  let orders = 0;
  let sum = 0;
  let squares = 0;
  for (let mask = 0; mask < 1 << 9; mask++) {
    const labels = Array.from({ length: 9 }, (_, i) => (mask >> i) & 1);
    if (labels.reduce((a, b) => a + b, 0) !== 4) continue;
    const z = runsZ(countRuns(labels), 4, 5);
    orders++;
    sum += z;
    squares += z ** 2;
  }
  expect(orders).toBe(126);
  expect(sum / orders).toBeCloseTo(0, 12);
  expect(squares / orders).toBeCloseTo(1, 12);
});

test('sorted labels are far below, alternating ones far above', () => {
  expect(countRuns([])).toBe(0);
  expect(runsZ(2, 500, 500)).toBeLessThan(-30);
  expect(runsZ(1000, 500, 500)).toBeGreaterThan(30);
});
