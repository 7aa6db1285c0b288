import rule from '../../../rules/target/shifted-copy.ts';
import { Random } from '../../../src/stats/random.ts';
import { draw, typed } from '../../support/draw.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const ROWS = 400;
const day = Array.from({ length: ROWS }, (_, i) => i);
const noise = draw(1, ROWS, (random) => random.normal()) as number[];
const walk = noise.map(
  (
    (sum) => (step: number) =>
      (sum += step)
  )(100),
);
const other = draw(2, ROWS, (random) => random.normal()) as number[];
const at = (values: readonly number[], shift: number) => values.map((_, i) => values[i + shift] ?? null);
const regression = { target: 'y', task: 'regression', time: 'day' } as const;
const dates = typed(
  'DATE',
  day.map((i) => new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10)),
);
const week = { text: '7d', micros: 7 * 86_400e6 };

/** What one war cost, day by day. */
const war = (i: number) => (i > 150 && i < 157 ? 30 * (7 - Math.abs(i - 153)) : 0);

/** Twenty entities with runs of two classes. */
const panel = (() => {
  const random = new Random(3);
  const rows: { who: string; day: number; y: number }[] = [];
  for (let who = 0; who < 20; who++) {
    let y = random.integer(2);
    for (let i = 0; i < 30; i++) {
      if (random.uniform() < 0.15) y = 1 - y;
      rows.push({ who: `w${who}`, day: i, y });
    }
  }
  const next = rows.map((row, i) => (rows[i + 1]?.who === row.who ? rows[i + 1]!.y : null));
  const before = rows.map((row, i) => (rows[i - 1]?.who === row.who ? rows[i - 1]!.y : null));
  return { who: rows.map(({ who }) => who), day: rows.map((row) => row.day), y: rows.map(({ y }) => y), next, before };
})();
const { who, y, next, before } = panel;
/** What each hour is usually like. */
const hours = draw(7, 24, (random) => random.normal()) as number[];
/** Ten steps of each of twenty walkers, who keep their pace. */
const paces = (() => {
  const random = new Random(8);
  const steps = Array.from({ length: 20 }, (_, who) => {
    const pace = random.normal();
    const places = Array.from({ length: 10 }, (_, i) => pace * i + 0.05 * random.normal());
    return places.map((place, i) => ({ who: `w${who}`, day: i, y: place, pace: place - (places[i - 1] ?? place) }));
  }).flat();
  const column = <K extends keyof (typeof steps)[number]>(name: K) => steps.map((step) => step[name]);
  return { who: column('who'), day: column('day'), y: column('y'), pace: column('pace') };
})();
const alarm = draw(9, ROWS, (random) => Number(random.uniform() < 0.15)) as number[];
const chance = draw(10, ROWS, (random) => random.uniform()) as number[];
const failed = chance.map((one, i) => Number(one < (alarm[i - 1] ? 0.65 : 0.04)));
const pressed = noise.map((_, i) => Number(0.85 * (noise[i - 1] ?? 0) + 0.5 * other[i]! > 0.4));
const classes = { target: 'y', task: 'binary', time: 'day', entity: ['who'] } as const;

