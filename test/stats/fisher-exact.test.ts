import { expect, test } from 'vitest';
import { logFisherExact } from '../../src/stats/fisher-exact.ts';
import { expectClose } from './expect-close.ts';

// log of scipy.stats.fisher_exact([[k1, n1 - k1], [k2, n2 - k2]]).pvalue
test.each([
  [8, 10, 1, 6, -3.3534067178258065],
  [3, 1000, 12, 500, -8.231064846379546],
  [1, 10, 11, 14, -5.8927216530074435],
  [40, 45, 2, 302, -100.57219629044407],
])('%d of %d against %d of %d', (k1, n1, k2, n2, expected) => {
  expectClose(logFisherExact(k1, n1, k2, n2), expected, 1e-10);
  expectClose(logFisherExact(k2, n2, k1, n1), expected, 1e-10);
});

test('tables that cannot be told apart', () => {
  expect(logFisherExact(0, 5, 0, 9)).toBeCloseTo(0, 12);
  expect(logFisherExact(5, 5, 9, 9)).toBeCloseTo(0, 12);
  expect(logFisherExact(5, 10, 5, 10)).toBeCloseTo(0, 12);
});
