import rule from '../../../rules/feature-store/label-as-feature.ts';
import { feastStore, fileSource, service, view } from '../../support/feature-store.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const train = { driver: [1, 2], rate: [0.5, 0.25], y: [0, 1] };
const labelView = view('outcomes', ['fraud', 'labeler'], {
  batchSource: undefined,
  source: fileSource(),
  tags: { 'feast.io/field-role:fraud': 'label', 'feast.io/field-role:labeler': 'metadata' },
});
const stats = view('stats', ['rate']);
const withY = view('stats', ['rate', 'y']);
const scenario = { train, target: 'y', entity: ['driver'] };
const asking = {
  spec: {
    name: 'plus',
    features: [{ name: 'sum', valueType: 'DOUBLE' }],
    sources: { r: { requestDataSource: { requestDataOptions: { schema: [{ name: 'y', valueType: 'INT64' }] } } } },
  },
};

ruleTester(rule, {
  clean: [
    {
      ...scenario,
      name: 'a service of features',
      featureStore: feastStore({ featureViews: [stats], featureServices: [service('s', { stats: ['rate'] })] }),
      evidence: { labels: 1, services: 1 },
    },
    {
      ...scenario,
      name: 'a label view beside the features, for the target alone',
      train: { driver: [1, 2], stats__rate: [0.5, 0.25], outcomes__fraud: [0, 1] },
      target: 'outcomes__fraud',
      featureStore: feastStore({ featureViews: [stats], labelViews: [labelView] }),
    },
    {
      ...scenario,
      name: 'a label among the features of a view that is not served',
      featureStore: feastStore({ featureViews: [view('stats', ['rate', 'y'], { online: false })] }),
    },
    {
      ...scenario,
      name: 'a view that serves it, and a declared service without it',
      featureStore: feastStore(
        { featureViews: [withY], featureServices: [service('s', { stats: ['rate'] }), service('all', { stats: ['rate', 'y'] })] },
        { service: 's' },
      ),
    },
  ],
  findings: [
    {
      ...scenario,
      name: 'the target in the declared service',
      featureStore: feastStore(
        { featureViews: [withY], featureServices: [service('s', { stats: ['rate', 'y'] })] },
        { service: 's' },
      ),
      expect: [{ messageId: 'served', severity: 'error', evidence: { service: 's', feature: 'y' } }],
    },
    {
      ...scenario,
      name: 'the target in one of several services, which may be there to fetch training data',
      featureStore: feastStore({
        featureViews: [withY],
        featureServices: [service('s', { stats: ['rate'] }), service('all', { stats: ['rate', 'y'] })],
      }),
      expect: [{ messageId: 'served', severity: 'warn' }],
    },
    {
      ...scenario,
      name: 'the target asked for with a request',
      featureStore: feastStore({ featureViews: [stats], onDemandFeatureViews: [asking] }),
      expect: [{ messageId: 'request', severity: 'error', evidence: { view: 'plus' } }],
    },
    {
      ...scenario,
      name: 'the target served online by a view',
      featureStore: feastStore({ featureViews: [withY] }),
      expect: [{ messageId: 'online', severity: 'warn' }],
    },
    {
      name: 'a label of the registry beside the target',
      train: { driver: [1, 2], stats__rate: [0.5, 0.25], outcomes__fraud: [0, 1], outcomes__labeler: ['ann', 'bob'], y: [0, 1] },
      target: 'y',
      featureStore: feastStore({ featureViews: [stats], labelViews: [labelView] }),
      expect: [{ messageId: 'column', severity: 'warn', columns: ['outcomes__fraud'] }],
    },
  ],
  skipped: [
    {
      name: 'no target and no label view',
      train,
      featureStore: feastStore({ featureViews: [stats] }),
      because: 'needs `target`',
    },
    { name: 'no store', train, target: 'y', because: 'needs a feature store' },
  ],
});
