import rule from '../../../rules/skew/distribution.ts';
import { draw, pick, typed } from '../../support/draw.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const stamp = (minutes: number) => new Date(Date.UTC(2024, 0, 1) + minutes * 60_000).toISOString().slice(0, 19).replace('T', ' ');
/** Times of office hours with a peak before noon. */
const times = (seed: number, rows: number, later = 0) =>
  typed(
    'TIMESTAMP',
    draw(seed, rows, (random) => stamp(1440 * random.integer(90) + 60 * Math.floor(10 + 3 * random.normal()) + later)),
  );
const money = (seed: number, rows: number, factor = 1) =>
  typed(
    'DOUBLE',
    draw(seed, rows, (random) => factor * (Math.round(1e4 * Math.exp(random.normal())) / 100)),
  );
const warm = (seed: number, rows: number) => draw(seed, rows, (random) => 15 + 8 * random.normal()) as number[];
const honest = (seed: number, rows: number) => ({
  money: money(seed, rows),
  warm: warm(seed + 1, rows),
  at: times(seed + 2, rows),
  day: typed(
    'DATE',
    draw(seed + 3, rows, (random) => stamp(1440 * random.integer(90)).slice(0, 10)),
  ),
  kind: draw(seed + 4, rows, (random) => pick(random, ['a', 'b'])),
  holes: draw(seed + 5, rows, (random) => (random.uniform() < 0.2 ? null : random.integer(100))),
  y: draw(seed + 6, rows, (random) => random.integer(2)),
});
const train = honest(1, 2000);
const { y: _, ...serving } = honest(100, 600);

ruleTester(rule, {
  clean: [
    { name: 'rows drawn alike', train, serving, target: 'y', evidence: { columns: 6 } },
    {
      name: 'honest drift: warmer, dearer, later in the day',
      train,
      serving: {
        ...serving,
        warm: warm(7, 600).map((value) => value + 4),
        money: money(8, 600, 1.3),
        at: typed(
          'TIMESTAMP',
          draw(9, 600, (random) => stamp(1440 * random.integer(90) + 60 * random.integer(24))),
        ),
      },
    },
    {
      name: 'rows that are matched by their key',
      train: { ...train, id: draw(1, 2000, (_, row) => row) },
      serving: { ...honest(1, 2000), money: money(1, 2000, 100), id: draw(1, 2000, (_, row) => row) },
      id: ['id'],
      evidence: { matchedRows: 2000 },
    },
  ],
  findings: [
    {
      name: 'cents',
      train,
      serving: { ...serving, money: money(8, 600, 100) },
      expect: [{ messageId: 'converted', severity: 'error', role: 'serving', columns: ['money'], evidence: { factor: 100 } }],
    },
    {
      name: 'cents, with ids that were counted anew',
      train: { ...train, id: draw(1, 2000, (_, row) => row) },
      serving: { ...serving, money: money(8, 600, 100), id: draw(1, 600, (_, row) => row) },
      id: ['id'],
      expect: [{ messageId: 'converted', columns: ['money'] }],
    },
    {
      name: 'Fahrenheit',
      train,
      serving: { ...serving, warm: warm(7, 600).map((value) => value * 1.8 + 32) },
      expect: [{ messageId: 'converted', severity: 'error', columns: ['warm'], evidence: { offset: 32 } }],
    },
    {
      name: 'an unknown factor',
      train,
      serving: { ...serving, money: money(8, 600, 42) },
      expect: [{ messageId: 'scaled', severity: 'warn', columns: ['money'] }],
    },
    {
      name: 'an unknown offset',
      train,
      serving: { ...serving, warm: warm(7, 600).map((value) => value + 5000) },
      expect: [{ messageId: 'moved', severity: 'warn', columns: ['warm'] }],
    },
    {
      name: 'UTC',
      train,
      serving: { ...serving, at: times(9, 600, 300) },
      time: 'at',
      expect: [{ messageId: 'zone', severity: 'error', columns: ['at'], evidence: { offsetMicros: 18e9 } }],
    },
    {
      name: 'whole units',
      train: { ...train, warm: draw(2, 2000, (random) => Math.round(1000 * (2 + random.normal())) / 1000) },
      serving: { ...serving, warm: draw(3, 600, (random) => Math.round(2 + random.normal())) },
      expect: [{ messageId: 'rounded', severity: 'error', columns: ['warm'], evidence: { decimals: 0 } }],
    },
    {
      name: 'a column that serving leaves empty, and one that it mostly does',
      train,
      serving: {
        ...serving,
        money: typed(
          'DOUBLE',
          draw(1, 600, () => null),
        ),
        holes: draw(2, 600, (random) => (random.uniform() < 0.7 ? null : random.integer(100))),
      },
      expect: [
        { messageId: 'empty', severity: 'error', columns: ['money'] },
        { messageId: 'nulls', severity: 'warn', columns: ['holes'] },
      ],
    },
    {
      name: 'more rows than a sample holds',
      train: { money: money(1, 25_000) },
      serving: { money: money(2, 25_000, 0.01) },
      expect: [{ messageId: 'converted', columns: ['money'], evidence: { factor: 0.01 } }],
    },
  ],
  skipped: [
    { name: 'no serving data', train, because: 'needs serving data' },
    { name: 'no train data', test: train, serving, because: 'needs train data' },
  ],
  underpowered: [{ name: 'few rows', train, serving: honest(3, 50), because: '50 rows; 100 would be enough' }],
});
