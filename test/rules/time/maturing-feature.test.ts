import rule from '../../../rules/time/maturing-feature.ts';
import type { Random } from '../../../src/stats/random.ts';
import { draw, typed } from '../../support/draw.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const ROWS = 3000;
const DAYS = 1000;
const START = Date.parse('2022-01-01');
const now = new Date(START + DAYS * 86_400_000);
/** Days before the data was taken. */
const ages = draw(1, ROWS, (random) => random.integer(DAYS)) as number[];
const days = ages.map((age) => new Date(START + (DAYS - 1 - age) * 86_400_000).toISOString().slice(0, 10));
const t = typed('DATE', days);
const times = (seed: number, share: (age: number) => number) =>
  draw(seed, ROWS, (random, row) => (random.uniform() < share(ages[row]!) ? 1 + random.integer(9) : null)) as (number | null)[];
const counts = (seed: number, mean: (age: number, random: Random) => number) =>
  draw(seed, ROWS, (random, row) => {
    const mu = mean(ages[row]!, random);
    let [k, p] = [0, random.uniform()];
    while (p > Math.exp(-mu)) {
      p *= random.uniform();
      k++;
    }
    return k;
  }) as number[];
const noise = draw(2, ROWS, (random) => random.normal());
/** Filled at a delay of 30 days on average. */
const late = times(3, (age) => 0.8 * (1 - Math.exp(-age / 30)));
const y = draw(4, ROWS, (random) => Number(random.uniform() < 0.4));
const part = (values: readonly unknown[], keep: (row: number) => boolean) =>
  values.filter((_, row) => keep(row)) as (number | null)[];
const isTest = (row: number) => row % 4 === 0;
const isLate = (row: number) => ages[row]! < 120;
const split = (columns: Record<string, readonly unknown[]>, held: (row: number) => boolean) => {
  const side = (keep: (row: number) => boolean) => ({
    t: typed(
      'DATE',
      days.filter((_, row) => keep(row)),
    ),
    ...Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, part(values, keep)])),
  });
  return { train: side((row) => !held(row)), test: side(held), time: 't', now };
};
const honest = (name: string, values: readonly (number | null)[], more: object = {}) => ({
  name,
  train: { t, x: values as number[], noise },
  time: 't',
  now,
  ...more,
});
/** Orders of customers of whom ever more are new; `known` is how many orders each had before. */
const shop = (() => {
  const [who, when, known] = [[] as string[], [] as string[], [] as number[]];
  const random = draw(8, 40_000, (one) => one.uniform()) as number[];
  let i = 0;
  for (let customer = 0; customer < 900; customer++) {
    const first = customer < 450 ? random[i++]! * 300 : DAYS * (1 - random[i++]! ** 3 * 0.2);
    const gap = customer < 450 ? 120 : 20;
    for (let day = first, k = 0; day < DAYS; day += gap * (0.5 + random[i++]!), k++) {
      who.push(`customer ${customer}`);
      when.push(new Date(START + Math.floor(day) * 86_400_000).toISOString().slice(0, 10));
      known.push(k + (customer < 450 ? 10 : 0));
    }
  }
  return { train: { t: typed('DATE', when), who, known }, entity: ['who'], time: 't', now };
})();

