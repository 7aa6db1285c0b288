import { expect, test } from 'vitest';
import { interleaving } from '../../src/stats/interleaving.ts';
import { Random } from '../../src/stats/random.ts';

const range = (from: number, to: number, step = 1) =>
  Array.from({ length: Math.ceil((to - from) / step) }, (_, i) => from + i * step);

test('one after the other', () => {
  const { auc, runsZ } = interleaving(range(0, 100), range(100, 150));
  expect(auc).toBe(1);
  expect(runsZ).toBeLessThan(-8);
});

test('alternating', () => {
  const { auc, runsZ } = interleaving(range(0, 200, 2), range(1, 201, 2));
  expect(auc).toBeCloseTo(0.5, 1);
  expect(runsZ).toBeGreaterThan(8);
});

test('blocks', () => {
  const values = range(0, 400);
  const { runsZ } = interleaving(
    values.filter((i) => Math.floor(i / 20) % 4),
    values.filter((i) => !(Math.floor(i / 20) % 4)),
  );
  expect(runsZ).toBeLessThan(-8);
});

test('drawn at random, with and without ties: neither score strays', () => {
  const random = new Random(3);
  for (const levels of [12, 1e9]) {
    for (let round = 0; round < 50; round++) {
      const draw = (n: number) => Float64Array.from({ length: n }, () => random.integer(levels)).sort();
      const { aucZ, runsZ } = interleaving(draw(300), draw(100));
      expect(Math.abs(aucZ)).toBeLessThan(4.5);
      if (levels > 100) expect(Math.abs(runsZ)).toBeLessThan(4.5);
      else expect(runsZ).toBeNaN();
    }
  }
});

test('one inside the other: the values that both have make no runs', () => {
  const random = new Random(4);
  const all = Float64Array.from({ length: 1000 }, () => random.uniform()).sort();
  expect(
    interleaving(
      all,
      all.filter(() => random.integer(4) === 0),
    ).runsZ,
  ).toBeNaN();
});

test('nothing to tell', () => {
  expect(interleaving([1], []).auc).toBeNaN();
});
