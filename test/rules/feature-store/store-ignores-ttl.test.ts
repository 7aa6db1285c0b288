import rule from '../../../rules/feature-store/store-ignores-ttl.ts';
import { feastStore, view } from '../../support/feature-store.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const train = { driver: [1], rate: [1] };
const store = (offlineStore: string, ttl: string) =>
  feastStore({ featureViews: [view('stats', ['rate'], { ttl })] }, { offlineStore });

ruleTester(rule, {
  clean: [
    { name: 'a store that keeps it', train, featureStore: store('dask', '0.5s'), evidence: { views: 1, store: 'dask' } },
    { name: 'no ttl to ignore', train, featureStore: store('ray', '0s') },
    { name: 'whole seconds', train, featureStore: store('postgres', '60s') },
  ],
  findings: [
    { name: 'none kept', train, featureStore: store('ray', '60s'), expect: [{ messageId: 'ignored', severity: 'warn' }] },
    {
      name: 'less than a second',
      train,
      featureStore: store('bigquery', '0.5s'),
      expect: [{ messageId: 'none', severity: 'warn', evidence: { ttlSeconds: 0.5 } }],
    },
    {
      name: 'parts of a second',
      train,
      featureStore: store('mssql', '90.5s'),
      expect: [{ messageId: 'seconds', severity: 'info', evidence: { ttlSeconds: 90.5 } }],
    },
  ],
  skipped: [
    {
      name: 'a store that nobody names',
      train,
      featureStore: feastStore({ featureViews: [view('stats', ['rate'])] }),
      because: 'needs the feature_store.yaml',
    },
  ],
});
