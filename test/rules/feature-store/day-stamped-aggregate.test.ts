import rule from '../../../rules/feature-store/day-stamped-aggregate.ts';
import type { Columns } from '../../../src/testing/memory-table.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const at = (hours: number) => new Date(Date.UTC(2025, 0, 1) + hours * 3600e3).toISOString().slice(0, 19).replace('T', ' ');
const times = (hours: readonly number[]) => ({ type: 'TIMESTAMP' as const, values: hours.map(at) });
const DAYS = Array.from({ length: 10 }, (_, day) => day);
const KEYS = [1, 2, 3];
const rows = KEYS.flatMap((key) => DAYS.map((day) => ({ key, day })));
const value = (key: number, day: number) => key * 100 + day;

/** One row for each day, stamped and written so many hours after its midnight. */
const daily = (stamped: number, written = stamped): Columns => ({
  driver: rows.map(({ key }) => key),
  ts: times(rows.map(({ day }) => day * 24 + stamped)),
  made: times(rows.map(({ day }) => day * 24 + written)),
  rides: rows.map(({ key, day }) => value(key, day)),
});
/** A label at noon of each day, with the value of so many days before. */
const labels = (before = 0): Columns => ({
  driver: rows.map(({ key }) => key),
  seen: times(rows.map(({ day }) => day * 24 + 12)),
  rides: { type: 'BIGINT', values: rows.map(({ key, day }) => (day < before ? null : value(key, day - before))) },
});
const lookup = { entity: ['driver'], time: 'ts', value: 'rides' };
const scenario = { time: 'seen', lookups: { rides: lookup } };
const created = { rides: { ...lookup, created: 'made' } };

ruleTester(rule, {
  clean: [
    {
      ...scenario,
      name: 'stamped and written at the end of the day',
      lookups: created,
      source: daily(24),
      train: labels(1),
      evidence: { sameDay: 27, written: 27, afterDay: 0 },
    },
    { ...scenario, name: 'a snapshot at five in the morning', source: daily(5), train: labels(), evidence: { hourOfDay: 5 } },
    { ...scenario, name: 'a snapshot that was written at once', lookups: created, source: daily(0, 1), train: labels() },
    { ...scenario, name: 'values of the day before', source: daily(0), train: labels(1), evidence: { sameDay: 0 } },
    {
      ...scenario,
      name: 'labels at midnight too',
      source: daily(0),
      train: { ...labels(), seen: times(rows.map(({ day }) => day * 24)) },
      evidence: { sameDay: 0 },
    },
    {
      ...scenario,
      name: 'several times of the day',
      source: { ...daily(0), ts: times(rows.map(({ day }) => day * 24 + (day % 2))) },
      train: labels(),
      evidence: { days: 10 },
    },
  ],
  findings: [
    {
      ...scenario,
      name: 'sums over a day, stamped with its beginning',
      source: daily(0),
      train: labels(),
      expect: [{ messageId: 'midnight', severity: 'warn', columns: ['rides'], evidence: { rows: 30, sameDay: 30 } }],
    },
    {
      ...scenario,
      name: 'written when the day was over',
      lookups: created,
      source: daily(0, 24.5),
      train: labels(),
      expect: [{ messageId: 'written', severity: 'warn', evidence: { sameDay: 30, afterDay: 30, written: 0 } }],
    },
    {
      ...scenario,
      name: 'of a day that begins in another time zone',
      lookups: created,
      source: daily(7, 32),
      train: labels(),
      expect: [{ messageId: 'written', evidence: { hourOfDay: 7 } }],
    },
  ],
  skipped: [{ ...scenario, name: 'no time', time: 'none', source: daily(0), train: labels(), because: 'needs `time`' }],
});
