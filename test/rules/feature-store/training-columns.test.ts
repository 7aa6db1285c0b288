import rule from '../../../rules/feature-store/training-columns.ts';
import { feastStore, service, view } from '../../support/feature-store.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const stats = view('stats', ['rate', 'trips']);
const more = view('more', ['age']);
const store = feastStore(
  { featureViews: [stats, more], featureServices: [service('s', { stats: ['rate', 'trips'] })] },
  { service: 's' },
);
const scenario = { featureStore: store, target: 'y', time: 'seen', entity: ['driver'] };
const train = { driver: [1], seen: ['2025-01-01'], stats__rate: [0.5], stats__trips: [3], y: [1] };

ruleTester(rule, {
  clean: [
    { ...scenario, name: 'all features in full', train, evidence: { features: 2 } },
    { ...scenario, name: 'by their own names', train: { driver: [1], rate: [0.5], trips: [3], y: [1] } },
    {
      ...scenario,
      name: 'by what the configuration says',
      train: { driver: [1], r: [0.5], trips: [3], y: [1] },
      features: { r: { feast: 'stats:rate' } },
    },
    { ...scenario, name: 'a key that nobody declared', entity: [], train },
  ],
  findings: [
    {
      ...scenario,
      name: 'a feature that train lacks',
      train: { driver: [1], stats__rate: [0.5], y: [1] },
      expect: [{ messageId: 'missing', severity: 'warn', columns: ['stats__trips'] }],
    },
    {
      ...scenario,
      name: 'a feature that the service does not give',
      train: { ...train, more__age: [40] },
      expect: [{ messageId: 'unserved', severity: 'warn', columns: ['more__age'] }],
    },
    {
      ...scenario,
      name: 'a column from elsewhere',
      train: { ...train, weather: [40] },
      expect: [{ messageId: 'extra', severity: 'info', columns: ['weather'] }],
    },
    {
      ...scenario,
      name: 'a text where the registry has a number',
      train: { ...train, stats__rate: ['high'] },
      expect: [{ messageId: 'type', severity: 'warn', columns: ['stats__rate'] }],
    },
  ],
  skipped: [
    {
      ...scenario,
      name: 'no service declared',
      featureStore: feastStore({ featureViews: [stats] }),
      train,
      because: '`feast.service`',
    },
    { ...scenario, name: 'no train data', test: train, because: 'needs train data' },
  ],
});
