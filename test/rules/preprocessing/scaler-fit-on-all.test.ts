import rule from '../../../rules/preprocessing/scaler-fit-on-all.ts';
import { Random } from '../../../src/stats/random.ts';
import {
  asColumns,
  deviation,
  drawnParts,
  mean,
  minMax,
  type Numbers,
  robust,
  rounded,
  standard,
  type Transformer,
  together,
  transform,
  withGaps,
} from '../../support/pre-process.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const [train, validation, test] = drawnParts(1, [300, 90, 110]);
const split = (a: Numbers, b: Numbers, digits?: number) => {
  const [first, second] = digits === undefined ? [a, b] : [rounded(a, digits), rounded(b, digits)];
  return { train: asColumns(first), test: asColumns(second) };
};
const scaled = (transformer: Transformer, fittedOn: Numbers, digits?: number) =>
  split(transform(train, fittedOn, transformer), transform(test, fittedOn, transformer), digits);
const all = together(train, test);
const names = Object.keys(train);

const sampleStandard: Transformer = (values) => (value) => (value - mean(values)) / deviation(values, 1);
const unitLength: Transformer = (values) => (value) => (value - mean(values)) / (deviation(values) * Math.sqrt(values.length));
const single: Transformer = (values) => {
  const apply = standard(values);
  return (value) => Math.fround(apply(value));
};
const significant: Transformer = (values) => {
  const apply = standard(values);
  return (value) => Number(apply(value).toPrecision(6));
};
const toSigned: Transformer = (values) => {
  const apply = minMax(values);
  return (value) => 2 * apply(value) - 1;
};
const clipped: Transformer = (values) => {
  const apply = minMax(values);
  return (value) => Math.min(1, Math.max(0, apply(value)));
};
const ranked: Transformer = (values) => {
  const sorted = Float64Array.from(values).sort();
  return (value) => sorted.findLastIndex((other) => other <= value) / (sorted.length - 1);
};

const drawn = (seed: number, rows: number, value: (random: Random) => number) => {
  const random = new Random(seed);
  return Array.from({ length: rows }, () => value(random));
};
const counts = (seed: number, rows: number): Numbers => ({
  a: drawn(seed, rows, (random) => random.integer(61)),
  b: drawn(seed + 1, rows, (random) => random.integer(44) + random.integer(44)),
  c: drawn(seed + 2, rows, (random) => 10 * random.integer(37)),
  d: drawn(seed + 3, rows, (random) => random.integer(23) * 3),
  e: drawn(seed + 4, rows, (random) => Math.round(100 + 15 * random.normal())),
});
/** Numbers that resemble scaled ones by nature. */
const alike = (seed: number, rows: number): Numbers => ({
  normal: drawn(seed, rows, (random) => random.normal()),
  coarse: drawn(seed + 1, rows, (random) => Math.round(10 * random.normal()) / 10),
  share: drawn(seed + 2, rows, (random) => {
    const of = 1 + random.integer(12);
    return random.integer(of + 1) / of;
  }),
  percent: drawn(seed + 3, rows, (random) => random.integer(101) / 100),
  pixels: drawn(seed + 4, rows, (random) => random.integer(17) / 16),
  signs: drawn(seed + 5, rows, (random) => 2 * random.integer(2) - 1),
  uniform: drawn(seed + 6, rows, (random) => random.uniform()),
  saturated: drawn(seed + 7, rows, (random) => Math.min(1, 1.2 * random.uniform())),
  turned: drawn(seed + 8, rows, (random) => Math.sin((2 * Math.PI * random.integer(24)) / 24)),
});
const odd = (rows: number) => ({
  constant: { type: 'DOUBLE' as const, values: Array.from({ length: rows }, () => 0) },
  empty: { type: 'DOUBLE' as const, values: Array.from({ length: rows }, () => null) },
  endless: {
    type: 'DOUBLE' as const,
    values: drawn(7, rows, (random) => [Number.NaN, Infinity, -Infinity, random.normal()][random.integer(4)]!),
  },
  big: {
    type: 'BIGINT' as const,
    values: drawn(8, rows, (random) => random.integer(1e6)).map((n) => 9007199254740993n + BigInt(n)),
  },
  exact: { type: 'DECIMAL(38,10)' as const, values: drawn(9, rows, (random) => random.integer(1e6) / 1e4) },
});
const validated = (fittedOn: Numbers) => ({
  train: asColumns(transform(train, fittedOn, standard)),
  validation: asColumns(transform(validation, fittedOn, standard)),
  test: asColumns(transform(test, fittedOn, standard)),
});
const gappy = (rows: Numbers, fittedOn: Numbers, seed: number) =>
  Object.fromEntries(
    Object.entries(transform(withGaps(rows, 0.1, seed), withGaps(fittedOn, 0.1, seed), standard)).map(([name, values]) => [
      name,
      values.map((value) => (Number.isNaN(value) ? 0 : value)),
    ]),
  );
const gappyAll = gappy(all, all, 5);

