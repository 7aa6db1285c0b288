import { expect, test } from 'vitest';
import { classifierAuc } from '../../src/stats/classifier-auc.ts';
import { quantileBins } from '../../src/stats/quantile-bins.ts';
import { Random } from '../../src/stats/random.ts';

/** Two samples of normal pairs; the second has the given mean of the first column and correlation. */
function samples(shift: number, correlation: number) {
  const random = new Random(6);
  const n = 6000;
  const labels = Uint8Array.from({ length: n }, () => random.integer(2));
  const a = Float64Array.from(labels, (label) => random.normal() + label * shift);
  const b = a.map(
    (value, i) => correlation * labels[i]! * value + Math.sqrt(1 - (correlation * labels[i]!) ** 2) * random.normal(),
  );
  const fold = Uint8Array.from(labels, () => random.integer(2));
  return { columns: [quantileBins(a, 32), quantileBins(b, 32)], labels, fold };
}

test('samples that are alike cannot be told apart', () => {
  const { columns, labels, fold } = samples(0, 0);
  expect(Math.abs(classifierAuc(columns, labels, fold).auc - 0.5)).toBeLessThan(0.03);
});

test('a shifted column is found and named', () => {
  const { columns, labels, fold } = samples(1, 0);
  const { auc, importance } = classifierAuc(columns, labels, fold);
  expect(auc).toBeGreaterThan(0.72);
  expect(importance[0]).toBeGreaterThan(0.8);
});

test('a changed correlation is found although each column alone is as before', () => {
  const { columns, labels, fold } = samples(0, 0.9);
  expect(classifierAuc(columns, labels, fold).auc).toBeGreaterThan(0.65);
});
