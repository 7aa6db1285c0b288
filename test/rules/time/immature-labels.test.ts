import rule from '../../../rules/time/immature-labels.ts';
import { draw, typed } from '../../support/draw.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const ROWS = 6000;
const DAYS = 1000;
const START = Date.parse('2022-01-01');
const now = new Date(START + DAYS * 86_400_000);
/** Days before the data was taken. */
const ages = draw(1, ROWS, (random) => random.integer(DAYS)) as number[];
const days = ages.map((age) => new Date(START + (DAYS - 1 - age) * 86_400_000).toISOString().slice(0, 10));
const t = typed('DATE', days);
const x = draw(2, ROWS, (random) => random.normal());
const DAY = 86_400e6;
const horizon = { text: '90d', micros: 90 * DAY } as const;
const labels = (seed: number, rate: (age: number) => number) =>
  draw(seed, ROWS, (random, row) => Number(random.uniform() < rate(ages[row]!))) as number[];
const facts = { target: 'y', time: 't', now } as const;
const honest = (name: string, y: readonly number[], more: object = {}) => ({ name, train: { t, x, y }, ...facts, ...more });
/** Of a loan that may default in any of 90 days. */
const immature = labels(3, (age) => 0.4 * Math.min(1, age / 90));

ruleTester(rule, {
  clean: [
    honest(
      'a steady rate',
      labels(10, () => 0.3),
    ),
    honest(
      'a rate that falls over all the time',
      labels(11, (age) => 0.05 + (0.4 * age) / DAYS),
    ),
    honest(
      'a rate that fell for good',
      labels(12, (age) => (age < 100 ? 0.12 : 0.3)),
    ),
    honest(
      'a rate that slid down to another level',
      labels(30, (age) => 0.1 + 0.3 / (1 + Math.exp((150 - age) / 15))),
    ),
    honest(
      'a rate that rises',
      labels(13, (age) => 0.4 - (0.3 * age) / DAYS),
    ),
    honest(
      'a season of few',
      labels(14, (age) => 0.3 + 0.25 * Math.cos(((age / 365) * 2 + 1) * Math.PI)),
    ),
    honest(
      'outcomes that all had their time',
      labels(15, (age) => 0.3 * Math.min(1, (age + 90) / 90)),
      { horizon },
    ),
    honest(
      'a change long before the last horizon',
      labels(16, (age) => 0.3 * Math.min(1, age / 150)),
      {
        horizon: { text: '30d', micros: 30 * DAY },
      },
    ),
    honest('the other class is the positive one', immature, { positive: 0 }),
    honest('temperatures', draw(17, ROWS, (random, row) => 10 - (ages[row]! < 50 ? 6 : 0) + random.normal()) as number[], {
      task: 'regression',
    }),
  ],
  findings: [
    {
      name: 'newest loans that had no time to default',
      train: { t, x, y: immature },
      ...facts,
      expect: [{ messageId: 'class', severity: 'warn', columns: ['y'] }],
    },
    {
      name: 'the same, split in time, with a horizon',
      train: {
        t: typed(
          'DATE',
          days.filter((_, row) => ages[row]! >= 100),
        ),
        y: immature.filter((_, row) => ages[row]! >= 100),
      },
      test: {
        t: typed(
          'DATE',
          days.filter((_, row) => ages[row]! < 100),
        ),
        y: immature.filter((_, row) => ages[row]! < 100),
      },
      ...facts,
      horizon,
      expect: [{ messageId: 'class', severity: 'warn', columns: ['y'], evidence: { horizonDays: 90 } }],
    },
    {
      name: 'named classes, of which the common one is declared positive, none in the last month',
      train: { t, x, y: labels(20, (age) => (age < 31 ? 0 : 0.7)).map((one) => (one ? 'active' : 'none')) },
      ...facts,
      positive: 'active',
      expect: [{ messageId: 'class', severity: 'warn', evidence: { newestRate: 0 } }],
    },
    {
      name: 'a rare class, of which nothing is known of the last weeks',
      train: { t, x, y: labels(31, (age) => (age < 100 ? 0 : 0.06)) },
      ...facts,
      expect: [{ messageId: 'class', severity: 'warn', evidence: { newestRate: 0 } }],
    },
    {
      name: 'truth values',
      train: { t, x, y: immature.map((one) => one === 1) },
      ...facts,
      positive: true,
      expect: [{ messageId: 'class', severity: 'warn' }],
    },
    {
      name: 'what customers spend in the months after',
      train: {
        t,
        x,
        y: draw(21, ROWS, (random, row) => 100 * random.uniform() * Math.min(1, ages[row]! / 120)),
      },
      ...facts,
      task: 'regression',
      expect: [{ messageId: 'amount', severity: 'warn', columns: ['y'] }],
    },
  ],
  skipped: [
    { name: 'no time', train: { y: [0, 1] }, target: 'y', because: 'needs `time`' },
    { name: 'three classes', train: { t, y: ages.map((age) => age % 3) }, ...facts, task: 'multiclass', because: 'two classes' },
    { name: 'words for times', train: { t: ['a', 'b'], y: [0, 1] }, target: 'y', time: 't', because: 'dates' },
  ],
  underpowered: [
    { name: 'few rows', train: { t: days.slice(0, 150), y: immature.slice(0, 150) }, ...facts, because: '200' },
    { name: 'few moments', train: { t: ages.map((age) => 2000 + (age % 10)), y: immature }, ...facts, because: '20' },
  ],
});
