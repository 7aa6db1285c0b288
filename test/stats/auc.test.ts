import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aucFromCounts, aucFromScores, aucOfBothTails, macroOneVsRest, undirected } from '../../src/stats/auc.ts';
import { expectClose } from './expect-close.ts';

const rows = fc.array(fc.record({ score: fc.integer({ min: -5, max: 5 }), label: fc.integer({ min: 0, max: 1 }) }), {
  minLength: 2,
  maxLength: 60,
});

test('the rating example of Hanley & McNeil 1982 has area 0.893', () => {
  expect(aucFromCounts({ positives: [3, 2, 2, 11, 33], negatives: [33, 6, 6, 11, 2] })).toBeCloseTo(0.8931711, 7);
});

test('extremes and ties', () => {
  expect(aucFromCounts({ positives: [0, 4], negatives: [3, 0] })).toBe(1);
  expect(aucFromCounts({ positives: [4, 0], negatives: [0, 3] })).toBe(0);
  expect(aucFromCounts({ positives: [4], negatives: [3] })).toBe(0.5);
  expect(aucFromCounts({ positives: [4], negatives: [0] })).toBeNaN();
  expect(undirected(0.1)).toBe(0.9);
});

test('scores and counts agree with all pairs counted one by one', () => {
  fc.assert(
    fc.property(rows, (sample) => {
      const scores = Float64Array.from(sample, (row) => row.score);
      const labels = Uint8Array.from(sample, (row) => row.label);
      let wins = 0;
      let pairs = 0;
      for (const p of sample.filter((row) => row.label === 1)) {
        for (const n of sample.filter((row) => row.label === 0)) {
          pairs++;
          wins += p.score > n.score ? 1 : p.score === n.score ? 0.5 : 0;
        }
      }
      const counts = { positives: new Float64Array(11), negatives: new Float64Array(11) };
      for (const row of sample) counts[row.label === 1 ? 'positives' : 'negatives'][row.score + 5]!++;
      const expected = wins / pairs;
      expect(aucFromScores(scores, labels)).toEqual(expected);
      expect(aucFromCounts(counts)).toEqual(expected);
    }),
  );
});

test('both tails: a class at the two ends is told apart although the plain AUC says nothing', () => {
  const counts = { positives: [10, 0, 0, 0, 10], negatives: [0, 5, 5, 5, 0] };
  expect(aucFromCounts(counts)).toBe(0.5);
  expect(aucOfBothTails(counts)).toBe(1);
  expect(aucOfBothTails({ positives: counts.negatives, negatives: counts.positives })).toBe(0);
  expect(aucOfBothTails({ positives: [1, 1], negatives: [1, 1] })).toBe(0.5);
});

test('macro one against the rest is the mean of the classes', () => {
  const classes = [
    [5, 0, 0],
    [0, 5, 0],
    [0, 0, 5],
  ];
  expectClose(macroOneVsRest(classes, aucFromCounts), (0 + 0.5 + 1) / 3);
  expectClose(
    macroOneVsRest(classes, (counts) => undirected(aucFromCounts(counts))),
    (1 + 0.5 + 1) / 3,
  );
});
