import rule from '../../../rules/skew/stale-or-future-served.ts';
import type { Columns } from '../../../src/testing/memory-table.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const HOUR = 3600e6;
const at = (hours: number) => new Date(Date.UTC(2025, 0, 1) + hours * 3600e3).toISOString().slice(0, 19).replace('T', ' ');
const times = (hours: readonly number[]) => ({ type: 'TIMESTAMP' as const, values: hours.map(at) });
const ROWS = Array.from({ length: 60 }, (_, row) => row);

/** A row served every hour, with a value that is so many hours old. */
function log(age: (row: number) => number, status: (row: number) => number = () => 1): Columns {
  return {
    driver: ROWS.map((row) => row % 7),
    stats__rate: { type: 'DOUBLE', values: ROWS.map((row) => (status(row) === 1 ? row / 4 : null)) },
    stats__rate__timestamp: times(ROWS.map((row) => (status(row) === 3 ? -480_000 : row - age(row)))),
    stats__rate__status: ROWS.map(status),
    __log_timestamp: times(ROWS),
    __log_date: ROWS.map((row) => at(row).slice(0, 10)),
    __request_id: ROWS.map((row) => `r${row}`),
  };
}
const train = (rate: (row: number) => number | null = (row) => row / 4): Columns => ({
  driver: ROWS.map((row) => row % 7),
  seen: times(ROWS),
  rate: { type: 'DOUBLE', values: ROWS.map(rate) },
});
const lookups = { rate: { entity: ['driver'], time: 'ts', value: 'rate', ttl: 24 * HOUR } };
const source: Columns = { driver: [0], ts: times([0]), rate: [0] };
const scenario = { train: train(), source, lookups, time: 'seen' };

ruleTester(rule, {
  clean: [
    {
      ...scenario,
      name: 'values of the last hours',
      serving: log((row) => row % 24),
      evidence: { features: 1, withTtl: 1, future: 0, stale: 0 },
    },
    { ...scenario, name: 'clocks that differ by a second', serving: log(() => -0.0002) },
    {
      ...scenario,
      name: 'old values of a feature without a ttl',
      lookups: {},
      serving: log(() => 900),
      evidence: { withTtl: 0 },
    },
    {
      ...scenario,
      name: 'values that are not found as often as they are missing in train',
      train: train((row) => (row % 4 ? row : null)),
      serving: log(
        () => 1,
        (row) => (row % 4 ? 1 : 3),
      ),
      evidence: { notFound: 15 },
    },
    { ...scenario, name: 'no train data', train: undefined as never, serving: log(() => 1) },
  ],
  findings: [
    {
      ...scenario,
      name: 'stamped after it was served',
      serving: log((row) => (row % 10 ? 1 : -2)),
      expect: [{ messageId: 'future', severity: 'error', columns: ['rate'], evidence: { future: 6, present: 60 } }],
    },
    {
      ...scenario,
      name: 'older than the ttl',
      serving: log((row) => (row % 3 ? 1 : 30)),
      expect: [{ messageId: 'stale', severity: 'warn', columns: ['rate'], evidence: { stale: 20, oldestSeconds: 108_000 } }],
    },
    {
      ...scenario,
      name: 'not found where train has a value for every row',
      serving: log(
        () => 1,
        (row) => (row % 3 ? 1 : row % 2 ? 3 : 4),
      ),
      expect: [{ messageId: 'absent', severity: 'warn', evidence: { notFound: 10, outsideMaxAge: 10, trainShare: 0 } }],
    },
  ],
  skipped: [
    { ...scenario, name: 'serving data that are no log', serving: train(), because: 'needs a feature log' },
    {
      ...scenario,
      name: 'statuses in words',
      serving: { ...log(() => 1), stats__rate__status: ROWS.map(() => 'PRESENT') },
      because: 'whole-numbered statuses',
    },
  ],
});
