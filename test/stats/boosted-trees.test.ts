import { expect, test } from 'vitest';
import { aucFromScores } from '../../src/stats/auc.ts';
import { fitBoostedTrees } from '../../src/stats/boosted-trees.ts';
import { quantileBins } from '../../src/stats/quantile-bins.ts';
import { Random } from '../../src/stats/random.ts';

function draw(n: number, random: Random): Float64Array {
  return Float64Array.from({ length: n }, () => random.normal());
}

test('learns a band in one column and leaves noise alone', () => {
  const random = new Random(1);
  const [signal, noise] = [draw(2000, random), draw(2000, random)];
  const labels = Uint8Array.from(signal, (value) => (Math.abs(value) < 0.5 ? 1 : 0));
  const columns = [quantileBins(noise, 32), quantileBins(signal, 32)];
  const model = fitBoostedTrees(columns, labels);
  expect(aucFromScores(model.predict(columns), labels)).toBeGreaterThan(0.98);
  expect(model.importance[1]).toBeGreaterThan(0.95);
  expect(model.importance[0]! + model.importance[1]!).toBeCloseTo(1, 12);
});

test('learns an exclusive or, which no column shows alone', () => {
  const random = new Random(2);
  const [a, b] = [draw(4000, random), draw(4000, random)];
  const labels = Uint8Array.from(a, (value, i) => (value > 0 === b[i]! > 0 ? 1 : 0));
  const columns = [quantileBins(a, 16), quantileBins(b, 16)];
  expect(aucFromScores(fitBoostedTrees(columns, labels).predict(columns), labels)).toBeGreaterThan(0.95);
});

test('one class only, or constant columns, give one score for all', () => {
  const column = Uint8Array.of(1, 2, 3, 4);
  expect(new Set(fitBoostedTrees([column], Uint8Array.of(1, 1, 1, 1)).predict([column])).size).toBe(1);
  const flat = fitBoostedTrees([new Uint8Array(4)], Uint8Array.of(0, 1, 0, 1));
  expect(new Set(flat.predict([new Uint8Array(4)])).size).toBe(1);
  expect([...flat.importance]).toEqual([0]);
});
