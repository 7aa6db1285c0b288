import rule from '../../../rules/target/row-order.ts';
import { Random } from '../../../src/stats/random.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const ROWS = 300;
const column = (seed: number, value: (random: Random, row: number) => number) => {
  const random = new Random(seed);
  return Array.from({ length: ROWS }, (_, row) => value(random, row));
};
const a = column(1, (random) => random.normal());
const mixed = column(2, (random) => random.integer(3));
const sorted = column(3, (_, row) => Math.floor((3 * row) / ROWS));
const days = a.map((_, row) => new Date(1.6e12 + row * 864e5).toISOString().slice(0, 10));
const classes = { target: 'y', task: 'multiclass' } as const;

ruleTester(rule, {
  clean: [
    { name: 'classes in no order', train: { a, y: mixed }, ...classes },
    { name: 'a quantity in no order', train: { a, y: a.map((value) => value + 1) }, target: 'y', task: 'regression' },
    {
      name: 'a trend in the order of a date',
      train: { a, day: { type: 'DATE', values: days }, y: column(4, (random, row) => row + 10 * random.normal()) },
      target: 'y',
      task: 'regression',
      ordered: true,
      evidence: { time: 'day' },
    },
    {
      name: 'a declared time',
      train: { a, t: a.map((_, row) => Math.floor(row / 3)), y: sorted },
      ...classes,
      time: 't',
      ordered: true,
    },
  ],
  findings: [
    {
      name: 'sorted by class',
      train: { a, y: sorted.map((label) => `class ${label}`) },
      ...classes,
      ordered: true,
      expect: [{ messageId: 'sorted', severity: 'warn', evidence: { runs: 3, classes: 3, heldOutApart: null } }],
    },
    {
      name: 'sorted by class and cut by position',
      train: { a: a.slice(0, 220), y: sorted.slice(0, 220) },
      test: { a: a.slice(220), y: sorted.slice(220) },
      ...classes,
      ordered: true,
      expect: [{ messageId: 'sorted', severity: 'warn' }],
    },
    {
      name: 'sorted by class, but split at random',
      train: { a: a.filter((_, i) => i % 3), y: sorted.filter((_, i) => i % 3) },
      test: { a: a.filter((_, i) => i % 3 === 0), y: sorted.filter((_, i) => i % 3 === 0) },
      ...classes,
      ordered: true,
      expect: [{ messageId: 'sorted', severity: 'info' }],
    },
    {
      name: 'one class in the middle',
      train: { a, y: a.map((_, row) => (row > 100 && row < 190 ? 1 : 0)) },
      target: 'y',
      task: 'binary',
      ordered: true,
      expect: [{ messageId: 'sorted', evidence: { statistic: 'encoding' } }],
    },
    {
      name: 'sorted by a quantity, downwards',
      train: { a, y: column(5, (random, row) => -row + random.normal()) },
      target: 'y',
      task: 'regression',
      ordered: true,
      expect: [{ messageId: 'sorted', evidence: { statistic: 'concordance' } }],
    },
  ],
  skipped: [
    { name: 'no target', train: { a }, because: 'needs `target`' },
    { name: 'one class', train: { a, y: a.map(() => 'only') }, ...classes, because: 'two classes' },
  ],
  underpowered: [{ name: 'a handful of rows', train: { a: [1, 2, 3, 4], y: [0, 0, 1, 1] }, ...classes, because: '4 rows' }],
});
