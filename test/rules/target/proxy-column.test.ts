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

const noise = Object.fromEntries(Array.from({ length: 16 }, (_, i) => [`n${i}`, column(70 + i, (random) => random.normal())]));
const months = (first: number) => Array.from({ length: ROWS }, (_, i) => first + i);
const rising = (seed: number) => {
  let level = 100;
  return column(seed, (random) => {
    level *= 1.01 + 0.012 * random.normal();
    return level;
  }) as number[];
};

ruleTester(rule, {
  clean: [
    {
      name: 'the best of several like it, three classes',
      train: {
        ...honest,
        s: column(20, (random, _, i) => random.normal() + 2.2 * (i % 3)),
        t: column(21, (random, _, i) => random.normal() + 2 * (i % 3)),
        y: labels.map((_, i) => `class ${i % 3}`),
      },
      target: 'y',
      task: 'multiclass',
    },
    {
      name: 'a quantity and an honest measure of it',
      train: { ...honest, limit: quantity.map((q, i) => 3000 * q + 40 * i), y: quantity },
      target: 'y',
      task: 'regression',
    },
    {
      name: 'nulls, NaN, constants, bigints, dates and texts that do not repeat',
      train: {
        none: { type: 'DOUBLE', values: labels.map(() => null) },
        nan: { type: 'DOUBLE', values: labels.map((_, i) => (i % 3 ? Number.NaN : i)) },
        k: labels.map(() => 'same'),
        big: labels.map((_, i) => 2n ** 62n + BigInt((i * 7919) % 300)),
        day: {
          type: 'DATE',
          values: labels.map((_, i) => new Date(1.6e12 + 864e5 * ((i * 7919) % 300)).toISOString().slice(0, 10)),
        },
        name: labels.map((y, i) => `${y} of ${i}`),
        y: labels,
      },
      ...binary,
      evidence: { unjudged: ['name'] },
    },
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
      name: 'numbers spelled as text, an answer with gaps, a target with gaps',
      train: {
        ...honest,
        spelled: column(22, (random, y) => (random.uniform() < 0.05 ? '?' : (y * 9 + random.uniform()).toFixed(2))),
        y: { type: 'BIGINT', values: labels.map((y, i) => (i % 4 === 3 ? null : y)) },
      },
      ...binary,
      expect: [{ messageId: 'proxy', severity: 'error', columns: ['spelled'] }],
    },
    {
      name: 'a date that is late for one class',
      train: {
        ...honest,
        closed: {
          type: 'DATE',
          values: column(23, (random, y) =>
            new Date(1.6e12 + 864e5 * (400 * y + random.integer(380))).toISOString().slice(0, 10),
          ),
        },
        y: labels.map((y) => y === 1),
      },
      ...binary,
      expect: [{ messageId: 'proxy', columns: ['closed'] }],
    },
    {
      name: 'two answers of which one is weaker',
      train: {
        ...honest,
        sure: column(24, (random, y) => y * 5 + random.uniform()),
        likely: column(25, (random, y) => random.normal() + 2.2 * y),
        ...Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`n${i}`, column(30 + i, (random) => random.normal())])),
        y: labels,
      },
      ...binary,
      expect: [
        { messageId: 'proxy', severity: 'error', columns: ['sure'] },
        { messageId: 'strong', severity: 'warn', columns: ['likely'] },
      ],
    },
    {
      name: 'a category of very many levels may be an entity',
      train: { ...honest, who: labels.map((y, i) => `${y}/${i % 130}`), y: labels },
      ...binary,
      expect: [{ messageId: 'strong', severity: 'warn', columns: ['who'] }],
    },
    {
      name: 'wages beside prices, which rose over the same months',
      train: { ...honest, month: months(0), wage: rising(62), y: rising(61) },
      target: 'y',
      task: 'regression',
      inferredIds: ['month'],
      expect: [{ messageId: 'strong', severity: 'warn', columns: ['wage'] }],
    },
    {
      name: 'the logarithm of prices that rose',
      train: { ...honest, month: months(0), log: rising(61).map(Math.log), y: rising(61) },
      target: 'y',
      task: 'regression',
      inferredIds: ['month'],
      expect: [{ messageId: 'proxy', severity: 'error', columns: ['log'] }],
    },
    {
      name: 'the smell of mushrooms, beside a weaker sign among many',
      train: {
        ...honest,
        ...noise,
        smell: labels.map((y, i) => (y ? ['foul', 'fishy', 'musty'][i % 3]! : i % 30 ? 'none' : 'foul')),
        print: labels.map((y, i) => (i % 8 < 7 ? `${y}` : `${1 - y}`)),
        y: labels,
      },
      ...binary,
      expect: [{ messageId: 'strong', severity: 'warn', columns: ['smell'], evidence: { isolated: false } }],
    },
    {
      name: 'a perfect answer beside those two',
      train: {
        ...honest,
        ...noise,
        answer: labels.map((y) => 3 * y),
        print: labels.map((y, i) => (i % 8 < 7 ? `${y}` : `${1 - y}`)),
        smell: labels.map((y, i) => (y ? ['foul', 'fishy', 'musty'][i % 3]! : i % 30 ? 'none' : 'foul')),
        y: labels,
      },
      ...binary,
      expect: [
        { messageId: 'proxy', severity: 'error', columns: ['answer'] },
        { messageId: 'strong', severity: 'warn', columns: ['smell'] },
      ],
    },
    {
      name: 'a first name, of which each says the class',
      train: { ...honest, name: labels.map((y, i) => `${y ? 'Ann' : 'Bob'} ${i % 9}`), y: labels },
      ...binary,
      expect: [{ messageId: 'strong', severity: 'warn', columns: ['name'] }],
    },
    {
      name: 'the only column there is, strong and not perfect',
      train: { tail: column(50, (random, y) => random.normal() + 4 * y), y: labels },
      ...binary,
      expect: [{ messageId: 'strong', severity: 'warn', columns: ['tail'] }],
    },
    {
      name: 'the only column there is, and perfect',
      train: { tail: column(51, (random, y) => random.uniform() + 4 * y), y: labels },
      ...binary,
      expect: [{ messageId: 'proxy', severity: 'error', columns: ['tail'] }],
    },
    {
      name: 'an answer that is rarely there',
      train: { ...honest, code: { type: 'DOUBLE', values: labels.map((y, i) => (i % 5 ? null : y)) }, y: labels },
      ...binary,
      expect: [{ messageId: 'strong', severity: 'warn', columns: ['code'] }],
    },
    {
      name: 'one of very many classes a row',
      train: { ...honest, code: labels.map((_, i) => (i * 7) % 25), y: labels.map((_, i) => `class ${(i * 7) % 25}`) },
      target: 'y',
      task: 'multiclass',
      expect: [{ messageId: 'proxy', columns: ['code'] }],
    },
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
