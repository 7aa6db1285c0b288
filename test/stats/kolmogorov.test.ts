import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  kolmogorovBounds,
  kolmogorovDistance,
  kolmogorovFromCumulative,
  kolmogorovSplit,
  logKolmogorovTail,
} from '../../src/stats/kolmogorov.ts';
import { Random } from '../../src/stats/random.ts';
import { mergeSorted } from '../../src/stats/sorted.ts';
import { expectClose } from './expect-close.ts';

const sample = fc
  .array(fc.integer({ min: 0, max: 11 }), { minLength: 1, maxLength: 50 })
  .map((values) => values.sort((a, b) => a - b));
const cumulative = (values: readonly number[], edges: readonly number[]) =>
  edges.map((edge) => values.filter((value) => value <= edge).length);

test('agrees with scipy.stats.ks_2samp', () => {
  expectClose(kolmogorovDistance([1, 2, 3, 4, 5, 6], [3, 4, 5, 6, 7, 8, 9]), 3 / 7);
});

test('tells where the distance is reached', () => {
  expect(kolmogorovSplit([1, 2, 2, 3], [2, 3, 4, 5])).toEqual({ distance: 0.5, at: 2 });
  expect(kolmogorovSplit([1, 1], [1])).toEqual({ distance: 0, at: 1 });
  expect(kolmogorovSplit([], [1]).at).toBeNaN();
});

test('sorted values and cumulative counts agree, and bins bound them', () => {
  fc.assert(
    fc.property(sample, sample, (first, second) => {
      const values = [...Array(12).keys()];
      const exact = Math.max(
        ...values.map((v) => Math.abs(cumulative(first, [v])[0]! / first.length - cumulative(second, [v])[0]! / second.length)),
      );
      expect(kolmogorovDistance(first, second)).toBeCloseTo(exact, 14);
      expect(kolmogorovFromCumulative(cumulative(first, values), cumulative(second, values))).toBeCloseTo(exact, 14);
      const bounds = kolmogorovBounds(cumulative(first, [3, 7, 11]), cumulative(second, [3, 7, 11]));
      expect(bounds.lower).toBeLessThanOrEqual(exact + 1e-14);
      expect(bounds.upper).toBeGreaterThanOrEqual(exact - 1e-14);
    }),
  );
});

test('passes over values without passing over where the distance is reached', () => {
  const random = new Random(8);
  const kinds = [() => random.normal(), () => random.integer(40), () => Math.round(random.normal() * 100) / 100];
  for (const draw of kinds) {
    for (let run = 0; run < 8; run++) {
      const [a, b] = [300, 200 + 50 * run].map((length) => Float64Array.from({ length }, draw).sort()) as [
        Float64Array,
        Float64Array,
      ];
      let [distance, at] = [0, Number.NaN];
      for (const value of new Set(mergeSorted(a, b))) {
        const share = (of: Float64Array) => of.filter((one) => one <= value).length / of.length;
        const difference = Math.abs(share(a) - share(b));
        if (difference > distance) [distance, at] = [difference, value];
      }
      expect(kolmogorovSplit(a, b)).toEqual({ distance, at });
    }
  }
});

// Kolmogorov's series in 80 digits by mpmath 1.4.1: λ and log P.
test.each([
  [0.3, -9.305844633804485e-6],
  [0.8, -0.6085442804041838],
  [1, -1.3093345359942996],
  [1.17, -2.044923853619714],
  [1.19, -2.1392570014781143],
  [1.5, -3.8068541904000806],
  [3, -17.306852819440056],
  [30, -1799.30685281944],
])('log P at λ = %d', (lambda, expected) => {
  expectClose(logKolmogorovTail(lambda / 100, 20000, 20000), expected, 1e-10);
  expectClose(logKolmogorovTail(lambda / 60, 10000, 5625), expected, 1e-10);
});

test('errs to the careful side for samples that are alike', () => {
  const random = new Random(3);
  let rejected = 0;
  for (let i = 0; i < 1000; i++) {
    const draw = (n: number) => Float64Array.from({ length: n }, () => random.normal()).sort();
    if (logKolmogorovTail(kolmogorovDistance(draw(200), draw(100)), 200, 100) < Math.log(0.05)) rejected++;
  }
  expect(rejected).toBeGreaterThan(20);
  expect(rejected).toBeLessThan(60);
  expect(logKolmogorovTail(0, 10, 10)).toBeCloseTo(0, 300);
});
