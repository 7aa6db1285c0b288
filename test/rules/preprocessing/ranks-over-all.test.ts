import rule from '../../../rules/preprocessing/ranks-over-all.ts';
import { normalQuantile } from '../../../src/stats/normal.ts';
import { Random } from '../../../src/stats/random.ts';
import {
  asColumns,
  drawnParts,
  type Numbers,
  rounded,
  type Transformer,
  together,
  transform,
} from '../../support/pre-process.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const tied = (rows: Numbers): Numbers => ({ ...rows, x0: rows.x0!.map(Math.round) });
const [train, validation, test] = drawnParts(3, [300, 90, 110], 3).map(tied) as [Numbers, Numbers, Numbers];
const all = together(train, test);
const names = Object.keys(train);
const split = (transformer: Transformer, fittedOn: Numbers, digits?: number) => {
  const parts = [train, test].map((rows) => transform(rows, fittedOn, transformer));
  const [a, b] = digits === undefined ? parts : parts.map((rows) => rounded(rows, digits));
  return { train: asColumns(a!), test: asColumns(b!) };
};

/** Rows below a value and those that equal it. */
const placesIn = (values: readonly number[]) => {
  const sorted = Float64Array.from(values).sort();
  const upTo = (cut: number, inclusive: boolean) => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (inclusive ? sorted[middle]! <= cut : sorted[middle]! < cut) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return (value: number) => ({ below: upTo(value, false), upTo: upTo(value, true), n: sorted.length });
};
const percentRank: Transformer = (values) => {
  const places = placesIn(values);
  return (value) => {
    const { below, upTo, n } = places(value);
    return (below + 1 + upTo) / 2 / n;
  };
};
const least: Transformer = (values) => {
  const places = placesIn(values);
  return (value) => places(value).below / (places(value).n - 1);
};
const greatest: Transformer = (values) => {
  const places = placesIn(values);
  return (value) => places(value).upTo / places(value).n;
};
const normal: Transformer = (values) => {
  const score = percentRank(values);
  return (value) => normalQuantile((score(value) * values.length - 3 / 8) / (values.length + 1 / 4));
};
/** As scikit-learn does it: kept quantiles, values between them interpolated from either side, the ends clipped. */
const quantiles =
  (kept: number): Transformer =>
  (values) => {
    const sorted = Float64Array.from(values).sort();
    const at = (share: number) => {
      const place = share * (sorted.length - 1);
      const below = Math.floor(place);
      return sorted[below]! + (place - below) * ((sorted[below + 1] ?? sorted[below]!) - sorted[below]!);
    };
    const knots = Array.from({ length: kept }, (_, i) => at(i / (kept - 1)));
    return (value) => {
      if (value <= knots[0]!) return 0;
      if (value >= knots.at(-1)!) return 1;
      const upper = knots.findIndex((knot) => knot > value);
      const lower = knots.findLastIndex((knot) => knot < value);
      const place = (from: number) => from + (value - knots[from]!) / (knots[from + 1]! - knots[from]!);
      return (place(upper - 1) + place(lower)) / 2 / (kept - 1);
    };
  };

const drawn = (seed: number, rows: number, value: (random: Random, row: number) => number) => {
  const random = new Random(seed);
  return Array.from({ length: rows }, (_, row) => value(random, row));
};
const alike = (seed: number, rows: number) =>
  asColumns({
    uniform: drawn(seed, rows, (random) => random.uniform()),
    milli: drawn(seed + 1, rows, (random) => random.integer(1001) / 1000),
    normal: drawn(seed + 2, rows, (random) => random.normal()),
    few: drawn(seed + 3, rows, (random) => random.integer(25) / 24),
    constant: drawn(seed, rows, () => 0.5),
    odd: drawn(seed + 4, rows, (random) => [Number.NaN, Infinity, random.uniform()][random.integer(3)]!),
  });
