import rule from '../../../rules/quality/disguised-missing.ts';
import { draw, pick, typed } from '../../support/draw.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const ROWS = 500;
const ages = (seed: number, rows = ROWS) => draw(seed, rows, (random) => 18 + random.integer(60)) as number[];
const some = <T>(values: readonly T[], every: number, value: T): T[] => values.map((old, row) => (row % every ? old : value));
const honest = (seed: number, rows = ROWS) => ({
  age: ages(seed, rows),
  // Capped, signed, counted, rated, coded: extremes of honest columns.
  capped: draw(seed + 1, rows, (random) => Math.min(99, Math.round(40 + 30 * random.normal()))),
  signed: draw(seed + 2, rows, (random) => Math.round(3 * random.normal())),
  counted: draw(seed + 3, rows, (random) => Math.floor(-2 * Math.log(1 - random.uniform()))),
  gains: draw(seed + 4, rows, (random) => (random.uniform() < 0.9 ? 0 : 100 + random.integer(10_000))),
  rated: draw(seed + 5, rows, (random) => random.integer(11)),
  unit: draw(seed + 6, rows, (random) => Math.max(-1, Math.min(1, 2 * random.normal()))),
  tax: draw(seed + 7, rows, (random) => (random.uniform() < 0.25 ? 666 : 187 + random.integer(280))),
  coded: draw(seed + 8, rows, (random) => pick(random, [-1, 0, 1])),
  once: some(ages(seed + 9, rows), rows, 999),
  plan: draw(seed + 10, rows, (random) => pick(random, ['none', 'free', 'unknown'])),
  day: typed(
    'DATE',
    draw(seed + 11, rows, (random) => `2024-01-${10 + random.integer(20)}`),
  ),
});

ruleTester(rule, {
  clean: [
    { name: 'honest extremes', train: honest(1), test: honest(100, 200), evidence: { columns: 12 } },
    {
      name: 'infinite and missing values',
      train: {
        a: typed(
          'DOUBLE',
          draw(1, ROWS, (random) => pick(random, [Number.NaN, Number.POSITIVE_INFINITY, random.uniform()])),
        ),
        b: draw(1, ROWS, () => null),
      },
    },
  ],
  findings: [
    {
      name: 'minus 999, in train and test, told once',
      train: { age: some(ages(1), 20, -999), x: ages(2) },
      test: { age: some(ages(3, 200), 20, -999), x: ages(4, 200) },
      expect: [
        {
          messageId: 'sentinel',
          severity: 'warn',
          role: 'train',
          columns: ['age'],
          evidence: { rows: 25, share: 0.05, pattern: 'nines' },
        },
      ],
    },
    {
      name: 'a code that train does not have',
      train: { age: ages(1) },
      serving: { age: some(ages(3, 200), 10, 999) },
      expect: [{ messageId: 'sentinel', role: 'serving', evidence: { rows: 20 } }],
    },
    {
      name: 'several codes, a negative digit, a limit, a zero, a default date',
      train: {
        two: some(some(ages(1), 20, 998), 30, 999),
        days: draw(2, ROWS, (random) => (random.uniform() < 0.6 ? -1 : random.integer(900))),
        limit: some(ages(3), 25, 2147483647),
        lat: draw(4, ROWS, (random, row) => (row % 25 ? 48 + random.normal() : 0)),
        zero: draw(4, ROWS, (random, row) => (row % 25 ? 60 + 80 * random.uniform() : 0)),
        born: typed('DATE', some(draw(5, ROWS, (random) => `${1950 + random.integer(50)}-03-07`) as string[], 25, '1900-01-01')),
      },
      expect: [
        { messageId: 'sentinel', columns: ['two'], evidence: { pattern: 'nines' } },
        { messageId: 'sentinel', columns: ['two'], evidence: { pattern: 'repeated-digit' } },
        { messageId: 'sentinel', columns: ['days'], evidence: { pattern: 'negative-digit' } },
        { messageId: 'sentinel', columns: ['limit'], evidence: { pattern: 'limit', rows: 20 } },
        { messageId: 'sentinel', severity: 'warn', columns: ['lat'], evidence: { pattern: 'zero' } },
        { messageId: 'sentinel', severity: 'info', columns: ['zero'] },
        { messageId: 'sentinel', columns: ['born'], evidence: { pattern: 'default-date' } },
      ],
    },
    {
      name: 'texts',
      train: {
        sure: draw(1, ROWS, (random) => pick(random, ['red', 'blue', '?'])),
        likely: draw(2, ROWS, (random) => pick(random, ['red', 'blue', 'N/A', ''])),
      },
      expect: [
        { messageId: 'placeholder', severity: 'warn', columns: ['sure'], evidence: { certain: true } },
        { messageId: 'placeholder', severity: 'info', columns: ['likely'] },
      ],
    },
    {
      name: 'more rows than a sample holds',
      train: { age: some(ages(1, 25_000), 100, -9), x: ages(2, 25_000) },
      expect: [{ messageId: 'sentinel', columns: ['age'], evidence: { rows: 250 } }],
    },
  ],
  underpowered: [{ name: 'few rows', train: { age: [1, 999] }, because: '2 rows; 100 would be enough' }],
});
