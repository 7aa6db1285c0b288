import fc from 'fast-check';
import { expect, test } from 'vitest';
import { kendall } from '../../src/stats/kendall.ts';
import { expectClose } from './expect-close.ts';

test('agrees with scipy.stats.kendalltau', () => {
  expectClose(kendall(Float64Array.of(1, 2, 2, 3, 4, 5, 5, 6), Float64Array.of(2, 1, 3, 3, 5, 4, 6, 6)).tau, 0.7692307692307694);
  const { tau, z } = kendall(Float64Array.of(12, 2, 1, 12, 2), Float64Array.of(1, 4, 7, 1, 0));
  expectClose(tau, -0.4714045207910316);
  // Two-sided p 0.28274545993277467 there.
  expectClose(z, -1.0741723110591492);
});

test('order and its reverse', () => {
  const x = Float64Array.from({ length: 1000 }, (_, i) => i ** 3);
  expect(kendall(x, x)).toMatchObject({ tau: 1, concordance: 1 });
  expect(
    kendall(
      x,
      x.map((value) => -value),
    ).concordance,
  ).toBe(0);
  expect(
    kendall(
      x,
      x.map(() => 5),
    ).tau,
  ).toBeNaN();
});

test('agrees with all pairs counted one by one', () => {
  const column = (length: number) => fc.array(fc.integer({ min: 0, max: 6 }), { minLength: length, maxLength: length });
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 40 }).chain((n) => fc.tuple(column(n), column(n))),
      ([x, y]) => {
        let score = 0;
        let untiedX = 0;
        let untiedY = 0;
        for (let i = 0; i < x.length; i++) {
          for (let j = 0; j < i; j++) {
            score += Math.sign(x[i]! - x[j]!) * Math.sign(y[i]! - y[j]!);
            untiedX += Number(x[i] !== x[j]);
            untiedY += Number(y[i] !== y[j]);
          }
        }
        fc.pre(untiedX > 0 && untiedY > 0);
        expect(kendall(Float64Array.from(x), Float64Array.from(y)).tau).toBeCloseTo(score / Math.sqrt(untiedX * untiedY), 12);
      },
    ),
  );
});
