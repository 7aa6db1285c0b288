import rule from '../../../rules/target/pure-category.ts';
import { Random } from '../../../src/stats/random.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const ROWS = 600;
const labels = (seed: number) => {
  const random = new Random(seed);
  return Array.from({ length: ROWS }, () => Number(random.uniform() < 0.3));
};
const y = labels(1);
const tested = labels(2);
const column = <T extends string | number | null>(
  of: readonly number[],
  seed: number,
  value: (random: Random, y: number) => T,
) => {
  const random = new Random(seed);
  return of.map((label) => value(random, label));
};
const channel = (random: Random) => ['phone', 'letter', 'branch'][random.integer(3)]!;
/** A code that exists only after the outcome, for a third of the positives. */
const lateCode = (random: Random, label: number) => (label && random.uniform() < 0.33 ? 'collection' : channel(random));
const honest = { a: column(y, 3, (random) => random.normal()), b: column(y, 4, channel) };
const heldOut = { a: column(tested, 5, (random) => random.normal()), b: column(tested, 6, channel) };
const binary = { target: 'y', task: 'binary' } as const;

ruleTester(rule, {
  clean: [
    { name: 'codes at random', train: { ...honest, code: column(y, 7, channel), y }, ...binary },
    {
      name: 'a graded predictor whose top ends pure',
      train: { ...honest, score: column(y, 8, (random, label) => random.normal() + 2.2 * label), y },
      ...binary,
    },
    {
      name: 'a column that tells the target as a whole',
      train: { ...honest, answer: column(y, 9, (_, label) => `code ${label}`), y },
      ...binary,
    },
    {
      name: 'held-out rows refute it',
      train: { ...honest, code: column(y, 10, lateCode), y },
      test: {
        ...heldOut,
        code: column(tested, 11, (random) => (random.uniform() < 0.1 ? 'collection' : channel(random))),
        y: tested,
      },
      ...binary,
    },
    {
      name: 'declared as known before',
      train: { ...honest, code: column(y, 10, lateCode), y },
      ...binary,
      features: { code: { available: 'before' } },
    },
    {
      name: 'filled for one class only: left to target/missingness',
      train: {
        ...honest,
        score: column(y, 12, (random, label) => (label && random.uniform() < 0.6 ? random.integer(3) : null)),
        y,
      },
      ...binary,
    },
    {
      name: 'the class of nearly all rows',
      train: {
        ...honest,
        kind: column(y, 13, (random) => (random.integer(2) ? 'payment' : 'transfer')),
        y: y.map((label, i) => label * Number(i % 20 === 0)),
      },
      ...binary,
    },
    {
      name: 'constants, nulls and big numbers',
      train: {
        c: y.map(() => 1),
        n: { type: 'DOUBLE', values: y.map(() => null) },
        big: y.map((_, i) => 2n ** 62n + BigInt(i)),
        y,
      },
      ...binary,
    },
  ],
  findings: [
    {
      name: 'a code written after the outcome, borne out in test',
      train: { ...honest, code: column(y, 10, lateCode), y },
      test: { ...heldOut, code: column(tested, 14, lateCode), y: tested },
      ...binary,
      expect: [
        {
          messageId: 'pure',
          severity: 'warn',
          columns: ['code'],
          evidence: { values: 1, purity: 1, heldOutPurity: 1, ranges: false },
        },
      ],
    },
    {
      name: 'a number of its own among many',
      train: {
        ...honest,
        days: column(y, 15, (random, label) => (label && random.uniform() < 0.4 ? -1 : random.integer(1000))),
        y,
      },
      ...binary,
      expect: [{ messageId: 'pure', columns: ['days'], evidence: { ranges: true } }],
    },
    {
      name: 'the code is absent from serving',
      train: { ...honest, code: column(y, 10, lateCode), y },
      serving: { ...heldOut, code: column(tested, 16, channel) },
      ...binary,
      expect: [{ messageId: 'late', severity: 'error', columns: ['code'], evidence: { servingRows: 0 } }],
    },
    {
      name: 'one of three classes',
      train: { ...honest, code: column(y, 17, lateCode), y: y.map((label, i) => (label ? 'lost' : `open ${i % 2}`)) },
      target: 'y',
      task: 'multiclass',
      expect: [{ messageId: 'pure', columns: ['code'] }],
    },
    {
      name: 'many columns with pure values',
      train: Object.fromEntries([...[20, 21, 22, 23, 24].map((seed) => [`c${seed}`, column(y, seed, lateCode)]), ['y', y]]),
      ...binary,
      expect: [{ messageId: 'many', severity: 'info' }],
    },
  ],
  skipped: [
    { name: 'no target', train: honest, because: 'needs `target`' },
    {
      name: 'a quantity',
      train: { ...honest, y: column(y, 18, (random) => random.normal()) },
      target: 'y',
      task: 'regression',
      because: 'classes',
    },
    { name: 'one class', train: { ...honest, y: y.map(() => 1) }, ...binary, because: 'two classes' },
  ],
  underpowered: [
    { name: 'a handful of rows', train: { a: ['u', 'v', 'u', 'v'], y: [0, 1, 0, 1] }, ...binary, because: '4 rows' },
  ],
});
