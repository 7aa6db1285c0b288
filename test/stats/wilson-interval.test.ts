import { expect, test } from 'vitest';
import { wilsonInterval } from '../../src/stats/wilson-interval.ts';
import { expectClose } from './expect-close.ts';

// scipy.stats.binomtest(k, n).proportion_ci(method='wilson')
test.each([
  [7, 20, 0.1811918241010821, 0.5671457233147637],
  [0, 10, 0, 0.27753279986288926],
  [10, 10, 1 - 0.27753279986288926, 1],
])('%d of %d', (k, n, low, high) => {
  const interval = wilsonInterval(k, n);
  expectClose(interval[0], low);
  expectClose(interval[1], high);
});

test('widens with z', () => {
  expect(wilsonInterval(50, 100, 4)[0]).toBeLessThan(wilsonInterval(50, 100, 2)[0]);
});
