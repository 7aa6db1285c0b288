import rule from '../../../rules/time/future-window.ts';
import { Random } from '../../../src/stats/random.ts';
import { draw } from '../../support/draw.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const [PEOPLE, YEARS, TRAIN_YEARS] = [40, 8, 6];
interface Row {
  readonly who: string;
  readonly year: number;
  readonly y: number;
  readonly x: number;
  readonly fixed: number;
}
const random = new Random(1);
const rows: Row[] = Array.from({ length: PEOPLE }, (_, i) => i).flatMap((i) => {
  const [level, fixed] = [10 + random.normal(), random.integer(20)];
  return Array.from({ length: YEARS }, (_, t) => ({
    who: `w${i}`,
    year: 2000 + t,
    y: level + random.normal(),
    x: random.integer(50),
    fixed,
  }));
});
const trainRows = rows.filter(({ year }) => year < 2000 + TRAIN_YEARS);
const testRows = rows.filter(({ year }) => year >= 2000 + TRAIN_YEARS);

type Feature = (row: Row, own: readonly Row[], all: readonly Row[]) => number | null;
const mean = (values: readonly number[]) => (values.length ? values.reduce((a, b) => a + b, 0) / values.length : null);

/** Both tables, with features made from the rows of the same person in the table and in all. */
function panel(features: Readonly<Record<string, Feature>>, part = trainRows) {
  const of = (table: readonly Row[], others: readonly Row[]) => ({
    who: table.map(({ who }) => who),
    year: table.map(({ year }) => year),
    x: table.map(({ x }) => x),
    fixed: table.map(({ fixed }) => fixed),
    ...Object.fromEntries(
      Object.entries(features).map(([name, make]) => [
        name,
        table.map((row) =>
          make(
            row,
            table.filter(({ who }) => who === row.who),
            [...table, ...others].filter(({ who }) => who === row.who),
          ),
        ),
      ]),
    ),
    y: table.map(({ y }) => y),
  });
  return { train: of(part, testRows), test: of(testRows, part) };
}

const panelOf = { target: 'y', task: 'regression', time: 'year', entity: ['who'] } as const;
const before = (row: Row, all: readonly Row[]) => all.filter(({ year }) => year < row.year);

const LENGTH = 300;
const y = draw(2, LENGTH, (source) => source.normal()) as number[];
const x = draw(3, LENGTH, (source) => source.normal()) as number[];
const day = y.map((_, i) => i);
const windowed = (values: readonly number[], from: number, to: number) =>
  values.map((_, i) => (i + from < 0 || i + to >= LENGTH ? null : mean(values.slice(i + from, i + to + 1))));
const single = { target: 'y', task: 'regression', time: 'day' } as const;
const sums = (values: readonly number[]) => values.map((_, i) => values.slice(0, i + 1).reduce((a, b) => a + b, 0));

const reversed = (values: readonly number[], change: (values: readonly number[]) => number[]) =>
  change([...values].reverse()).reverse();
const weighted = (values: readonly number[], alpha: number, adjusted = false) => {
  let [total, weight] = [0, 0];
  return values.map((value, i) => {
    [total, weight] = adjusted
      ? [value + (1 - alpha) * total, 1 + (1 - alpha) * weight]
      : [i ? (1 - alpha) * total + alpha * value : value, 1];
    return total / weight;
  });
};
const carried = (values: readonly number[]) => {
  let last = Number.NaN;
  return values.map((value) => {
    if (!Number.isNaN(value)) last = value;
    return last;
  });
};
const orNull = (values: readonly number[]) => values.map((value) => (Number.isNaN(value) ? null : value));
const gapped = x.map((value, i) => ((i * 7919) % 5 < 2 ? value : Number.NaN));
const days = gapped.map((value, i) => (Number.isNaN(value) ? value : i));
const lag = (values: readonly number[], by: number) => values.map((_, i) => values[i - by] ?? null);
const to = (places: number, values: readonly (number | null)[]) => values.map((value) => value && Number(value.toFixed(places)));
const used = x.map((value) => Math.round(5 * value ** 2));
const reading = used.map((_, i) => used.slice(0, i).reduce((a, b) => a + b, 0));
const ofTwo = (values: readonly number[], change: (values: readonly number[]) => number[]) => [
  ...change(values.slice(0, LENGTH / 2)),
  ...change(values.slice(LENGTH / 2)),
];

/** Thirty-five days of ten hours. */
const hours = Array.from({ length: 350 }, (_, i) => ({
  day: Math.floor(i / 10),
  y: 5 + ((i * 7919) % 83),
  load: (i * 104729) % 997,
}));
const dayTotal = hours.map(({ day: d }) => hours.filter((row) => row.day === d).reduce((sum, row) => sum + row.y, 0));

