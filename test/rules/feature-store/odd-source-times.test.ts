import rule from '../../../rules/feature-store/odd-source-times.ts';
import type { Columns } from '../../../src/testing/memory-table.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const times = (values: readonly (string | null)[]) => ({ type: 'TIMESTAMP' as const, values });
const days = (count: number, start = Date.UTC(2020, 0, 1), step = 1) =>
  Array.from({ length: count }, (_, i) => new Date(start + i * step * 86_400e3).toISOString().slice(0, 19).replace('T', ' '));
const history = (stamps: readonly (string | null)[], created: readonly (string | null)[] = stamps): Columns => ({
  driver: stamps.map((_, i) => i % 5),
  ts: times(stamps),
  loaded: times(created),
  rate: stamps.map((_, i) => i),
  fare: stamps.map((_, i) => -i),
});
const train: Columns = {
  driver: Array.from({ length: 50 }, (_, i) => i % 5),
  seen: times(days(50, Date.UTC(2020, 1, 1))),
  rate: Array.from({ length: 50 }, (_, i) => i),
  fare: Array.from({ length: 50 }, (_, i) => i),
};
const rate = { entity: ['driver'], time: 'ts', value: 'rate' };
const common = { now: new Date('2026-06-01T12:00:00Z'), time: 'seen', train, lookups: { rate } };
const year = (y: number) => Date.UTC(y, 0, 1);

ruleTester(rule, {
  clean: [
    {
      ...common,
      name: 'the past, and rows without a time',
      source: history([...days(100), null]),
      evidence: { columns: 1, rows: 0 },
    },
    {
      ...common,
      name: 'today, in another zone',
      source: history([...days(100), ...Array<string>(3).fill('2026-06-02 01:00:00')]),
    },
    {
      ...common,
      name: 'two rows of a broken clock',
      source: history([...days(100), '2105-01-01 00:00:00', '1970-01-01 00:00:00']),
    },
    {
      ...common,
      name: 'a history that reaches back to 1961',
      source: history([...days(200, year(1961), 110), '1970-01-01 00:00:00', '1970-01-01 00:00:00', '1970-01-01 00:00:00']),
    },
    {
      ...common,
      name: 'an old history that ends a few years before the rows',
      source: history(days(100, year(1985))),
      train: { ...train, seen: times(days(50, year(1994))) },
      evidence: { rows: 0 },
    },
    {
      ...common,
      name: 'rows and history of the eighties',
      source: history(days(100, year(1970) + 86_400e3 * 20)),
      train: { ...train, seen: times(days(50, year(1988))) },
    },
  ],
  findings: [
    {
      ...common,
      name: 'mistyped years',
      source: history([...days(100), '2102-01-05 00:00:00', '2105-03-01 00:00:00', '2105-03-01 00:00:00']),
      expect: [
        {
          messageId: 'future',
          severity: 'warn',
          columns: ['rate'],
          evidence: { rows: 3, of: 103, stamp: 'ts', asOf: '2026-06-01', looksPlanned: false },
        },
      ],
    },
    {
      ...common,
      name: 'prices to come',
      source: history([...days(90), ...days(10, year(2027))]),
      expect: [{ messageId: 'future', severity: 'info', evidence: { rows: 10, looksPlanned: true } }],
    },
    {
      ...common,
      name: 'all of it further ahead than anybody plans',
      source: history(days(100, year(2140))),
      expect: [{ messageId: 'future', severity: 'warn', evidence: { rows: 100, looksPlanned: false } }],
    },
    {
      ...common,
      name: 'written in the future, told once for both features',
      lookups: { rate: { ...rate, created: 'loaded' }, fare: { ...rate, created: 'loaded', value: 'fare' } },
      source: history(days(100), [...days(80), ...days(20, year(2027))]),
      expect: [{ messageId: 'future', severity: 'warn', columns: ['rate', 'fare'], evidence: { rows: 20, stamp: 'loaded' } }],
    },
    {
      ...common,
      name: 'as of an earlier day',
      options: { asOf: '2020-03-25' },
      source: history(days(100)),
      expect: [{ messageId: 'future', severity: 'info', evidence: { rows: 14, asOf: '2020-03-25' } }],
    },
    {
      ...common,
      name: 'years without their century',
      source: history([...days(200), ...days(4, Date.UTC(1920, 0, 1))]),
      expect: [{ messageId: 'century', severity: 'warn', evidence: { rows: 4, of: 204 } }],
    },
    {
      ...common,
      name: 'a lost time, written as 1970',
      source: history([...days(96), ...Array<string>(4).fill('1970-01-01 00:00:00')]),
      expect: [{ messageId: 'placeholder', severity: 'warn', evidence: { rows: 4, of: 100 } }],
    },
    {
      ...common,
      name: 'seconds read as milliseconds in some rows',
      source: history([...days(95), ...days(5, Date.UTC(1970, 0, 19))]),
      expect: [{ messageId: 'early', severity: 'warn', evidence: { rows: 5, of: 100 } }],
    },
    {
      ...common,
      name: 'seconds read as milliseconds in all rows',
      source: history(days(100, Date.UTC(1970, 0, 19), 0.001)),
      expect: [{ messageId: 'early', severity: 'warn', evidence: { rows: 100, of: 100, share: 1 } }],
    },
  ],
  skipped: [
    { ...common, name: 'no time', time: 'none', source: history(days(9)), because: 'needs `time`' },
    {
      ...common,
      name: 'a source without times',
      source: { ...history(days(9)), ts: days(9).map((_, i) => i) },
      because: 'needs times in the column `ts`',
    },
  ],
});
