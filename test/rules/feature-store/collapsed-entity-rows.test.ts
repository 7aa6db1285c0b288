import rule from '../../../rules/feature-store/collapsed-entity-rows.ts';
import { feastStore, view } from '../../support/feature-store.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const dump = { featureViews: [view('stats', ['rate'])] };
const scenario = { featureStore: feastStore(dump, { offlineStore: 'dask' }), time: 'seen' };
const train = { driver: [1, 1, 2], seen: ['2025-01-01', '2025-01-02', '2025-01-01'], rate: [1, 2, 3] };
const twice = { ...train, seen: ['2025-01-01', '2025-01-01', '2025-01-01'] };

ruleTester(rule, {
  clean: [
    { ...scenario, name: 'each pair once', train, evidence: { rows: 3, lost: 0 } },
    {
      ...scenario,
      name: 'a store that keeps all rows',
      featureStore: feastStore(dump, { offlineStore: 'duckdb' }),
      train: twice,
    },
    { ...scenario, name: 'rows without a key', train: { ...twice, driver: [null, null, 2] }, evidence: { lost: 0 } },
  ],
  findings: [
    {
      ...scenario,
      name: 'two labels of one key at one time',
      train: twice,
      expect: [{ messageId: 'collapsed', severity: 'warn', columns: ['driver', 'seen'], evidence: { rows: 3, lost: 1 } }],
    },
  ],
  skipped: [
    { ...scenario, name: 'no keys', train: { seen: ['2025-01-01'], rate: [1] }, because: 'needs the join keys' },
    { ...scenario, name: 'an unknown store', featureStore: feastStore(dump), train, because: 'needs the feature_store.yaml' },
  ],
});