ruleTester(rule, {
  clean: [
    { name: 'columns that were never scaled', ...split(train, test), evidence: { columnsTested: 4, scaledOnFit: 0 } },
    { name: 'columns that resemble scaled ones', train: asColumns(alike(20, 400)), test: asColumns(alike(40, 100)) },
    { name: 'odd columns', train: odd(200), test: odd(60) },
    { name: 'standardised by train', ...scaled(standard, train), evidence: { scaledOnFit: 4 } },
    { name: 'standardised by train, at 3 decimals', ...scaled(standard, train, 3), evidence: { scaledOnFit: 4 } },
    { name: 'robust scaling by train', ...scaled(robust, train), evidence: { scaledOnFit: 4 } },
    { name: 'min–max scaling by train', ...scaled(minMax, train), evidence: { scaledOnBoth: 0 } },
    { name: 'a quantile transform of train', ...scaled(ranked, train) },
    {
      name: 'standardised by train and validation is innocent of test',
      ...validated(together(train, validation)),
      validation: asColumns(transform(validation, together(train, validation), standard)),
      options: { maxChance: 1e-300 },
    },
    {
      name: 'standardised at the source, before rows were dropped',
      ...split(
        transform(
          train,
          drawnParts(1, [300, 90, 110, 30]).reduce((a, b) => together(a, b)),
          standard,
        ),
        transform(test, all, standard),
      ),
    },
  ],
  findings: [
    {
      name: 'standardised by train and test',
      ...scaled(standard, all),
      expect: [
        { messageId: 'both', severity: 'warn', role: 'test', columns: names, evidence: { scaledOnBoth: 4, decimals: null } },
      ],
    },
    {
      name: 'standardised by both where it was declared otherwise',
      ...scaled(standard, all),
      preprocessing: { fitOn: 'train' },
      expect: [{ messageId: 'both', severity: 'error' }],
    },
    {
      name: 'some of the columns standardised by both',
      train: { ...asColumns(train), x1: asColumns(transform(train, all, standard)).x1! },
      test: { ...asColumns(test), x1: asColumns(transform(test, all, standard)).x1! },
      expect: [{ messageId: 'both', columns: ['x1'] }],
    },
    {
      name: 'the sample deviation',
      ...scaled(sampleStandard, all),
      expect: [{ messageId: 'both', columns: names, evidence: { method: 'mean 0 and sample standard deviation 1' } }],
    },
    {
      name: 'columns of length 1',
      ...scaled(unitLength, all),
      expect: [{ messageId: 'both', columns: names, evidence: { method: 'mean 0 and length 1' } }],
    },
    {
      name: 'standardised by both, at 3 decimals',
      ...scaled(standard, all, 3),
      expect: [{ messageId: 'both', evidence: { decimals: 3 } }],
    },
    {
      name: 'standardised by both, at 6 significant digits',
      ...scaled(significant, all),
      expect: [{ messageId: 'both', columns: names }],
    },
    { name: 'standardised by both, as 32-bit floats', ...scaled(single, all), expect: [{ messageId: 'both', columns: names }] },
    {
      name: 'standardised by both with gaps filled by 0 afterwards',
      ...split(
        Object.fromEntries(names.map((name) => [name, gappyAll[name]!.slice(0, 300)])),
        Object.fromEntries(names.map((name) => [name, gappyAll[name]!.slice(300)])),
      ),
      expect: [
        { messageId: 'both', columns: names, evidence: { method: 'mean 0 and standard deviation 1 but for zeros in gaps' } },
      ],
    },
    {
      name: 'gaps left as they are',
      train: asColumns(transform(withGaps(train, 0.1, 1), together(withGaps(train, 0.1, 1), withGaps(test, 0.1, 2)), standard)),
      test: asColumns(transform(withGaps(test, 0.1, 2), together(withGaps(train, 0.1, 1), withGaps(test, 0.1, 2)), standard)),
      expect: [{ messageId: 'both', columns: names }],
    },
    { name: 'robust scaling by both', ...scaled(robust, all), expect: [{ messageId: 'both', columns: names }] },
    {
      name: 'robust scaling of whole numbers by both',
      ...split(
        transform(counts(60, 300), together(counts(60, 300), counts(80, 110)), robust),
        transform(counts(80, 110), together(counts(60, 300), counts(80, 110)), robust),
      ),
      expect: [{ messageId: 'both' }],
    },
    {
      name: 'min–max scaling by both',
      ...scaled(minMax, all),
      expect: [{ messageId: 'both', evidence: { method: 'a range of 0 to 1' } }],
    },
    { name: 'scaling to −1 … 1 by both', ...scaled(toSigned, all), expect: [{ messageId: 'both' }] },
    {
      name: 'a quantile transform of both, train holding both ends of x3 alone',
      ...scaled(ranked, all),
      expect: [{ messageId: 'both', columns: ['x0', 'x1', 'x2'], evidence: { undecided: 1 } }],
    },
    {
      name: 'each table scaled by itself',
      ...split(transform(train, train, standard), transform(test, test, standard)),
      expect: [{ messageId: 'apart', severity: 'warn', columns: names }],
    },
    {
      name: 'fitted on train and validation: validation is touched, test is not',
      ...validated(together(train, validation)),
      expect: [{ messageId: 'both', role: 'validation', columns: names }],
    },
    {
      name: 'fitted on train, validation and test',
      ...validated(together(train, validation, test)),
      expect: [{ messageId: 'both', role: 'test', columns: names }],
    },
  ],
  underpowered: [
    {
      name: 'one column at 3 decimals',
      train: { ...asColumns(train), x0: asColumns(rounded(transform(train, all, standard), 3)).x0! },
      test: { ...asColumns(test), x0: asColumns(rounded(transform(test, all, standard), 3)).x0! },
      because: /at 3 decimals train alone and train with test .*would be enough/,
    },
    { name: 'bounds that both tables reach', ...scaled(clipped, train), because: 'alike over train alone' },
  ],
  skipped: [
    { name: 'no numbers', train: { a: ['p', 'q'] }, test: { a: ['p', 'q'] }, because: 'needs a numeric column' },
    { name: 'no held-out data', train: asColumns(train), because: 'needs validation or test data' },
  ],
});
