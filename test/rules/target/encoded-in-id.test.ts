import rule from '../../../rules/target/encoded-in-id.ts';
import { Random } from '../../../src/stats/random.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const ROWS = 400;
const random = new Random(1);
const y = Array.from({ length: ROWS }, () => Number(random.uniform() < 0.4));
const column = <T>(seed: number, value: (random: Random, y: number, row: number) => T) => {
  const noise = new Random(seed);
  return y.map((label, row) => value(noise, label, row));
};
const a = column(2, (noise) => noise.normal());
const numbers = new Random(3).shuffle(Array.from({ length: ROWS }, (_, i) => i));
const binary = { target: 'y', task: 'binary', id: ['id'] } as const;
const hex = (noise: Random, digits: number) => Array.from({ length: digits }, () => noise.integer(16).toString(16)).join('');
const times = y.map((_, row) => new Date(1.6e12 + row * 36e5).toISOString().slice(0, 19));

ruleTester(rule, {
  clean: [
    { name: 'numbers in no order', train: { a, id: numbers, y }, ...binary },
    { name: 'codes', train: { a, id: column(4, (noise) => hex(noise, 12)), y }, ...binary },
    {
      name: 'an id that counts the time, and a target that changes with it',
      train: {
        a,
        id: y.map((_, row) => 1000 + row),
        t: { type: 'TIMESTAMP', values: times },
        y: column(5, (noise, _, row) => Number(row + 20 * noise.normal() > ROWS / 2)),
      },
      ...binary,
      time: 't',
    },
    {
      name: 'a quantity and what only looks like an id',
      train: { a, n: y.map((_, row) => row), y: a.map((value, row) => row + value) },
      target: 'y',
      task: 'regression',
      inferredIds: ['n'],
    },
    {
      name: 'weeks, counted by what only looks like an id',
      train: { a, n: y.map((_, row) => row), y: y.map((_, row) => Number(row % 7 < 2)) },
      target: 'y',
      task: 'binary',
      inferredIds: ['n'],
    },
    {
      name: 'a value that tells more than how it is written',
      train: { a, price: y.map((label, i) => (label ? 1000 + i : i / 7)), y },
      target: 'y',
      task: 'binary',
    },
    {
      name: 'bigints beyond doubles, nulls, a constant',
      train: {
        a,
        id: y.map((_, i) => 2n ** 62n + BigInt(i)),
        n: { type: 'VARCHAR', values: y.map(() => null) },
        k: y.map(() => 'same'),
        y,
      },
      ...binary,
    },
  ],
  findings: [
    {
      name: 'ranges of numbers for each class',
      train: { a, id: y.map((label, i) => label * 5000 + numbers[i]!), y },
      ...binary,
      expect: [{ messageId: 'id', severity: 'error', columns: ['id'], evidence: { part: 'value', declared: true } }],
    },
    {
      name: 'the same in what only looks like an id',
      train: { a, n: y.map((label, i) => label * 5000 + numbers[i]!), y },
      target: 'y',
      task: 'binary',
      inferredIds: ['n'],
      expect: [{ messageId: 'id', severity: 'warn', columns: ['n'], evidence: { declared: false } }],
    },
    {
      name: 'a prefix',
      train: { a, id: column(6, (noise, label) => `${label ? 'QX' : 'QT'}-${hex(noise, 8)}`), y },
      ...binary,
      expect: [{ messageId: 'id', severity: 'error', evidence: { part: 'first 2 characters' } }],
    },
    {
      name: 'a bucket',
      train: { a, id: y.map((label, i) => 3 * numbers[i]! + label), y },
      ...binary,
      expect: [{ messageId: 'id', severity: 'error', evidence: { part: 'remainder by 3' } }],
    },
    {
      name: 'letters of another case',
      train: { a, id: column(7, (noise, label) => (label ? hex(noise, 10) : hex(noise, 10).toUpperCase())), y },
      ...binary,
      expect: [{ messageId: 'id', evidence: { part: 'form' } }],
    },
    {
      name: 'a number within the id',
      train: { a, id: y.map((label, i) => `row ${label * 9000 + numbers[i]!}`), y },
      ...binary,
      expect: [{ messageId: 'id', evidence: { part: 'last number' } }],
    },
    {
      name: 'a prefix of one class only',
      train: {
        a,
        id: column(8, (noise, label) => `${label && noise.uniform() < 0.4 ? 'Z' : 'ABC'[noise.integer(3)]}${hex(noise, 6)}`),
        y,
      },
      ...binary,
      expect: [{ messageId: 'pure', severity: 'warn', columns: ['id'], evidence: { part: 'first character' } }],
    },
    {
      name: 'a quantity in the order of the ids',
      train: { a, id: y.map((_, i) => numbers[i]! + 7), y: y.map((_, i) => numbers[i]! ** 2) },
      ...binary,
      task: 'regression',
      expect: [{ messageId: 'id', severity: 'error' }],
    },
    {
      name: 'decimals that only synthetic rows have',
      train: {
        a,
        x: column(9, (noise, label) => (label ? noise.normal() : Math.round(noise.normal() * 10) / 10)),
        z: column(10, (noise, label) => (label ? 5 * noise.uniform() : noise.integer(50) / 10)),
        y,
      },
      target: 'y',
      task: 'binary',
      expect: [{ messageId: 'format', severity: 'warn', columns: ['x', 'z'], evidence: { part: 'decimal places' } }],
    },
    {
      name: 'times to the second for one class, to the day for the other',
      train: {
        a,
        t: {
          type: 'TIMESTAMP',
          values: column(11, (noise, label) =>
            new Date(1.6e12 + 864e5 * noise.integer(900) + (label ? 1000 * noise.integer(86000) : -44_800_000))
              .toISOString()
              .slice(0, 19),
          ),
        },
        y,
      },
      target: 'y',
      task: 'binary',
      expect: [{ messageId: 'format', columns: ['t'], evidence: { part: 'finest unit' } }],
    },
    {
      name: 'the length of texts',
      train: { a, text: column(12, (noise, label) => hex(noise, label ? 20 : 9)), y },
      target: 'y',
      task: 'binary',
      expect: [{ messageId: 'format', columns: ['text'], evidence: { part: 'length' } }],
    },
  ],
  skipped: [
    { name: 'no target', train: { a }, because: 'needs `target`' },
    { name: 'one class', train: { a, y: a.map(() => 'only') }, target: 'y', task: 'binary', because: 'two classes' },
  ],
  underpowered: [
    { name: 'a handful of rows', train: { a: [1, 2, 3, 4], y: [0, 0, 1, 1] }, target: 'y', task: 'binary', because: '4 rows' },
  ],
});
