import { expect, test } from 'vitest';
import { weightedCorrelation } from '../../src/stats/weighted-correlation.ts';
import { expectClose } from './expect-close.ts';

test('a line, a constant, and what is missing', () => {
  expectClose(weightedCorrelation([1, 2, 3], [2, 4, 6]), 1);
  expectClose(weightedCorrelation([1, 2, 3], [3, 2, 1]), -1);
  expect(weightedCorrelation([1, 1], [2, 3])).toBe(0);
  expectClose(weightedCorrelation([1, Number.NaN, 2, 4], [1, 5, 2, 4]), 1);
});

test('weights count pairs', () => {
  expectClose(weightedCorrelation([1, 2, 5], [1, 0, 3], [2, 1, 1]), weightedCorrelation([1, 1, 2, 5], [1, 1, 0, 3]));
});
