import rule from '../../../rules/time/point-in-time.ts';
import type { Columns } from '../../../src/testing/memory-table.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const HOUR = 3600e6;
const START = Date.UTC(2025, 0, 1);
const at = (hours: number, minutes = 0) =>
  new Date(START + hours * 3600e3 + minutes * 60e3).toISOString().slice(0, 19).replace('T', ' ');
const times = (values: readonly (string | null)[]) => ({ type: 'TIMESTAMP' as const, values });

/** Keys 0 to 9; a value every six hours over ten days, another each time; written five minutes later. */
const KEYS = Array.from({ length: 10 }, (_, key) => key);
const STEPS = Array.from({ length: 40 }, (_, step) => step);
const rateOf = (key: number, step: number) => key * 1000 + step * 7 + 0.25;
const history = KEYS.flatMap((key) => STEPS.map((step) => ({ key, hours: step * 6, value: rateOf(key, step) })));
const source: Columns = {
  driver: history.map(({ key }) => key),
  ts: times(history.map(({ hours }) => at(hours))),
  created: times(history.map(({ hours }) => at(hours, 5))),
  rate: history.map(({ value }) => value),
};
const unwritten = { entity: ['driver'], time: 'ts', value: 'rate' };
const lookup = { ...unwritten, created: 'created' };

/** Labels one hour after every fourth value. */
const labels = KEYS.flatMap((key) => [2, 6, 10, 14].map((step) => ({ key, step, hours: step * 6 + 1 })));
type Label = (typeof labels)[number];
function train(valueAt: (label: Label) => number | null, timeOf = ({ hours }: Label) => at(hours)): Columns {
  return {
    driver: labels.map(({ key }) => key),
    seen: times(labels.map(timeOf)),
    rate: { type: 'DOUBLE', values: labels.map(valueAt) },
  };
}
const scenario = { source, time: 'seen', lookups: { rate: lookup } };
const right = ({ key, step }: Label) => rateOf(key, step);

/** Two values at 00:00 and 12:00, the second corrected the day after, and one a day later. */
const vectors: Columns = {
  driver: [1, 1, 1, 1],
  ts: times([at(0), at(12), at(12), at(36)]),
  created: times([at(0, 5), at(12, 5), at(33), at(36, 5)]),
  rate: [1, 2, 3, 4],
};
const vector = (hours: readonly number[], values: readonly (number | null)[]): Columns => ({
  driver: hours.map(() => 1),
  seen: times(hours.map((hour) => at(hour))),
  rate: { type: 'DOUBLE', values },
});

