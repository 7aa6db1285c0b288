import { describe, expect, test } from 'vitest';
import {
  type EncodingFamily,
  ROW_ENCODINGS,
  solveLinear,
  TARGET_ENCODINGS,
  type Totals,
} from '../../src/stats/encoding-families.ts';
import { type CodedLevels, fitEncoding } from '../../src/stats/fit-encoding.ts';
import { type FittingSet, fittedOn } from '../../src/stats/fitted-on.ts';
import { Random } from '../../src/stats/random.ts';

const LEVELS = 40;

/** 0/1 targets in levels of different size and rate, three quarters of the rows for fitting. */
function sums(seed: number) {
  const random = new Random(seed);
  const make = () => ({ rows: new Float64Array(LEVELS), sums: new Float64Array(LEVELS) });
  const [fit, heldOut] = [make(), make()];
  for (let level = 0; level < LEVELS; level++) {
    const rate = 0.1 + 0.8 * random.uniform();
    const rows = 10 + random.integer(200);
    for (let row = 0; row < rows; row++) {
      const side = random.uniform() < 0.75 ? fit : heldOut;
      side.rows[level]!++;
      side.sums[level]! += Number(random.uniform() < rate);
    }
  }
  const all = { rows: fit.rows.map((n, i) => n + heldOut.rows[i]!), sums: fit.sums.map((s, i) => s + heldOut.sums[i]!) };
  return { fit, heldOut, all };
}

const withinOf = ({ rows, sums: s }: { rows: Float64Array; sums: Float64Array }) =>
  rows.map((n, i) => (n ? s[i]! - s[i]! ** 2 / n : 0));

function totalsOf({ rows, sums: s }: { rows: Float64Array; sums: Float64Array }): Totals {
  const [n, sum] = [rows.reduce((a, b) => a + b, 0), s.reduce((a, b) => a + b, 0)];
  return { rows: n, sum, squares: sum - sum ** 2 / n };
}

function levelsOf(part: { rows: Float64Array; sums: Float64Array }, codes: Float64Array): CodedLevels {
  return { codes, ...part, within: withinOf(part), merged: false };
}

function encode(
  family: EncodingFamily,
  parameters: readonly number[],
  part: { rows: Float64Array; sums: Float64Array },
): Float64Array {
  const within = withinOf(part);
  return part.rows.map((rows, i) => family.predict(parameters, { rows, sum: part.sums[i]!, within: within[i]! }, totalsOf(part)));
}

const parametersOf: Record<string, readonly number[]> = {
  mean: [],
  'smoothed mean': [7.25, 0.4],
  'weight of evidence': [0.3, 1.7],
  'rescaled weight of evidence': [2, -1.5, 0.5],
  'rescaled mean': [0.45, 0.21, 12, 3],
  count: [],
  frequency: [],
  'rescaled count': [-1, 0.013],
};

describe('the formula and the rows of an encoder are found', () => {
  for (const [i, family] of [...TARGET_ENCODINGS, ...ROW_ENCODINGS].entries()) {
    const parameters = i === 3 ? [20, 10] : i === 4 ? [0.2, 0.9] : parametersOf[family.name]!;
    for (const truth of ['fit', 'all'] as const) {
      test(`${family.name} ${i}, fitted on ${truth}`, () => {
        const parts = sums(i + 1);
        const codes = encode(family, parameters, parts[truth]);
        const sets = (['fit', 'heldOut', 'all'] as const).map(
          (name): FittingSet<'fit' | 'heldOut' | 'all'> => ({
            name,
            levels: levelsOf(parts[name], codes),
            totals: totalsOf(parts[name]),
          }),
        );
        const found = fittedOn([family], sets, new Uint8Array(LEVELS).fill(1), 1e-7);
        expect(found?.set).toBe(truth);
        expect(found!.residual).toBeLessThan(1e-9);
        expect(found!.rivalResidual).toBeGreaterThan(1e-4);
      });
    }
  }
});

test('smoothing is recovered from rounded codes', () => {
  const { all } = sums(99);
  const [, additive] = TARGET_ENCODINGS;
  const codes = encode(additive!, [30, 0.5], all).map((code) => Math.round(code * 1000) / 1000);
  const fit = fitEncoding(additive!, levelsOf(all, codes), totalsOf(all), 0.00075);
  expect(fit.explained).toBe(1);
  expect(fit.parameters[0]).toBeGreaterThan(27);
  expect(fit.parameters[0]).toBeLessThan(33);
});

test('codes that have nothing to do with the rows are explained by no formula', () => {
  const parts = sums(5);
  const random = new Random(6);
  const codes = Float64Array.from({ length: LEVELS }, () => random.uniform());
  const sets = (['fit', 'all'] as const).map((name) => ({
    name,
    levels: levelsOf(parts[name], codes),
    totals: totalsOf(parts[name]),
  }));
  expect(fittedOn([...TARGET_ENCODINGS, ...ROW_ENCODINGS], sets, new Uint8Array(LEVELS).fill(1), 1e-6)).toBeUndefined();
});

test('levels of one code that were counted as one are told by the rows they share', () => {
  const totals = { rows: 1000, sum: 0, squares: 0 };
  const codes = Float64Array.from([3, 17, 41, 103]);
  const rows = Float64Array.from([60, 34, 41, 103]);
  const none = new Float64Array(4);
  const fit = fitEncoding(ROW_ENCODINGS[0]!, { codes, rows, sums: none, within: none, merged: true }, totals, 0.5);
  expect([...fit.multiples]).toEqual([20, 2, 1, 1]);
});

test('linear equations', () => {
  expect(
    solveLinear(
      [
        [2, 1],
        [1, 3],
      ],
      [5, 10],
    ),
  ).toEqual([1, 3]);
  expect(
    solveLinear(
      [
        [1, 2],
        [2, 4],
      ],
      [1, 2],
    ),
  ).toBeUndefined();
});
