import rule from '../../../rules/target/derived-column.ts';
import { Random } from '../../../src/stats/random.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const ROWS = 400;
const column = (seed: number, value: (random: Random, row: number) => number) => {
  const random = new Random(seed);
  return Array.from({ length: ROWS }, (_, row) => value(random, row));
};
const a = column(1, (random) => random.normal() * 10);
const b = column(2, (random) => Math.exp(random.normal()));
const c = column(3, (random) => random.integer(500));
const d = column(4, (random) => 1 + random.integer(60));
const flag = column(5, (random) => random.integer(2));
const honest = { a, b, c, d, flag, kind: c.map((value) => `k${value % 5}`) };
const from = (value: (row: number) => number) => Array.from({ length: ROWS }, (_, row) => value(row));
const cents = (value: number) => Math.round(value * 100) / 100;
const noise = column(6, (random) => random.normal());
const regression = { target: 'y', task: 'regression' } as const;
const derived = (
  name: string,
  y: readonly (number | null)[],
  columns: readonly string[],
  more: Record<string, readonly (number | null)[]> = {},
) => ({
  name,
  train: { ...honest, ...more, y },
  ...regression,
  expect: [{ messageId: 'formula', severity: 'error' as const, columns }],
});

const first = column(7, (random) => random.integer(3));
const second = column(8, (random) => random.integer(2));
const home = column(9, (random) => random.integer(60));
const away = column(10, (random) => random.integer(60));