ruleTester(rule, {
  clean: [
    honest(
      'a column that is missing at random',
      times(10, () => 0.7),
    ),
    honest(
      'a column that falls out of use over all the time',
      times(11, (age) => 0.15 + (0.7 * age) / DAYS),
    ),
    honest(
      'a column that comes into use',
      times(12, (age) => 0.9 - (0.7 * age) / DAYS),
    ),
    honest(
      'a process that changed for good',
      times(13, (age) => (age < 100 ? 0.35 : 0.7)),
    ),
    honest(
      'a slow change that is over',
      times(14, (age) => 0.2 + 0.5 / (1 + Math.exp((100 - age) / 12))),
    ),
    honest(
      'seasons, the data ending in a low one',
      counts(15, (age) => 4 + 3.2 * Math.cos(((age / 365) * 2 + 1) * Math.PI)),
    ),
    honest(
      'weeks, the data ending on a Sunday',
      times(16, (age) => (age % 7 < 2 ? 0.1 : 0.8)),
    ),
    honest(
      'prices that go down a little at the end',
      counts(17, (age) => (age < 60 ? 34 : 40)),
    ),
    honest(
      'amounts that grow',
      counts(18, (age) => 8 - (6 * age) / DAYS),
    ),
    honest('a tenure at the day the data was taken', ages),
    honest(
      'a tenure that was cut off',
      ages.map((age) => Math.max(0, 400 - age)),
    ),
    honest(
      'numbers of patients, of whom those who came first are seen the longest',
      draw(25, ROWS, (random, row) => 1 + random.integer(Math.round(300 * Math.min(1, 0.3 + ages[row]! / 60)))) as number[],
    ),
    honest(
      'a stock that is used up and filled again, the data ending when it is empty',
      draw(50, ROWS, (random, row) => Math.round(40 * (ages[row]! % 27) * (0.9 + 0.2 * random.uniform()))) as number[],
    ),
    honest(
      'amounts that became much smaller for good',
      counts(51, (age) => (age < 150 ? 0.6 : 5)),
    ),
    honest(
      'a trend that began in the middle and goes on',
      times(52, (age) => 0.8 * Math.min(1, 0.3 + (0.7 * age) / 500)),
    ),
    honest('a temperature', draw(19, ROWS, (random, row) => 10 - (ages[row]! < 40 ? 8 : 0) + random.normal()) as number[]),
    { name: 'many new customers at the end, who have bought little before', ...shop },
    honest('declared to be known before', late, { features: { x: { available: 'before' } } }),
    honest('declared to be known after', late, { features: { x: { available: 'after' } } }),
    {
      name: 'mistyped dates far ahead, of rows without a value',
      train: {
        t: typed(
          'DATE',
          days.map((day, row) => (row < 25 ? day.replace('202', '212') : day)),
        ),
        x: times(20, () => 0.8).map((value, row) => (row < 25 ? null : value)),
      },
      time: 't',
      now,
    },
    {
      name: 'rows that grow in number',
      train: {
        t: draw(21, ROWS, (random) => Math.floor(500 * Math.sqrt(Math.sqrt(random.uniform())))),
        x: times(22, () => 0.6),
      },
      time: 't',
    },
    {
      name: 'a series that wanders',
      train: {
        t: draw(23, 1000, (_, row) => row),
        x: (() => {
          let level = 50;
          return draw(24, 1000, (random) => {
            level = Math.abs(level + random.normal());
            return level;
          });
        })(),
      },
      time: 't',
      ordered: true,
    },
  ],
  findings: [
    {
      name: 'filled with a delay, split at random',
      ...split({ late, noise }, isTest),
      expect: [{ messageId: 'filled', severity: 'warn', columns: ['late'], role: 'train' }],
    },
    {
      name: 'filled with a delay, split in time, seen across the splits',
      ...split({ late, noise }, isLate),
      expect: [{ messageId: 'filled', severity: 'warn', columns: ['late'] }],
    },
    {
      name: 'filled by a job a month later',
      train: { t, x: times(30, (age) => (age < 30 ? 0 : 0.9)), noise },
      time: 't',
      now,
      expect: [{ messageId: 'filled', severity: 'warn', columns: ['x'], evidence: { lastShare: 0 } }],
    },
    {
      name: 'dates as text, times of another event',
      train: {
        t: days,
        answered_at: typed(
          'DATE',
          days.map((day, row) => (late[row] === null ? null : day)),
        ),
      },
      time: 't',
      now,
      expect: [{ messageId: 'filled', severity: 'warn', columns: ['answered_at'] }],
    },
    {
      name: 'a block of columns filled together',
      train: { t, a: late, b: late.map((value) => value && 2 * value), noise },
      time: 't',
      now,
      expect: [{ messageId: 'filled', severity: 'warn', columns: ['a', 'b'] }],
    },
    {
      name: 'a count of what came afterwards',
      train: { t, clicks: counts(31, (age) => 6 * Math.min(1, age / 150)), noise },
      time: 't',
      now,
      expect: [{ messageId: 'amount', severity: 'warn', columns: ['clicks'] }],
    },
    {
      name: 'amounts that come afterwards, to some',
      train: {
        t,
        paid: draw(53, ROWS, (random, row) =>
          random.uniform() < 0.7 * (1 - Math.exp(-ages[row]! / 25)) ? 100 * Math.exp(random.normal()) : 0,
        ),
        noise,
      },
      time: 't',
      now,
      expect: [{ messageId: 'amount', severity: 'warn', columns: ['paid'] }],
    },
    {
      name: 'a flag that is set afterwards',
      train: {
        t,
        returned: draw(32, ROWS, (random, row) => random.uniform() < 0.7 * (1 - Math.exp(-ages[row]! / 60))),
        noise,
      },
      time: 't',
      now,
      expect: [{ messageId: 'amount', severity: 'warn', columns: ['returned'] }],
    },
    {
      name: 'filled by the outcome, later',
      train: {
        t,
        reason: draw(34, ROWS, (random, row) => (y[row] && random.uniform() < 1 - Math.exp(-ages[row]! / 60) ? 5 : null)),
        y,
      },
      target: 'y',
      time: 't',
      now,
      expect: [{ messageId: 'filled', severity: 'error', columns: ['reason'] }],
    },
    {
      name: 'in a table of which a sample is looked at first, all rows deciding',
      train: {
        t: draw(40, 30_000, (_, row) => row % 500),
        x: draw(41, 30_000, (random, row) => (random.uniform() < (499 - (row % 500)) / 40 ? 1 : null)),
        flag: draw(42, 30_000, (random, row) => random.uniform() < 0.5 * Math.min(1, (499 - (row % 500)) / 40)),
        noise: draw(43, 30_000, (random) => random.normal()),
      },
      time: 't',
      expect: [
        { messageId: 'filled', columns: ['x'], evidence: { fallDays: null } },
        { messageId: 'amount', columns: ['flag'] },
      ],
    },
    {
      name: 'a delay that ever the same customers show',
      train: { t, x: late, who: draw(33, ROWS, (random) => random.integer(200)) },
      entity: ['who'],
      time: 't',
      now,
      expect: [{ messageId: 'filled', severity: 'warn', columns: ['x'] }],
    },
  ],
  skipped: [
    { name: 'no time', train: { x: [1, 2] }, because: 'needs `time`' },
    { name: 'words for times', train: { t: ['a', 'b'], x: [1, 2] }, time: 't', because: 'dates' },
  ],
  underpowered: [
    { name: 'few rows', train: { t: days.slice(0, 150), x: late.slice(0, 150) as number[] }, time: 't', because: '200' },
    { name: 'few moments', train: { t: ages.map((age) => 2000 + (age % 10)), x: late as number[] }, time: 't', because: '20' },
  ],
});