ruleTester(rule, {
  clean: [
    {
      name: 'means of the past, facts, and what happened so far',
      ...panel({
        past: (row, _, all) => mean(before(row, all).map((one) => one.y)),
        soFar: (row, _, all) => mean([...before(row, all), row].map((one) => one.x)),
        largest: (row, _, all) => Math.max(...[...before(row, all), row].map((one) => one.x)),
      }),
      ...panelOf,
      evidence: { entities: PEOPLE },
    },
    {
      name: 'months since a law, where a later law may stand for them',
      train: {
        month: Array.from({ length: 81 }, (_, i) => i),
        law: Array.from({ length: 81 }, (_, i) => Number(i > 76)),
        since: Array.from({ length: 81 }, (_, i) => Math.max(0, i - 60)),
      },
      time: 'month',
    },
    {
      name: 'what each person began with, which is the least of what came before',
      ...panel({
        first: (_, own) => own[0]!.x,
        before: (row, own) => (row.year === own[0]!.year ? null : Math.max(...before(row, own).map((one) => one.x))),
      }),
      ...panelOf,
    },
    { name: 'a fact of each person', ...panel({ fact: ({ fixed }) => fixed * 1.25 }), ...panelOf },
    {
      name: 'a trailing window of one series',
      train: { day, x, trailing: windowed(y, -5, -1), smooth: windowed(x, -6, 0), y },
      ...single,
      evidence: { pastOnly: 2 },
    },
    {
      name: 'hours before, in the order of the file',
      ordered: true,
      train: {
        day: hours.map((row) => row.day),
        load: hours.map((row) => row.load),
        sofar: hours.map((row, i) =>
          hours
            .slice(0, i)
            .filter((one) => one.day === row.day)
            .reduce((sum, one) => sum + one.y, 0),
        ),
        y: hours.map((row) => row.y),
      },
      ...single,
    },
    {
      name: 'weighted means of the past and values carried on',
      train: {
        day,
        x,
        weighted: weighted(x, 0.2),
        adjusted: to(2, weighted(x, 0.1, true)),
        gapped: orNull(gapped),
        filled: orNull(carried(gapped)),
        y,
      },
      ...single,
    },
    {
      name: 'the next of a number that was planned',
      train: { day, service: orNull(days), next: orNull(reversed(days, carried)), y },
      ...single,
    },
    {
      name: 'windows of the past beside a lag of a column that is not there',
      train: { day, lag: lag(x, 7), week: windowed(x, -6, 0), y },
      ...single,
    },
    {
      name: 'meters, stocks that are used up, a line, growth, waves',
      train: {
        day,
        used,
        opening: reading,
        closing: reading.map((value, i) => value + used[i]!),
        left: reading.map((value) => reading.at(-1)! + used.at(-1)! - value),
        due: day.map((i) => i + 3.5),
        grown: day.map((i) => 100 * 1.01 ** i),
        twice: day.map((i) => 200 * 1.01 ** i),
        wave: day.map((i) => Math.sin(i / 4)),
        later: day.map((i) => Math.sin((i + 3) / 4)),
        y,
      },
      ...single,
    },
    {
      name: 'nulls, a constant, numbers beyond doubles',
      train: {
        day,
        none: day.map(() => null),
        same: day.map(() => 1),
        big: day.map((i) => BigInt(i) * 9_007_199_254_740_993n),
        y,
      },
      ...single,
    },
  ],
  findings: [
    {
      name: 'mean of each person over train and test',
      ...panel({ mean_y: (_, __, all) => mean(all.map((one) => one.y)) }),
      ...panelOf,
      expect: [
        {
          messageId: 'history',
          severity: 'error',
          columns: ['mean_y'],
          evidence: { base: 'y', kind: 'mean', over: 'all tables', groups: PEOPLE },
        },
      ],
    },
    {
      name: 'mean and largest of a feature over the own table',
      ...panel({ mean_x: (_, own) => mean(own.map((one) => one.x)), max_x: (_, own) => Math.max(...own.map((one) => one.x)) }),
      ...panelOf,
      expect: [
        { messageId: 'history', severity: 'error', columns: ['mean_x'], evidence: { base: 'x', over: 'train' } },
        { messageId: 'history', severity: 'warn', columns: ['max_x'], evidence: { kind: 'max' } },
      ],
    },
    {
      name: 'sums for each person, all rounded afterwards',
      ...(() => {
        const { train, test } = panel({ total: (_, own) => Number((100 * own.reduce((sum, one) => sum + one.y, 0)).toFixed(0)) });
        return { train: { ...train, y: train.y.map((value) => Number((100 * value).toFixed(0))) }, test };
      })(),
      ...panelOf,
      expect: [{ messageId: 'history', severity: 'error', columns: ['total'], evidence: { kind: 'sum', over: 'train' } }],
    },
    {
      name: 'total of the day at each of its hours',
      train: {
        day: hours.map((row) => row.day),
        load: hours.map((row) => row.load),
        total: dayTotal,
        y: hours.map((row) => row.y),
      },
      ...single,
      expect: [{ messageId: 'moment', severity: 'error', columns: ['total'], evidence: { kind: 'sum', groups: 35 } }],
    },
    {
      name: 'the next four targets',
      train: { day, x, ahead: windowed(y, 1, 4), y },
      ...single,
      expect: [{ messageId: 'window', severity: 'error', columns: ['ahead'], evidence: { base: 'y', from: 1, to: 4 } }],
    },
    {
      name: 'a centred mean of a feature, five decimals',
      train: { day, x, smooth: windowed(x, -3, 3).map((one) => (one === null ? null : Number(one.toFixed(5)))), y },
      ...single,
      expect: [{ messageId: 'window', severity: 'warn', columns: ['smooth'], evidence: { base: 'x', from: -3, to: 3 } }],
    },
    {
      name: 'what is left of the target until the end, and its mean so far',
      train: { day, x, left: sums([...y].reverse()).reverse(), upTo: windowed(y, -2, 0), y },
      ...single,
      expect: [
        { messageId: 'window', severity: 'error', columns: ['left'], evidence: { from: 0, to: null } },
        { messageId: 'own', severity: 'warn', columns: ['upTo'], evidence: { from: -2, to: 0 } },
      ],
    },
    {
      name: 'weighted means of what comes, of a feature and of the target',
      train: {
        day,
        x,
        z: reversed(x, (values) => weighted(values, 0.3)),
        ahead: to(
          3,
          lag(
            reversed(y, (values) => weighted(values, 0.1)),
            -1,
          ),
        ),
        y,
      },
      ...single,
      expect: [
        { messageId: 'weighted', severity: 'error', columns: ['ahead'], evidence: { base: 'y', from: 1 } },
        { messageId: 'weighted', severity: 'warn', columns: ['z'], evidence: { base: 'x', from: 0, adjusted: false } },
      ],
    },
    {
      name: 'adjusted weighted means of what comes, in two series of one decimal',
      train: {
        day: day.map((i) => i % (LENGTH / 2)),
        who: day.map((i) => (i < LENGTH / 2 ? 'a' : 'b')),
        x: to(
          1,
          x.map((value) => 10 * value),
        ),
        z: to(
          1,
          ofTwo(x, (part) => reversed(part, (values) => weighted(values, 0.1, true))).map((value) => 10 * value),
        ),
        y,
      },
      ...single,
      entity: ['who'],
      expect: [{ messageId: 'weighted', severity: 'warn', columns: ['z'], evidence: { base: 'x', adjusted: true } }],
    },
    {
      name: 'gaps filled backwards',
      train: { day, x: orNull(gapped), z: orNull(reversed(gapped, carried)), y },
      ...single,
      expect: [{ messageId: 'filled', severity: 'warn', columns: ['z'], evidence: { base: 'x', share: 1 } }],
    },
    {
      name: 'a sum of what comes, all rounded afterwards',
      train: {
        day,
        x: to(2, x),
        z: to(
          2,
          windowed(x, 1, 10).map((value) => value && 10 * value),
        ),
        y,
      },
      ...single,
      expect: [{ messageId: 'window', severity: 'warn', columns: ['z'], evidence: { kind: 'sum', from: 1, to: 10 } }],
    },
    {
      name: 'what is left of a target that is never negative, which may be a stock',
      train: { day, x, left: reading.map((value) => reading.at(-1)! + used.at(-1)! - value), y: used },
      ...single,
      expect: [{ messageId: 'window', severity: 'warn', columns: ['left'], evidence: { kind: 'sum', from: 0, to: null } }],
    },
  ],
  skipped: [
    { name: 'no time', train: { x, y }, target: 'y', task: 'regression', because: 'needs `time`' },
    { name: 'no order', train: { day: day.map((i) => `someday ${i}`), x, y }, ...single, because: 'dates, times or numbers' },
    {
      name: 'several series and no entity',
      train: { day: day.map((i) => (i * 37) % 60), x, y: x.map((one) => (one > 0 ? 'a' : 'b')) },
      target: 'y',
      task: 'binary',
      time: 'day',
      because: 'needs `entity`',
    },
  ],
  underpowered: [
    {
      name: 'few people',
      ...panel(
        { mean_y: (_, __, all) => mean(all.map((one) => one.y)) },
        trainRows.filter(({ who }) => who.length === 2),
      ),
      ...panelOf,
      because: '10 entities',
    },
  ],
});