ruleTester(rule, {
  clean: [
    {
      name: 'a quantity with noise',
      train: { ...honest, y: from((i) => a[i]! + 2 * b[i]! + noise[i]!) },
      ...regression,
      evidence: { products: 'all' },
    },
    {
      name: 'nearly a copy, but off by more than rounding',
      train: { ...honest, y: from((i) => c[i]! + 3 * noise[i]!) },
      ...regression,
    },
    {
      name: 'declared as known before',
      train: { ...honest, y: from((i) => a[i]! - c[i]!) },
      ...regression,
      features: { a: { available: 'before' } },
    },
    {
      name: 'equal only in the commonest value',
      train: { ...honest, z: from((i) => (i % 200 ? 0 : i)), y: from((i) => (i % 200 ? 0 : 3 * i + noise[i]!)) },
      ...regression,
    },
    {
      name: 'classes that no two columns tell',
      train: { ...honest, first, second, y: noise.map((value) => Number(value > 0)) },
      target: 'y',
      task: 'binary',
    },
    { name: 'a column that alone tells the class', train: { ...honest, y: flag }, target: 'y', task: 'binary' },
    {
      name: 'a quantity below another by nature, never equal',
      train: { ...honest, limit: from((i) => 1000 + c[i]!), y: from((i) => Math.floor(c[i]! / 2 + 40 * noise[i]!)) },
      ...regression,
    },
    {
      name: 'constants, nulls and big numbers',
      train: {
        ...honest,
        n: { type: 'DOUBLE', values: a.map(() => null) },
        k: a.map(() => 7),
        big: c.map((value) => 2n ** 60n + BigInt(value)),
        y: noise,
      },
      ...regression,
    },
  ],
  findings: [
    derived(
      'a copy in another unit',
      from((i) => 2.54 * a[i]! + 32),
      ['a'],
    ),
    derived(
      'a logarithm',
      from((i) => Math.log(b[i]!)),
      ['b'],
    ),
    derived(
      'an exponential',
      from((i) => Math.exp(a[i]! / 10)),
      ['a'],
    ),
    derived(
      'log(1 + x) of a column with zeros',
      from((i) => Math.log1p(c[i]!)),
      ['c'],
    ),
    derived(
      'a square root',
      from((i) => Math.sqrt(b[i]!)),
      ['b'],
    ),
    derived(
      'a sum',
      from((i) => c[i]! + d[i]!),
      ['c', 'd'],
    ),
    derived(
      'a difference rounded to cents',
      from((i) => cents(a[i]! - b[i]!)),
      ['a', 'b'],
    ),
    derived(
      'a product',
      from((i) => a[i]! * c[i]!),
      ['a', 'c'],
    ),
    derived(
      'a rate of change',
      from((i) => c[i]! / d[i]! - 1),
      ['c', 'd'],
    ),
    derived(
      'three parts',
      from((i) => a[i]! + c[i]! - d[i]!),
      ['a', 'c', 'd'],
    ),
    derived(
      'a weighted mean of three',
      from((i) => 0.5 * a[i]! + 0.3 * b[i]! + 0.2 * d[i]!),
      ['a', 'b', 'd'],
    ),
    derived(
      'a product of three with a constant',
      from((i) => 0.01 * b[i]! * d[i]! * (1 + c[i]!)),
      ['b', 'd', 'e'],
      { e: from((i) => 1 + c[i]!), c: noise },
    ),
    derived(
      'a sum that a few rows break',
      from((i) => (i % 150 ? c[i]! + d[i]! : -5)),
      ['c', 'd'],
    ),
    derived(
      'a sum with nulls in the parts',
      from((i) => a[i]! + b[i]!),
      ['a2', 'b'],
      { a2: a.map((value, i) => (i % 4 ? value : null)), a: noise },
    ),
    derived(
      'floats of half the length',
      from((i) => Math.fround(Math.log(Math.fround(b[i]!)))),
      ['b'],
      { b: b.map(Math.fround) },
    ),
    {
      name: 'days between two dates',
      train: {
        ...honest,
        ordered: {
          type: 'TIMESTAMP',
          values: c.map((value, i) => new Date(1.6e12 + value * 36e5 + i * 1e6).toISOString().slice(0, 19)),
        },
        arrived: {
          type: 'TIMESTAMP',
          values: c.map((value, i) => new Date(1.6e12 + value * 36e5 + i * 1e6 + d[i]! * 864e5).toISOString().slice(0, 19)),
        },
        y: d.map((value) => value),
        d: noise,
      },
      ...regression,
      expect: [{ messageId: 'formula', columns: ['arrived', 'ordered'] }],
    },
    {
      name: 'numbers spelled as text',
      train: { ...honest, spelled: a.map((value) => value.toFixed(3)), a: noise, y: a.map((value) => cents(2 * value)) },
      ...regression,
      expect: [{ messageId: 'formula', columns: ['spelled'], evidence: { tolerance: 'rounded' } }],
    },
    {
      name: 'contained in a column, and a part that it contains',
      train: {
        ...honest,
        total: from((i) => c[i]! + (i % 3 ? d[i]! : 0)),
        part: from((i) => (i % 4 ? c[i]! * 0.71 - 3 * d[i]! : c[i]!)),
        c: noise,
        y: c,
      },
      ...regression,
      expect: [
        { messageId: 'whole', severity: 'warn', columns: ['total'] },
        { messageId: 'part', severity: 'warn', columns: ['part'] },
      ],
    },
    {
      name: 'two signs of a mushroom, of which one alone tells much',
      train: {
        ...honest,
        print: second.map((value, i) => (i % 2 === 0 ? 2 : value)),
        gill: second.map((value, i) => (i % 2 === 0 ? (i % 100 ? value : 1 - value) : Number(first[i]! > 0))),
        y: second,
      },
      target: 'y',
      task: 'binary',
      expect: [{ messageId: 'values', severity: 'warn', columns: ['print', 'gill'] }],
    },
    {
      name: 'an exclusive or',
      train: { ...honest, first, second, y: first.map((value, i) => (value === 1) !== (second[i] === 1)) },
      target: 'y',
      task: 'binary',
      expect: [{ messageId: 'values', severity: 'error', columns: ['first', 'second'] }],
    },
    {
      name: 'which of two numbers is greater, three classes',
      train: {
        ...honest,
        home,
        away,
        y: home.map((value, i) => (value > away[i]! ? 'home' : value < away[i]! ? 'away' : 'draw')),
      },
      target: 'y',
      task: 'multiclass',
      expect: [{ messageId: 'comparison', severity: 'error', columns: ['home', 'away'] }],
    },
  ],
  skipped: [
    { name: 'no target', train: honest, because: 'needs `target`' },
    { name: 'one class', train: { ...honest, y: a.map(() => 1) }, target: 'y', task: 'binary', because: 'two classes' },
  ],
  underpowered: [{ name: 'a handful of rows', train: { a: [1, 2, 3, 4], y: [2, 4, 6, 8] }, ...regression, because: '4 rows' }],
});
