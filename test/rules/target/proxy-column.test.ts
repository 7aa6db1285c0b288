import rule from '../../../rules/target/proxy-column.ts';
import { Random } from '../../../src/stats/random.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const ROWS = 300;
const column = (seed: number, value: (random: Random, y: number, row: number) => number | string | null) => {
  const random = new Random(seed);
  return labels.map((y, row) => value(random, y, row));
};
const labels = Array.from({ length: ROWS }, (_, i) => i % 2);
const honest = {
  a: column(1, (random) => random.normal()),
  b: column(2, (random, y) => random.normal() + 0.8 * y),
  c: column(3, (random) => ['u', 'v', 'w'][random.integer(3)]!),
  d: column(4, (random) => random.integer(10)),
};
const binary = { target: 'y', task: 'binary' } as const;
const quantity = column(9, (random) => random.normal()) as number[];

ruleTester(rule, {
  clean: [
    { name: 'weak and middling columns', train: { ...honest, y: labels }, ...binary },
    {
      name: 'declared as known before',
      train: { ...honest, spent: labels, y: labels },
      ...binary,
      features: { spent: { available: 'before' } },
    },
    {
      name: 'strong in train only',
      train: { ...honest, z: labels, y: labels },
      test: { ...honest, z: column(5, (random) => random.integer(2)), y: labels },
      ...binary,
    },
  ],
  findings: [
    {
      name: 'the answer with noise',
      train: { ...honest, spent: column(6, (random, y) => (y ? 5 + random.uniform() * 100 : random.uniform() * 5.2)), y: labels },
      ...binary,
      expect: [{ messageId: 'proxy', severity: 'error', columns: ['spent'], evidence: { isolated: true } }],
    },
    {
      name: 'one class in both tails, text labels',
      train: {
        ...honest,
        score: column(7, (random, y) => (y ? random.uniform() - 0.5 : (random.integer(2) * 2 - 1) * (0.6 + random.uniform()))),
        y: labels.map((y) => (y ? 'yes' : 'no')),
      },
      ...binary,
      expect: [{ messageId: 'proxy', columns: ['score'] }],
    },
    {
      name: 'a category that is the answer in other words, three classes',
      train: { ...honest, code: labels.map((_, i) => `k${i % 3}`), y: labels.map((_, i) => i % 3) },
      target: 'y',
      task: 'multiclass',
      expect: [{ messageId: 'proxy', columns: ['code'], evidence: { statistic: 'encoding' } }],
    },
    {
      name: 'a monotone copy of a quantity',
      train: { ...honest, log: quantity.map((q) => Math.exp(q / 3)), y: quantity },
      target: 'y',
      task: 'regression',
      expect: [{ messageId: 'proxy', columns: ['log'], evidence: { statistic: 'concordance' } }],
    },
    {
      name: 'strong, not certain',
      train: { ...honest, s: column(8, (random, y) => random.normal() + 2.4 * y), y: labels },
      ...binary,
      expect: [{ messageId: 'strong', severity: 'warn', columns: ['s'] }],
    },
    {
      name: 'an easy problem',
      train: {
        a: column(11, (random, y) => random.normal() + 3 * y),
        b: column(12, (random, y) => random.normal() + 3 * y),
        c: column(13, (random, y) => random.normal() + 3 * y),
        d: column(14, (random, y) => random.normal() + 2.9 * y),
        y: labels,
      },
      ...binary,
      expect: [{ messageId: 'easy', severity: 'info' }],
    },
  ],
  skipped: [
    { name: 'no target', train: honest, because: 'needs `target`' },
    { name: 'one class', train: { ...honest, y: labels.map(() => 1) }, ...binary, because: 'two classes' },
  ],
  underpowered: [{ name: 'a handful of rows', train: { a: [1, 2, 3, 4], y: [0, 1, 0, 1] }, ...binary, because: '4 rows' }],
});
