import fc from 'fast-check';
import { expect, test } from 'vitest';
import { kendall } from '../../src/stats/kendall.ts';
import { type Grid, kendallBounds } from '../../src/stats/kendall-bounds.ts';

function gridOf(x: readonly number[], y: readonly number[], width: number): Grid {
  const bins = (values: readonly number[]) => {
    const codes = values.map((value) => Math.floor(value / width));
    const count = Math.max(...codes) + 1;
    const single = Array.from({ length: count }, (_, bin) =>
      Number(new Set(values.filter((_, i) => codes[i] === bin)).size <= 1),
    );
    return { codes, count, single };
  };
  const [a, b] = [bins(x), bins(y)];
  const counts = new Float64Array(a.count * b.count);
  a.codes.forEach((code, i) => {
    counts[code * b.count + b.codes[i]!]!++;
  });
  return { counts, xBins: a.count, yBins: b.count, xSingle: a.single, ySingle: b.single };
}

test("Kendall's τ lies within the bounds of any grid, and is known when every bin holds one value", () => {
  const column = (length: number) => fc.array(fc.nat(12), { minLength: length, maxLength: length });
  const columns = fc.integer({ min: 2, max: 40 }).chain((n) => fc.tuple(column(n), column(n)));
  fc.assert(
    fc.property(columns, fc.integer({ min: 1, max: 5 }), ([x, y], width) => {
      const { tau } = kendall(Float64Array.from(x), Float64Array.from(y));
      fc.pre(!Number.isNaN(tau));
      const { lower, upper } = kendallBounds(gridOf(x, y, width));
      expect(lower).toBeLessThanOrEqual(tau + 1e-12);
      expect(upper).toBeGreaterThanOrEqual(tau - 1e-12);
      const exact = kendallBounds(gridOf(x, y, 1));
      expect(exact.lower).toBeCloseTo(tau, 12);
      expect(exact.upper).toBeCloseTo(tau, 12);
    }),
  );
});

test('narrow bins leave little doubt', () => {
  const values = Array.from({ length: 2000 }, (_, i) => i);
  const { lower, upper } = kendallBounds(gridOf(values, values, 8));
  expect(upper).toBe(1);
  expect(lower).toBeGreaterThan(0.99);
});

test('no pair, no bounds', () => {
  expect(kendallBounds({ counts: [1], xBins: 1, yBins: 1, xSingle: [1], ySingle: [1] }).lower).toBeNaN();
  expect(kendallBounds({ counts: [5], xBins: 1, yBins: 1, xSingle: [1], ySingle: [1] }).lower).toBeNaN();
});
