import rule from '../../../rules/feature-store/duplicate-source-rows.ts';
import type { Columns } from '../../../src/testing/memory-table.ts';
import { feastStore } from '../../support/feature-store.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const times = (...hours: number[]) => ({
  type: 'TIMESTAMP' as const,
  values: hours.map((hour) => new Date(Date.UTC(2025, 0, 1, hour)).toISOString().slice(0, 19).replace('T', ' ')),
});
const train: Columns = { driver: [1, 2], seen: times(9, 9), rate: [1, 2], trips: [5, 6] };
const by = { entity: ['driver'], time: 'ts' };
const lookups = { rate: { ...by, value: 'rate' }, trips: { ...by, value: 'trips' } };
const created = { rate: { ...lookups.rate, created: 'made' }, trips: { ...lookups.trips, created: 'made' } };
const scenario = { train, time: 'seen', lookups };
const store = (offlineStore: string) => feastStore({}, { offlineStore });
/** Of driver 1 twice at one time. */
const twice = (rate: readonly number[], made = [2, 2, 2]): Columns => ({
  driver: [1, 1, 2],
  ts: times(1, 1, 1),
  made: times(...made),
  rate: { type: 'DOUBLE', values: rate },
  trips: [5, 5, 6],
});

ruleTester(rule, {
  clean: [
    { ...scenario, name: 'one row each', source: { ...twice([1, 2, 3]), ts: times(1, 2, 1) }, evidence: { rows: 0, tied: 0 } },
    { ...scenario, name: 'copies, of which any will do', source: twice([1, 1, 2]), evidence: { rows: 2, tied: 2, differing: 0 } },
    { ...scenario, name: 'a correction that was written later', lookups: created, source: twice([1, 2, 2], [2, 3, 2]) },
    { ...scenario, name: 'rows without a key', source: { ...twice([1, 2, 2]), driver: [null, null, 2] } },
  ],
  findings: [
    {
      ...scenario,
      name: 'two values, told once for features of one source',
      source: twice([1, 2, 2]),
      expect: [{ messageId: 'arbitrary', severity: 'warn', columns: ['rate'], evidence: { rows: 2, differing: 2 } }],
    },
    {
      ...scenario,
      name: 'two values that were written at one time',
      lookups: created,
      source: twice([1, 2, 2]),
      expect: [{ messageId: 'arbitrary', evidence: { tied: 2, differing: 2, rewritten: 0 } }],
    },
    {
      ...scenario,
      name: 'copies, with a store that joins all of them',
      source: twice([1, 1, 2]),
      featureStore: store('bigquery'),
      expect: [{ messageId: 'copies', severity: 'warn', evidence: { tied: 2, differing: 0 } }],
    },
    {
      ...scenario,
      name: 'a correction, with a store that does not order them',
      lookups: created,
      source: twice([1, 2, 2], [2, 3, 2]),
      featureStore: store('dask'),
      expect: [{ messageId: 'unordered', severity: 'info', evidence: { tied: 0, rewritten: 2 } }],
    },
  ],
  skipped: [{ ...scenario, name: 'no time', time: 'none', source: twice([1, 2, 2]), because: 'needs `time`' }],
});