const inThree = (fittedOn: Numbers) => ({
  train: asColumns(transform(train, fittedOn, percentRank)),
  validation: asColumns(transform(validation, fittedOn, percentRank)),
  test: asColumns(transform(test, fittedOn, percentRank)),
});

const many = drawnParts(4, [2000, 60], 3);
const manyOfAll = many.map((rows) => transform(rows, together(...many), percentRank));

/** Numbers of the rows that were kept, from 0 to 1. */
const counted = (isKept: (i: number) => boolean, rows = 401) =>
  Array.from({ length: rows }, (_, i) => i / (rows - 1)).filter((_, i) => isKept(i));

ruleTester(rule, {
  clean: [
    { name: 'columns that were never ranked', train: asColumns(train), test: asColumns(test) },
    { name: 'columns that resemble ranks, at a round number of rows', train: alike(1, 750), test: alike(50, 250) },
    { name: 'percentages of train', ...split(percentRank, train), evidence: { rankedOnFit: 3 } },
    { name: 'a quantile transform of train', ...split(quantiles(300), train), evidence: { rankedOnFit: 3 } },
    { name: 'a quantile transform of train with few quantiles', ...split(quantiles(60), train), evidence: { rankedOnBoth: 0 } },
    { name: 'normal scores of train', ...split(normal, train), evidence: { rankedOnFit: 3 } },
  ],
  findings: [
    {
      name: 'percentages of both',
      ...split(percentRank, all),
      expect: [
        { messageId: 'both', severity: 'warn', columns: names, evidence: { rankedOnBoth: 3, fitRows: 300, heldOutRows: 110 } },
      ],
    },
    {
      name: 'percentages of both where it was declared otherwise',
      ...split(percentRank, all),
      preprocessing: { fitOn: 'train' },
      expect: [{ messageId: 'both', severity: 'error' }],
    },
    { name: 'PERCENT_RANK of both', ...split(least, all), expect: [{ messageId: 'both', columns: names }] },
    { name: 'CUME_DIST of both', ...split(greatest, all), expect: [{ messageId: 'both', columns: names }] },
    { name: 'normal scores of both', ...split(normal, all), expect: [{ messageId: 'both', columns: names }] },
    { name: 'a quantile transform of both', ...split(quantiles(410), all), expect: [{ messageId: 'both', columns: names }] },
    {
      name: 'percentages of both, at 3 decimals',
      ...split(percentRank, all, 3),
      expect: [{ messageId: 'both', columns: names }],
    },
    {
      name: 'each table ranked by itself',
      train: asColumns(transform(train, train, percentRank)),
      test: asColumns(transform(test, test, percentRank)),
      expect: [{ messageId: 'apart', columns: names }],
    },
    {
      name: 'ranked with validation',
      ...inThree(together(train, validation)),
      expect: [{ messageId: 'both', role: 'validation' }],
    },
    {
      name: 'ranked with validation and test',
      ...inThree(together(train, validation, test)),
      expect: [{ messageId: 'both', role: 'test' }],
    },
  ],
  underpowered: [
    {
      name: 'rows counted before the split, the count scaled over train',
      train: asColumns({ row: counted((i) => i % 4 !== 1) }),
      test: asColumns({ row: counted((i) => i % 4 === 1) }),
    },
    {
      name: 'the same of more rows than are read at once',
      train: asColumns({ row: counted((i) => i % 4 !== 1, 40_001) }),
      test: asColumns({ row: counted((i) => i % 4 === 1, 40_001) }),
    },
    {
      name: 'one decimal more would do',
      train: asColumns(rounded(manyOfAll[0]!, 2)),
      test: asColumns(rounded(manyOfAll[1]!, 2)),
      because: /at 2 decimals .*would be enough/,
    },
  ],
  skipped: [{ name: 'no numbers', train: { a: ['p'] }, test: { a: ['q'] }, because: 'needs a numeric column' }],
});
