import { expect, test } from 'vitest';
import { Random } from '../../src/stats/random.ts';
import { logNearTruth, placesOf, RANK_SCORES, rankDistance, rankResidual } from '../../src/stats/rank-scores.ts';

const [overN, percent] = RANK_SCORES as unknown as [(typeof RANK_SCORES)[number], (typeof RANK_SCORES)[number]];

test('scores of ranks, with each rule for ties', () => {
  const counts = [1, 2, 3, 1];
  const places = placesOf(counts);
  expect(rankResidual([0.1, 2.5 / 7, 5 / 7, 0.9], places, 'average', overN)).toBeCloseTo(0, 15);
  expect(rankResidual([0, 1 / 6, 3 / 6, 1], places, 'least', percent)).toBeCloseTo(0, 15);
  expect(rankResidual([0, 3 / 7, 6 / 7, 1], places, 'greatest', overN)).toBeCloseTo(0, 15);
  expect(rankResidual([0, 0.2, 3 / 6, 1], places, 'least', percent)).toBeCloseTo(0.2 - 1 / 6, 15);
});

test('values that the set lacks are not asked for', () => {
  expect(rankResidual([0.1, 0.7, 2 / 3, 0.9], placesOf([1, 0, 1, 1]), 'average', overN)).toBeCloseTo(0, 15);
});

test('the distance from the distribution function ignores how ties are ranked', () => {
  const places = placesOf([1, 2, 3, 1]);
  expect(rankDistance((i) => [0, 2 / 7, 5 / 7, 1][i]!, places)).toBe(0);
  expect(rankDistance((i) => [0, 0.1, 5 / 7, 1][i]!, places)).toBeCloseTo(1 / 7 - 0.1, 15);
});

test('how seldom a sample lies as near to its truth', () => {
  const random = new Random(3);
  const n = 100;
  const near = Array.from({ length: 4000 }, () => {
    const values = Float64Array.from({ length: n }, () => random.uniform()).sort();
    return values.reduce((most, value, i) => Math.max(most, (i + 1) / n - value, value - i / n), 0);
  }).filter((distance) => distance <= 0.06).length;
  expect(Math.exp(logNearTruth(0.06, n)) / (near / 4000)).toBeCloseTo(1, 0.7);
  expect(logNearTruth(0.001, n)).toBeLessThan(-100);
});
