import rule from '../../../rules/drift/numeric.ts';
import { Random } from '../../../src/stats/random.ts';
import type { ColumnValues } from '../../../src/testing/memory-table.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const drawn = (seed: number, rows: number, value: (random: Random, row: number) => number | null): ColumnValues => {
  const random = new Random(seed);
  return { type: 'DOUBLE', values: Array.from({ length: rows }, (_, row) => value(random, row)) };
};
const honest = (seed: number, rows: number) => ({
  normal: drawn(seed, rows, (random) => random.normal()),
  skewed: drawn(seed + 1, rows, (random) => Math.exp(2 * random.normal())),
  counted: drawn(seed + 2, rows, (random) => random.integer(4)),
  holes: drawn(seed + 3, rows, (random) => (random.uniform() < 0.3 ? null : random.uniform())),
  odd: drawn(
    seed + 4,
    rows,
    (random) => [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 1][random.integer(5)]!,
  ),
  constant: drawn(seed, rows, () => 7),
  empty: { type: 'DOUBLE' as const, values: Array.from({ length: rows }, () => null) },
  big: {
    type: 'BIGINT' as const,
    values: ((random) => Array.from({ length: rows }, () => 9007199254740993n + BigInt(random.integer(1e6))))(
      new Random(seed + 6),
    ),
  },
});
const train = honest(1, 2000);
const test = honest(100, 600);
/** Rows of few entities that differ from one another and hardly within themselves. */
const grouped = (seed: number, entities: number) => ({
  who: Array.from({ length: entities * 20 }, (_, row) => seed * 1000 + (row % entities)),
  x: drawn(
    seed,
    entities * 20,
    (() => {
      const levels = Array.from(
        { length: entities },
        (
          (random) => () =>
            random.normal()
        )(new Random(seed + 9)),
      );
      return (_: Random, row: number) => levels[row % entities]!;
    })(),
  ),
});

ruleTester(rule, {
  clean: [
    { name: 'rows drawn alike', train, test, evidence: { columns: 7 } },
    {
      name: 'many rows, a shift too small to matter',
      train,
      test: { ...test, normal: drawn(7, 600, (random) => random.normal() + 0.1) },
    },
    {
      name: 'the groups of a grouped split differ by chance',
      train: grouped(1, 40),
      test: grouped(2, 12),
      entity: ['who'],
    },
    {
      name: 'a serving column in another unit is told as skew',
      train: { x: drawn(1, 500, (random) => 10 + random.uniform()) },
      serving: { x: drawn(2, 500, (random) => 1000 * (10 + random.uniform())) },
    },
  ],
  findings: [
    {
      name: 'a moved mean and a moved count',
      train,
      test: {
        ...test,
        normal: drawn(7, 600, (random) => random.normal() + 0.6),
        counted: drawn(8, 600, (random) => 1 + random.integer(4)),
      },
      validation: honest(200, 600),
      expect: [
        {
          messageId: 'shifted',
          severity: 'warn',
          role: 'test',
          columns: ['normal'],
          evidence: { fitRows: 2000, heldOutRows: 600 },
        },
        { messageId: 'shifted', role: 'test', columns: ['counted'] },
      ],
    },
    {
      name: 'a spread that no quantile at the middle shows',
      train,
      test: { ...test, normal: drawn(7, 600, (random) => 3 * random.normal()) },
      expect: [{ messageId: 'shifted', columns: ['normal'] }],
    },
    {
      name: 'serving rows',
      train,
      serving: { ...test, skewed: drawn(7, 600, (random) => 20 * random.uniform()) },
      expect: [{ messageId: 'shifted', role: 'serving', columns: ['skewed'] }],
    },
    {
      name: 'other groups of another kind',
      train: grouped(1, 300),
      test: { ...grouped(2, 100), x: drawn(3, 2000, (random) => 1.5 + random.normal()) },
      entity: ['who'],
      expect: [{ messageId: 'shifted', columns: ['x'], evidence: { independentRows: 100 } }],
    },
    {
      name: 'within stricter limits',
      train,
      test: { ...test, normal: drawn(7, 600, (random) => random.normal() + 0.25) },
      options: { ks: 0.05 },
      expect: [{ messageId: 'shifted', columns: ['normal'] }],
    },
    {
      name: 'more rows than a sample holds',
      train: { x: drawn(1, 30_000, (random) => random.normal()), y: drawn(2, 30_000, (random) => random.normal()) },
      test: { x: drawn(3, 22_000, (random) => random.normal() + 0.5), y: drawn(4, 22_000, (random) => random.normal()) },
      expect: [{ messageId: 'shifted', columns: ['x'], evidence: { fitRows: 30_000, heldOutRows: 22_000 } }],
    },
  ],
  skipped: [
    { name: 'no held-out data', train, because: 'needs validation or test or serving data' },
    { name: 'no number', train: { a: ['x'] }, test: { a: ['y'] }, because: 'needs a numeric column' },
  ],
  underpowered: [
    { name: 'few rows', train, test: honest(3, 60), because: '60 rows; 100 would be enough' },
    {
      name: 'few values',
      train: { holes: train.holes, empty: train.empty },
      test: { holes: test.empty, empty: test.empty },
      because: 'no column has 100 values',
    },
  ],
});