ruleTester(rule, {
  clean: [
    {
      ...scenario,
      name: 'an as-of join',
      train: train(right),
      evidence: { rows: 40, correct: 40, future: 0, late: 0, other: 0 },
    },
    {
      ...scenario,
      name: 'both bounds of the ttl count, and a value out of them is missing',
      options: { boundary: 'inclusive' },
      source: { driver: [1], ts: times([at(0)]), rate: [5] },
      lookups: { rate: { ...lookup, created: undefined as never, ttl: 24 * HOUR } },
      train: vector([-1, 0, 24, 25], [null, 5, 5, null]),
      evidence: { correct: 4, null: 2, nullAsOf: 2, atTime: 1 },
    },
    {
      ...scenario,
      name: 'dates, which count from midnight UTC',
      options: { boundary: 'inclusive' },
      source: { driver: [1, 1], ts: { type: 'DATE', values: ['2025-01-01', '2025-01-02'] }, rate: [1, 2] },
      train: {
        ...vector([0, 23.5, 24, 48, 48.5], [1, 1, 2, 2, null]),
        seen: times([
          '2025-01-01 00:00:00',
          '2025-01-01 23:59:59',
          '2025-01-02 00:00:00',
          '2025-01-03 00:00:00',
          '2025-01-03 00:00:01',
        ]),
      },
      lookups: { rate: { entity: ['driver'], time: 'ts', value: 'rate', ttl: 24 * HOUR } },
      evidence: { rows: 5, correct: 5, nullAsOf: 1, future: 0 },
    },
    {
      ...scenario,
      name: 'whole numbers that nulls made doubles, and 32-bit numbers',
      source: { driver: [1, 1], ts: times([at(0), at(6)]), created: times([at(0), at(6)]), rate: [0.1, 0.2] },
      lookups: { rate: { ...lookup, single: true } },
      train: vector([1, 7, -1], [Math.fround(0.1), Math.fround(0.2), null]),
      evidence: { correct: 3 },
    },
    {
      ...scenario,
      name: 'a value that stays the same is not later for being seen later',
      source: { ...source, rate: history.map(() => 1) },
      train: train(() => 1),
      evidence: { correct: 40, future: 0 },
    },
    {
      ...scenario,
      name: 'a join with the created time as cut-off',
      source: vectors,
      train: vector([12, 12, 18, 18], [1, 1, 2, 2]),
      evidence: { older: 4, knownThen: 4 },
    },
    {
      ...scenario,
      name: 'a join with the created time as cut-off, where a later row has the value again',
      source: { ...vectors, rate: [1, 2, 3, 2] },
      train: vector([18, 18], [2, 2]),
      evidence: { future: 2, futureOnly: 0, knownThen: 2 },
    },
    {
      ...scenario,
      name: 'a correction that says what was there before',
      source: { ...vectors, rate: [1, 2, 2, 4] },
      train: vector([12, 18, 36], [2, 2, 4]),
      // Written five minutes after midday; the last row is late by as much.
      evidence: { late: 3, lateButKnown: 1 },
      options: { minRows: 3 },
    },
    {
      ...scenario,
      name: 'either of two rows at one time that nothing tells apart',
      source: { driver: [1, 1], ts: times([at(0), at(0)]), created: times([at(0), at(0)]), rate: [1, 2] },
      train: vector([1, 2], [1, 2]),
      evidence: { correct: 2, ambiguous: 2 },
    },
    {
      ...scenario,
      name: 'values at the prediction time that had been written by then',
      source: { ...source, created: source.ts! },
      train: train(right, ({ step }) => at(step * 6)),
      evidence: { correct: 40, atTime: 40 },
    },
    {
      ...scenario,
      name: 'few values at the prediction time',
      lookups: { rate: unwritten },
      train: train(right, ({ key, step, hours }) => (key === 0 && step < 9 ? at(step * 6) : at(hours))),
      evidence: { correct: 40, atTime: 2 },
    },
    {
      ...scenario,
      name: 'later corrections that are meant',
      options: { created: 'ignore' },
      source: vectors,
      train: vector([12, 18, 36], [3, 3, 4]),
    },
  ],
  findings: [
    {
      ...scenario,
      name: 'the latest value of each key',
      train: train(({ key }) => rateOf(key, 39)),
      expect: [
        {
          messageId: 'future',
          severity: 'error',
          columns: ['rate'],
          evidence: { future: 40, futureOnly: 40, mistake: 'latest' },
        },
      ],
    },
    {
      ...scenario,
      name: 'the next value',
      train: train(({ key, step }) => rateOf(key, step + 1)),
      expect: [{ messageId: 'future', evidence: { future: 40, mistake: 'forward' } }],
    },
    {
      ...scenario,
      name: 'times of another zone',
      train: train(
        ({ key, hours }) => rateOf(key, Math.floor((hours + 10) / 6)),
        ({ hours }) => at(hours),
      ),
      expect: [{ messageId: 'future', evidence: { future: 40 } }],
    },
    {
      ...scenario,
      name: 'values written after the prediction time, as Feast joins them',
      source: vectors,
      train: vector([12, 18, 36], [3, 3, 4]),
      expect: [{ messageId: 'late', severity: 'error', evidence: { late: 3, correct: 0 } }],
    },
    {
      ...scenario,
      name: 'a ttl that was not kept',
      lookups: { rate: { ...lookup, ttl: HOUR / 2 } },
      train: train(right),
      expect: [{ messageId: 'stale', severity: 'warn', evidence: { stale: 40, mistake: 'ttl-ignored' } }],
    },
    {
      ...scenario,
      name: 'values that were lost',
      train: train((label) => (label.key < 4 ? null : right(label))),
      expect: [{ messageId: 'missing', severity: 'warn', evidence: { missing: 16, correct: 24 } }],
    },
    {
      ...scenario,
      name: 'values of earlier rows',
      train: train(({ key, step }) => rateOf(key, step - 2)),
      expect: [{ messageId: 'older', severity: 'warn', evidence: { older: 40 } }],
    },
    {
      ...scenario,
      name: 'values that the source never had',
      train: train((label) => right(label) + 0.1),
      expect: [{ messageId: 'other', severity: 'warn', evidence: { other: 40 } }],
    },
    {
      ...scenario,
      name: 'a value stamped at the prediction time, where only earlier ones count',
      options: { boundary: 'strict' },
      source: { driver: [1, 1], ts: times([at(0), at(6)]), created: times([at(0), at(6)]), rate: [1, 2] },
      train: vector([6], [2]),
      expect: [{ messageId: 'future', severity: 'error', evidence: { future: 1, mistake: 'inclusive' } }],
    },
    {
      ...scenario,
      name: 'values stamped at the prediction time, of which nothing says that they were known',
      lookups: { rate: unwritten },
      train: train(right, ({ key, step, hours }) => (key < 6 ? at(step * 6) : at(hours))),
      expect: [{ messageId: 'atTime', severity: 'info', columns: ['rate'], evidence: { atTime: 24, rows: 40, correct: 40 } }],
    },
    {
      ...scenario,
      name: 'another value than the one stamped at the prediction time',
      lookups: { rate: unwritten },
      train: train(
        (label) => right(label) + 0.1,
        ({ step }) => at(step * 6),
      ),
      expect: [{ messageId: 'other', evidence: { other: 40, atTime: 0 } }],
    },
    {
      ...scenario,
      name: 'values stamped at the prediction time, told once for columns that were looked up alike',
      source: { ...source, fare: history.map(({ value }) => -value) },
      lookups: { early: { ...unwritten, value: 'fare' }, rate: unwritten, fare: { ...unwritten, value: 'fare' } },
      train: {
        early: { type: 'DOUBLE', values: labels.map(() => null) },
        ...train(right, ({ step }) => at(step * 6)),
        fare: labels.map((label) => -right(label)),
      },
      expect: [
        { messageId: 'missing', columns: ['early'] },
        { messageId: 'atTime', columns: ['rate', 'fare'], evidence: { atTime: 40 } },
      ],
    },
    {
      ...scenario,
      name: 'a value that arrives with a delay',
      options: { delaySeconds: 7200 },
      train: train(right),
      expect: [{ messageId: 'future', evidence: { future: 40, correct: 0, mistake: 'undelayed' } }],
    },
  ],
  skipped: [
    { ...scenario, name: 'no time', time: 'none', train: train(right), because: 'needs `time`' },
    {
      ...scenario,
      name: 'no key',
      lookups: { rate: { ...lookup, entity: ['rider'] } },
      train: train(right),
      because: 'needs the key `rider`',
    },
    {
      ...scenario,
      name: 'no such column in the source',
      lookups: { rate: { ...lookup, value: 'r' } },
      train: train(right),
      because: 'needs the column `r`',
    },
    {
      ...scenario,
      name: 'keys of two types',
      train: { ...train(right), driver: labels.map(({ key }) => `d${key}`) },
      because: 'needs the key `driver` of one type',
    },
  ],
});
