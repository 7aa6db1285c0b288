import { expect, test } from 'vitest';
import { aucFromScores } from '../../src/stats/auc.ts';
import { aucStandardError, aucZ } from '../../src/stats/auc-error.ts';
import { Random } from '../../src/stats/random.ts';
import { expectClose } from './expect-close.ts';

test('the example of Hanley & McNeil 1982: 0.893 with an error of 0.03 for 51 and 58 cases', () => {
  expect(aucStandardError(0.893, 51, 58)).toBeCloseTo(0.0325, 4);
});

test('at one half it is the Mann–Whitney error', () => {
  expectClose(aucStandardError(0.5, 40, 70), Math.sqrt(111 / (12 * 40 * 70)));
});

test('z has unit variance when the scores know nothing', () => {
  const random = new Random(1);
  let squares = 0;
  for (let i = 0; i < 2000; i++) {
    const scores = Float64Array.from({ length: 60 }, () => random.uniform());
    squares +=
      aucZ(
        aucFromScores(
          scores,
          scores.map((_, row) => (row < 20 ? 1 : 0)),
        ),
        20,
        40,
      ) ** 2;
  }
  expect(squares / 2000).toBeGreaterThan(0.9);
  expect(squares / 2000).toBeLessThan(1.1);
});
