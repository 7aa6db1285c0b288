import rule from '../../../rules/feature-store/window-stamped-aggregate.ts';
import type { Columns } from '../../../src/testing/memory-table.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const HOUR = 3600e3;
const DAY = 24 * HOUR;
/** A Monday. */
const START = Date.UTC(2024, 0, 1);
const text = (millis: number) => new Date(millis).toISOString().slice(0, 19).replace('T', ' ');
const times = (values: readonly number[]) => ({ type: 'TIMESTAMP' as const, values: values.map(text) });
const grid = (span: number, count = 30) => Array.from({ length: count }, (_, i) => START + i * span);
const firsts = (months: number, count: number) => Array.from({ length: count }, (_, i) => Date.UTC(2020, i * months, 1));
const KEYS = [1, 2, 3];
const value = (key: number, i: number) => key * 1000 + i;

/** One row for each key and stamp, written so long after it. */
const history = (stamps: readonly number[], written: number | ((stamp: number) => number) = 0, of = value): Columns => {
  const rows = KEYS.flatMap((key) => stamps.map((stamp, i) => ({ key, stamp, i })));
  return {
    driver: rows.map(({ key }) => key),
    ts: times(rows.map(({ stamp }) => stamp)),
    made: times(rows.map(({ stamp }) => (typeof written === 'number' ? stamp + written : written(stamp)))),
    rides: { type: 'BIGINT', values: rows.map(({ key, i }) => of(key, i)) },
  };
};
/** A label so long after each stamp, with the value of so many stamps before. */
const labels = (stamps: readonly number[], after: number, back = 0, of = value): Columns => {
  const rows = KEYS.flatMap((key) => stamps.map((stamp, i) => ({ key, stamp, i })));
  return {
    driver: rows.map(({ key }) => key),
    seen: times(rows.map(({ stamp }) => stamp + after)),
    rides: { type: 'BIGINT', values: rows.map(({ key, i }) => (i < back ? null : of(key, i - back))) },
  };
};
const lookup = { entity: ['driver'], time: 'ts', value: 'rides' };
const scenario = { time: 'seen', lookups: { rides: lookup } };
const created = { rides: { ...lookup, created: 'made' } };
const hours = grid(HOUR);
const slow = (key: number, i: number) => key * 1000 + Math.floor(i / 10);

ruleTester(rule, {
  clean: [
    {
      ...scenario,
      name: 'joined with a delay of one hour',
      source: history(hours),
      train: labels(hours, HOUR / 2, 1),
      evidence: { rows: 90, inside: 0, window: 'hour' },
    },
    {
      ...scenario,
      name: 'values that seldom change, joined with a delay',
      source: history(hours, 0, slow),
      train: labels(hours, HOUR / 2, 1, slow),
      evidence: { inside: 0 },
    },
    {
      ...scenario,
      name: 'rows at the full hour themselves',
      source: history(hours),
      train: labels(hours, 0),
      evidence: { inside: 0 },
    },
    {
      ...scenario,
      name: 'states written at once',
      lookups: created,
      source: history(hours, 60e3),
      train: labels(hours, HOUR / 2),
      evidence: { inside: 90, writtenBeforeEnd: 90, writtenAfterEnd: 0 },
    },
    {
      ...scenario,
      name: 'rows after the ttl',
      lookups: { rides: { ...lookup, ttl: 1800e6 } },
      source: history(hours),
      train: { ...labels(hours, 0.75 * HOUR), rides: { type: 'BIGINT', values: KEYS.flatMap(() => hours.map(() => null)) } },
      evidence: { inside: 0 },
    },
    {
      ...scenario,
      name: 'rows long after the values',
      source: history(grid(HOUR, 8)),
      train: { ...labels(grid(HOUR, 8), 100 * HOUR), rides: KEYS.flatMap((key) => grid(HOUR, 8).map(() => value(key, 7))) },
      evidence: { inside: 0 },
    },
    { ...scenario, name: 'times of any minute', source: history(grid(HOUR + 60e3)), train: labels(grid(HOUR + 60e3), HOUR / 2) },
    { ...scenario, name: 'days', source: history(grid(DAY)), train: labels(grid(DAY), DAY / 2) },
    {
      ...scenario,
      name: 'five in the morning',
      source: history(grid(DAY).map((t) => t + 5 * HOUR)),
      train: labels(grid(DAY), DAY / 2),
    },
    {
      ...scenario,
      name: 'few hours',
      source: history(grid(HOUR, 4)),
      train: labels(grid(HOUR, 4), HOUR / 2),
      evidence: { windows: 4 },
    },
    {
      ...scenario,
      name: 'a few rows within their hour',
      source: history(hours),
      train: labels(hours, HOUR / 2, 1, (key, i) => (i === 4 ? value(key, 5) : value(key, i))),
      evidence: { inside: 3 },
    },
  ],
  findings: [
    {
      ...scenario,
      name: 'sums over an hour, stamped with its beginning',
      source: history(hours),
      train: labels(hours, HOUR / 2),
      expect: [
        {
          messageId: 'stamped',
          severity: 'info',
          columns: ['rides'],
          evidence: { rows: 90, inside: 90, window: 'hour', windows: 30 },
        },
      ],
    },
    {
      ...scenario,
      name: 'written after the hour',
      lookups: created,
      source: history(hours, HOUR + 300e3),
      train: labels(hours, HOUR / 2),
      expect: [{ messageId: 'written', severity: 'warn', evidence: { inside: 90, writtenAfterEnd: 90, writtenBeforeEnd: 0 } }],
    },
    {
      ...scenario,
      name: 'loaded all at once long afterwards, which says nothing',
      lookups: created,
      source: history(hours, () => START + 400 * DAY),
      train: labels(hours, HOUR / 2),
      expect: [{ messageId: 'stamped', severity: 'info', evidence: { inside: 90, writtenAfterEnd: 0 } }],
    },
    {
      ...scenario,
      name: 'six hours',
      source: history(grid(6 * HOUR)),
      train: labels(grid(6 * HOUR), 5 * HOUR),
      expect: [{ messageId: 'stamped', evidence: { inside: 90, window: '6 hours' } }],
    },
    {
      ...scenario,
      name: 'weeks',
      source: history(grid(7 * DAY)),
      train: labels(grid(7 * DAY), 4.5 * DAY),
      expect: [{ messageId: 'stamped', evidence: { inside: 90, window: 'week' } }],
    },
    {
      ...scenario,
      name: 'months, written at their end',
      lookups: created,
      source: history(firsts(1, 24), 32 * DAY),
      train: labels(firsts(1, 24), 20 * DAY),
      expect: [{ messageId: 'written', evidence: { inside: 72, window: 'month' } }],
    },
    {
      ...scenario,
      name: 'quarters',
      source: history(firsts(3, 12)),
      train: labels(firsts(3, 12), 80 * DAY),
      expect: [{ messageId: 'stamped', evidence: { window: 'quarter', inside: 36 } }],
    },
    {
      ...scenario,
      name: 'years',
      source: history(firsts(12, 6)),
      train: labels(firsts(12, 6), 300 * DAY),
      expect: [{ messageId: 'stamped', evidence: { window: 'year', inside: 18 } }],
    },
  ],
  skipped: [
    { ...scenario, name: 'no time', time: 'none', source: history(hours), train: labels(hours, 60e3), because: 'needs `time`' },
  ],
});
