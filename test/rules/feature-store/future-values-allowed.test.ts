import rule from '../../../rules/feature-store/future-values-allowed.ts';
import { feastStore, view } from '../../support/feature-store.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const train = { driver: [1], rate: [1] };
const store = (options = {}) => feastStore({ featureViews: [view('stats', ['rate'])] }, options);

ruleTester(rule, {
  clean: [
    { name: 'a store without the setting', train, featureStore: store({ offlineStore: 'dask' }), evidence: { store: 'dask' } },
    { name: 'no such call', train, featureStore: store({ offlineStore: 'mongodb', looseCalls: [] }), evidence: { calls: 0 } },
  ],
  findings: [
    {
      name: 'a call that lets later values in',
      train,
      featureStore: store({ offlineStore: 'mongodb', looseCalls: [{ file: 'train.py', line: 7 }] }),
      expect: [{ messageId: 'loose', severity: 'warn', evidence: { file: 'train.py', line: 7 } }],
    },
  ],
  skipped: [{ name: 'a store that nobody names', train, featureStore: store(), because: 'needs the feature_store.yaml' }],
});
