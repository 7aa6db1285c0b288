import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aucFromScores, undirected } from '../../src/stats/auc.ts';
import { rocCurve } from '../../src/stats/roc.ts';

const area = (points: readonly (readonly [number, number])[]) =>
  points.slice(1).reduce((sum, [x, y], i) => sum + ((x - points[i]![0]) * (y + points[i]![1])) / 2, 0);

test('runs from (0, 0) to (1, 1) and encloses the AUC', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: -5, max: 5 }), fc.constantFrom(0, 1)), { minLength: 2, maxLength: 40 }),
      (rows) => {
        const [scores, labels] = [Float64Array.from(rows, ([score]) => score), rows.map(([, label]) => label)];
        const curve = rocCurve(scores, labels, 200);
        if (new Set(labels).size < 2) {
          expect(curve).toBeUndefined();
          return;
        }
        expect(curve!.points[0]).toEqual([0, 0]);
        expect(curve!.points.at(-1)).toEqual([1, 1]);
        expect(curve!.auc).toBeCloseTo(undirected(aucFromScores(scores, labels)), 10);
        expect(area(curve!.points)).toBeCloseTo(curve!.auc, 10);
      },
    ),
  );
});

test('many thresholds are thinned, and rows without label or score take no part', () => {
  const scores = Float64Array.from({ length: 5000 }, (_, i) => (i === 7 ? Number.NaN : i));
  const labels = Array.from({ length: 5000 }, (_, i) => (i === 9 ? -1 : Number(i % 3 === 0 || i > 4000)));
  const curve = rocCurve(scores, labels, 60)!;
  expect(curve.points.length).toBeLessThanOrEqual(60);
  expect(curve.points.length).toBeGreaterThan(40);
  expect(area(curve.points)).toBeCloseTo(curve.auc, 2);
});
