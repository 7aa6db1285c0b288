import rule from '../../../rules/preprocessing/imputer-fit-on-all.ts';
import { Random } from '../../../src/stats/random.ts';
import type { Columns } from '../../../src/testing/memory-table.ts';
import {
  asColumns,
  drawnParts,
  fillGaps,
  mean,
  type Numbers,
  quantile,
  rounded,
  together,
  withGaps,
} from '../../support/pre-process.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const [train, validation, test] = drawnParts(11, [300, 90, 110]).map((rows, i) => withGaps(rows, 0.12, i + 1)) as [
  Numbers,
  Numbers,
  Numbers,
];
const all = together(train, test);
const names = Object.keys(train);
const median = (values: readonly number[]) => quantile(values, 0.5);
const split = (fill: (values: readonly number[]) => number, fittedOn: Numbers, digits?: number) => {
  const parts = [train, test].map((rows) => fillGaps(rows, fittedOn, fill));
  const [a, b] = digits === undefined ? parts : parts.map((rows) => rounded(rows, digits));
  return { train: asColumns(a!), test: asColumns(b!) };
};
const whole = (rows: Numbers): Numbers =>
  Object.fromEntries(
    Object.entries(rows).map(([name, values]) => [name, values.map((value) => Math.round(value * (name === 'x2' ? 1.3e5 : 1)))]),
  );
const wholeParts = (fittedOn: Numbers) => ({
  train: asColumns(fillGaps(whole(train), fittedOn, mean)),
  test: asColumns(fillGaps(whole(test), fittedOn, mean)),
});
const inThree = (fittedOn: Numbers) => ({
  train: asColumns(fillGaps(train, fittedOn, mean)),
  validation: asColumns(fillGaps(validation, fittedOn, mean)),
  test: asColumns(fillGaps(test, fittedOn, mean)),
});

const drawn = (seed: number, rows: number, value: (random: Random, row: number) => number) => {
  const random = new Random(seed);
  return Array.from({ length: rows }, (_, row) => value(random, row));
};
/** Columns with a value that is common by nature. */
const alike = (seed: number, rows: number): Columns => ({
  ...asColumns({
    fixed: drawn(seed, rows, (random) => (random.uniform() < 0.2 ? 0.25 : random.normal())),
    zero: drawn(seed + 1, rows, (random) => (random.uniform() < 0.5 ? 0 : random.normal())),
    floor: drawn(seed + 2, rows, (random) => Math.max(0, random.normal())),
    coarse: drawn(seed + 3, rows, (random) => Math.round(2 * random.normal())),
    signs: drawn(seed + 4, rows, (random) => (random.uniform() < 0.9 ? 0 : 2 * random.integer(2) - 1)),
    odd: drawn(seed + 5, rows, (random) => [Number.NaN, Infinity, -Infinity, 1.5, random.normal()][random.integer(5)]!),
    constant: drawn(seed, rows, () => 3),
  }),
  big: { type: 'BIGINT', values: drawn(seed, rows, (random) => random.integer(50)).map((n) => 9007199254740993n + BigInt(n)) },
});

/** Rows of several levels, whose gaps are filled with a value for each. */
const levels = ['p', 'q', 'r', 's'];
const grouped = (seed: number, rows: number) => {
  const random = new Random(seed);
  const level = Array.from({ length: rows }, () => random.integer(levels.length));
  return {
    level,
    x: level.map((at) => (random.uniform() < 0.15 ? Number.NaN : 10 * at + Math.round(30 * random.normal()) / 10)),
  };
};
const fillByLevel = (
  rows: ReturnType<typeof grouped>,
  fittedOn: readonly ReturnType<typeof grouped>[],
  fill: (values: readonly number[]) => number,
): Columns => {
  const fills = levels.map((_, at) =>
    fill(fittedOn.flatMap(({ level, x }) => x.filter((value, row) => level[row] === at && !Number.isNaN(value)))),
  );
  const x = rows.x.map((value, row) => (Number.isNaN(value) ? fills[rows.level[row]!]! : value));
  return { ...asColumns({ x }), level: rows.level.map((at) => levels[at]!) };
};
const [first, second] = [grouped(31, 400), grouped(32, 120)];

const [longTrain, longTest] = drawnParts(13, [300, 110], 10).map((rows, i) => withGaps(rows, 0.12, i + 5)) as [Numbers, Numbers];
const medians = (fittedOn: Numbers) => ({
  train: asColumns(fillGaps(longTrain, fittedOn, median)),
  test: asColumns(fillGaps(longTest, fittedOn, median)),
});