ruleTester(rule, {
  clean: [
    {
      name: 'months, of which each is told by the one before',
      train: { day, july: day.map((i) => Number(i % 12 === 6)), noise, y: day.map((i) => Number(i % 12 === 7)) },
      target: 'y',
      task: 'binary',
      time: 'day',
      evidence: { period: 12 },
    },
    {
      name: 'a debt that a war lets rise, and what it costs',
      train: {
        day,
        debt: day.map((i) => 50 + noise[i]! + war(i + 6) - war(i)),
        y: day.map(war),
      },
      ...regression,
    },
    {
      name: 'lags, the past mean, and a companion',
      train: {
        day,
        y: noise,
        lag: at(noise, -1),
        lag2: at(noise, -2),
        past: noise.map((_, i) => (i > 2 ? (noise[i - 1]! + noise[i - 2]!) / 2 : null)),
        with: noise.map((one, i) => one + 0.1 * other[i]!),
        other,
      },
      ...regression,
      evidence: { lags: 2 },
    },
    { name: 'the last class of each entity', train: { who, day: panel.day, before, y }, ...classes, evidence: { lags: 1 } },
    {
      name: 'a leading sensor',
      train: { day, y: walk, lead: walk.map((_, i) => (walk[i + 1] ?? walk[i]!) + 2 * other[i]!), other },
      ...regression,
    },
    {
      name: 'a plan of the hours, which the target follows day by day',
      train: { day, y: noise.map((one, i) => hours[i % 24]! + 0.05 * one), planned: day.map((i) => hours[(i + 1) % 24]!) },
      ...regression,
      evidence: { judged: 1 },
    },
    { name: 'ends of short series, of which each has a pace of its own', train: paces, ...regression, entity: ['who'] },
    { name: 'an alarm that is often right', train: { day, alarm, y: failed }, target: 'y', task: 'binary', time: 'day' },
    { name: 'a cause of the next class', train: { day, cause: noise, y: pressed }, target: 'y', task: 'binary', time: 'day' },
    { name: 'a lag beyond the horizon', train: { day: dates, y: noise, lag: at(noise, -8) }, ...regression, horizon: week },
    {
      name: 'nulls, a constant, numbers beyond doubles, texts',
      train: {
        day,
        y: noise,
        none: day.map(() => null),
        same: day.map(() => 1),
        big: day.map((i) => BigInt(i) * 9_007_199_254_740_993n),
        text: day.map((i) => `t${i}`),
      },
      ...regression,
    },
  ],
  findings: [
    {
      name: 'next value of a series without memory',
      train: { day, y: noise, ret: at(noise, 1), other },
      ...regression,
      expect: [
        { messageId: 'copy', severity: 'error', columns: ['ret'], evidence: { shift: 1, likeness: 'equal', equalShare: 1 } },
      ],
    },
    {
      name: 'next value of a walk, nearly the same as this one',
      train: { day, y: walk, f: at(walk, 3) },
      ...regression,
      expect: [{ messageId: 'copy', severity: 'error', evidence: { shift: 3 } }],
    },
    {
      name: 'next value of a walk, scaled',
      train: { day, y: walk, f: at(walk, 1).map((one) => (one === null ? null : (one - 90) / 7.3)) },
      ...regression,
      expect: [{ messageId: 'copy', severity: 'error', evidence: { shift: 1, likeness: 'changes' } }],
    },
    {
      name: 'next value with noise',
      train: { day, y: noise, f: at(noise, 1).map((one, i) => (one === null ? null : one + 0.25 * other[i]!)) },
      ...regression,
      expect: [{ messageId: 'copy', severity: 'warn', evidence: { shift: 1, likeness: 'strength' } }],
    },
    {
      name: 'the return until the next row',
      train: { day, y: walk, f: walk.map((one, i) => (walk[i + 1] === undefined ? null : walk[i + 1]! / one - 1)) },
      ...regression,
      expect: [{ messageId: 'change', severity: 'error', evidence: { likeness: 'ahead', shift: 1 } }],
    },
    {
      name: 'next class of each entity',
      train: { who, day: panel.day, next, before, y },
      ...classes,
      expect: [{ messageId: 'copy', severity: 'error', columns: ['next'] }],
    },
    {
      name: 'next class in other words, classes as texts',
      train: {
        who,
        day: panel.day,
        next: next.map((one) => (one === null ? null : one ? 'up' : 'down')),
        y: y.map((one) => (one ? 'yes' : 'no')),
      },
      ...classes,
      expect: [{ messageId: 'copy', severity: 'error', evidence: { likeness: 'strength' } }],
    },
    {
      name: 'number behind the next class',
      train: { day, f: at(noise, 1), y: noise.map((one) => Number(one > 0)) },
      ...classes,
      entity: [],
      expect: [{ messageId: 'copy', severity: 'error' }],
    },
    {
      name: 'a target whose horizon is not over',
      train: { day: dates, y: noise, lag: at(noise, -2) },
      ...regression,
      horizon: week,
      expect: [{ messageId: 'notYetKnown', severity: 'error', evidence: { shift: -2 } }],
    },
    {
      name: 'rows of one time in the order of the file',
      ordered: true,
      train: { day: day.map((i) => Math.floor(i / 5)), y: noise, f: at(noise, 1) },
      ...regression,
      expect: [{ messageId: 'copy', severity: 'error' }],
    },
  ],
  skipped: [
    { name: 'no time', train: { y: noise, f: other }, target: 'y', task: 'regression', because: 'needs `time`' },
    {
      name: 'several series and no entity',
      train: {
        day: [...day, ...day].sort(() => 0).map((i, row) => (row % 3 ? i : 399 - i)),
        y: [...noise, ...other],
        f: [...other, ...noise],
      },
      ...regression,
      because: 'needs `entity`',
    },
  ],
  underpowered: [
    {
      name: 'few rows',
      train: { day: day.slice(0, 20), y: noise.slice(0, 20), f: other.slice(0, 20) },
      ...regression,
      because: '20 rows',
    },
  ],
});
