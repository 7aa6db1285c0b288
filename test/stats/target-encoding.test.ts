import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aucFromCounts } from '../../src/stats/auc.ts';
import { Random } from '../../src/stats/random.ts';
import { outOfFoldAuc, outOfFoldAucOfCells, outOfFoldRSquared } from '../../src/stats/target-encoding.ts';
import { expectClose } from './expect-close.ts';

interface Row {
  group: number;
  fold: number;
  y: number;
}

const GROUPS = 6;
const FOLDS = 3;
const binaryRows = fc.array(
  fc.record({ group: fc.nat(GROUPS - 1), fold: fc.nat(FOLDS - 1), y: fc.integer({ min: 0, max: 1 }) }),
  { minLength: 12, maxLength: 80 },
);

function encode(rows: readonly Row[], { group, fold }: Row, smoothing: number): number {
  const others = rows.filter((row) => row.fold !== fold);
  const prior = others.reduce((sum, row) => sum + row.y, 0) / others.length;
  const peers = others.filter((row) => row.group === group);
  return peers.length === 0
    ? prior
    : (peers.reduce((sum, row) => sum + row.y, 0) + smoothing * prior) / (peers.length + smoothing);
}

function cells(rows: readonly Row[], value: (row: Row) => number): Float64Array {
  const sums = new Float64Array(GROUPS * FOLDS);
  for (const row of rows) sums[row.group * FOLDS + row.fold]! += value(row);
  return sums;
}

test('the AUC from counts is that of rows encoded one by one and compared within folds', () => {
  fc.assert(
    fc.property(binaryRows, fc.constantFrom(0, 1, 10), (rows, smoothing) => {
      fc.pre([0, 1, 2].every((fold) => rows.some((row) => row.fold === fold)));
      let wins = 0;
      let pairs = 0;
      const scores = rows.map((row) => encode(rows, row, smoothing));
      rows.forEach((p, i) => {
        rows.forEach((n, j) => {
          if (p.y !== 1 || n.y !== 0 || p.fold !== n.fold) return;
          pairs++;
          wins += Math.abs(scores[i]! - scores[j]!) < 1e-12 ? 0.5 : scores[i]! > scores[j]! ? 1 : 0;
        });
      });
      fc.pre(pairs > 0);
      const counts = { positives: cells(rows, (row) => row.y), negatives: cells(rows, (row) => 1 - row.y) };
      expectClose(outOfFoldAuc(counts, FOLDS, smoothing), wins / pairs);
    }),
  );
});

test('equal encodings of groups of different sizes tie in spite of rounding', () => {
  // In both folds each group has the rate 1/3 of all rows, so every encoding equals the prior.
  const groups = [3, 6, 9, 21, 33, 300];
  const positives = groups.flatMap((size) => [size / 3, size / 3]);
  const negatives = groups.flatMap((size) => [(2 * size) / 3, (2 * size) / 3]);
  for (const smoothing of [0, 1, 7, 10]) expect(outOfFoldAuc({ positives, negatives }, 2, smoothing)).toBe(0.5);
});

test('cells of equal encodings may be added up', () => {
  fc.assert(
    fc.property(binaryRows, (rows) => {
      fc.pre([0, 1, 2].every((fold) => rows.some((row) => row.fold === fold)));
      const counts = { positives: cells(rows, (row) => row.y), negatives: cells(rows, (row) => 1 - row.y) };
      const merged = new Map<string, number[]>();
      for (const { group, fold, y } of rows) {
        const others = rows.filter((row) => row.group === group && row.fold !== fold);
        const positives = others.filter((row) => row.y === 1).length;
        const key = [fold, others.length, positives].join();
        const cell = merged.get(key) ?? [fold, others.length, positives, 0, 0];
        cell[y ? 3 : 4]!++;
        merged.set(key, cell);
      }
      const column = (i: number) => [...merged.values()].map((cell) => cell[i]!);
      const foldCells = {
        fold: column(0),
        otherRows: column(1),
        otherPositives: column(2),
        positives: column(3),
        negatives: column(4),
      };
      const auc = outOfFoldAuc(counts, FOLDS);
      if (Number.isNaN(auc)) expect(outOfFoldAucOfCells(foldCells, FOLDS)).toBeNaN();
      else expectClose(outOfFoldAucOfCells(foldCells, FOLDS), auc);
    }),
  );
});

test('a leak through the middle of the values is seen, which the rank AUC misses', () => {
  const positives = [0, 0, 100, 100, 0, 0].flatMap((count) => [count, count]);
  const negatives = [50, 50, 0, 0, 50, 50].flatMap((count) => [count, count]);
  expect(aucFromCounts({ positives, negatives })).toBe(0.5);
  expect(outOfFoldAuc({ positives, negatives }, 2)).toBe(1);
});

test('a useless column of many categories, or of one a row, gives one half', () => {
  const random = new Random(7);
  for (const groups of [300, 5000]) {
    const counts = { positives: new Float64Array(groups * 5), negatives: new Float64Array(groups * 5) };
    for (let row = 0; row < 5000; row++) {
      const group = groups === 5000 ? row : random.integer(groups);
      counts[random.uniform() < 0.2 ? 'positives' : 'negatives'][group * 5 + random.integer(5)]!++;
    }
    expect(Math.abs(outOfFoldAuc(counts, 5) - 0.5)).toBeLessThan(groups === 5000 ? 1e-12 : 0.03);
  }
});

test('R² from sums is that of rows encoded one by one', () => {
  fc.assert(
    fc.property(
      binaryRows,
      fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 80, maxLength: 80 }),
      (rows, noise) => {
        fc.pre([0, 1, 2].every((fold) => rows.some((row) => row.fold === fold)));
        const real = rows.map((row, i) => ({ ...row, y: row.group + noise[i]! }));
        const mean = real.reduce((sum, row) => sum + row.y, 0) / real.length;
        const sse = real.reduce((sum, row) => sum + (row.y - encode(real, row, 10)) ** 2, 0);
        const sst = real.reduce((sum, row) => sum + (row.y - mean) ** 2, 0);
        fc.pre(sst > 1e-3);
        const sums = { rows: cells(real, () => 1), sums: cells(real, (row) => row.y), squares: cells(real, (row) => row.y ** 2) };
        expect(outOfFoldRSquared(sums, FOLDS)).toBeCloseTo(1 - sse / sst, 8);
      },
    ),
  );
});