/** One column of amounts, an even number of them there: the median lies between two. */
const single = (seed: number, rows: number): Numbers => ({
  amount: drawn(seed, rows, (random, row) => (row % 8 === 0 ? Number.NaN : 1000 * random.uniform())),
});
const singles = (seed: number): readonly [Numbers, Numbers] => [single(seed, 400), single(seed + 1, 160)];
const singleMedian = ([fit, heldOut]: readonly [Numbers, Numbers], fittedOn: Numbers) => ({
  train: asColumns(fillGaps(fit, fittedOn, median)),
  test: asColumns(fillGaps(heldOut, fittedOn, median)),
});
/** The two values in the middle of all are of train, of test, and one of each. */
const [ofTrain, ofTest, ofEach] = [singles(61), singles(65), singles(79)];

ruleTester(rule, {
  clean: [
    { name: 'the median of train, of one column', ...singleMedian(ofTrain, ofTrain[0]), evidence: { filledOnBoth: 0 } },
    {
      name: 'the median of both, halfway between two values of train: those of train and other rows may be the same',
      ...singleMedian(ofTrain, together(...ofTrain)),
      evidence: { columnsTested: 1, filledOnBoth: 0 },
    },
    { name: 'gaps left as they are', train: asColumns(train), test: asColumns(test), evidence: { columnsTested: 0 } },
    { name: 'values that are common by nature', train: alike(50, 400), test: alike(70, 120) },
    { name: 'the mean of train', ...split(mean, train), evidence: { filledOnFit: 4 } },
    { name: 'the mean of train, at 3 decimals', ...split(mean, train, 3), evidence: { filledOnBoth: 0 } },
    { name: 'the medians of train', ...medians(longTrain), evidence: { filledOnBoth: 0 } },
    { name: 'the mean of train in whole numbers', ...wholeParts(whole(train)), evidence: { filledOnFit: 4 } },
    {
      name: 'the mean of train in each level',
      train: fillByLevel(first, [first], mean),
      test: fillByLevel(second, [first], mean),
      evidence: { filledOnFit: 1 },
    },
    {
      name: 'the mean of train before rows were dropped',
      ...split(mean, together(train, validation)),
      evidence: { filledOnBoth: 0 },
    },
  ],
  findings: [
    {
      name: 'the mean of both',
      ...split(mean, all),
      expect: [
        { messageId: 'both', severity: 'warn', columns: names, evidence: { filledOnBoth: 4, method: 'mean', decimals: null } },
      ],
    },
    {
      name: 'the mean of both where it was declared otherwise',
      ...split(mean, all),
      preprocessing: { fitOn: 'train' },
      expect: [{ messageId: 'both', severity: 'error' }],
    },
    {
      name: 'the median of both, of one column, halfway between two held-out values',
      ...singleMedian(ofTest, together(...ofTest)),
      expect: [{ messageId: 'both', severity: 'warn', columns: ['amount'], evidence: { method: 'median' } }],
    },
    {
      name: 'the median of both, of one column, halfway from a value of train to a held-out one',
      ...singleMedian(ofEach, together(...ofEach)),
      expect: [{ messageId: 'both', severity: 'warn', columns: ['amount'], evidence: { method: 'median' } }],
    },
    {
      name: 'the medians of both',
      ...medians(together(longTrain, longTest)),
      expect: [{ messageId: 'both', evidence: { method: 'median' } }],
    },
    { name: 'the mean of both in whole numbers', ...wholeParts(whole(all)), expect: [{ messageId: 'both', columns: names }] },
    {
      name: 'the mean of both, with gaps in train alone',
      train: asColumns(fillGaps(train, all, mean)),
      test: asColumns(test),
      expect: [{ messageId: 'both', columns: names }],
    },
    {
      name: 'the mean of both in each level',
      train: fillByLevel(first, [first, second], mean),
      test: fillByLevel(second, [first, second], mean),
      expect: [{ messageId: 'both', columns: ['x'], evidence: { method: 'mean of each level of level' } }],
    },
    {
      name: 'each table filled with its own mean',
      train: asColumns(fillGaps(train, train, mean)),
      test: asColumns(fillGaps(test, test, mean)),
      expect: [{ messageId: 'apart', columns: names }],
    },
    {
      name: 'filled with validation',
      ...inThree(together(train, validation)),
      expect: [{ messageId: 'both', role: 'validation' }],
    },
    {
      name: 'filled with validation and test',
      ...inThree(together(train, validation, test)),
      expect: [{ messageId: 'both', role: 'test' }],
    },
  ],
  underpowered: [
    {
      name: 'one column at 3 decimals',
      train: { ...asColumns(train), x0: asColumns(rounded(fillGaps(train, all, mean), 3)).x0! },
      test: { ...asColumns(test), x0: asColumns(rounded(fillGaps(test, all, mean), 3)).x0! },
      because: /at 3 decimals .*would be enough/,
    },
  ],
  skipped: [{ name: 'no numbers', train: { a: ['p'] }, test: { a: ['q'] }, because: 'needs a numeric column' }],
});
