import rule from '../../../rules/feature-store/unbounded-ttl.ts';
import { feastStore, service, view } from '../../support/feature-store.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const train = { driver: [1], rate: [1] };

ruleTester(rule, {
  clean: [
    { name: 'a day', train, featureStore: feastStore({ featureViews: [view('stats', ['rate'])] }), evidence: { views: 1 } },
    {
      name: 'values without a key',
      train,
      featureStore: feastStore({
        featureViews: [view('rates', ['euro'], { ttl: '0s', entityColumns: [{ name: '__dummy_id' }] })],
      }),
    },
    {
      name: 'a view that the declared service does not use',
      train,
      featureStore: feastStore(
        {
          featureViews: [view('stats', ['rate']), view('old', ['x'], { ttl: '0s' })],
          featureServices: [service('s', { stats: ['rate'] })],
        },
        { service: 's' },
      ),
      evidence: { views: 1 },
    },
  ],
  findings: [
    {
      name: 'no ttl, and a ttl of nothing',
      train,
      featureStore: feastStore({ featureViews: [view('a', ['x'], { ttl: '0s' }), view('b', ['y'], { ttl: undefined })] }),
      expect: [
        { messageId: 'unbounded', severity: 'info', evidence: { view: 'a' } },
        { messageId: 'unbounded', severity: 'info', evidence: { view: 'b' } },
      ],
    },
    {
      name: 'a long ttl, where that is said to be one',
      options: { maxDays: 365 },
      train,
      featureStore: feastStore({ featureViews: [view('a', ['x'], { ttl: `${400 * 86_400}s` }), view('b', ['y'])] }),
      expect: [{ messageId: 'long', evidence: { view: 'a', ttlDays: 400 } }],
    },
    {
      name: 'a view that is used on demand',
      train,
      featureStore: feastStore(
        {
          featureViews: [view('a', ['x'], { ttl: '0s' })],
          onDemandFeatureViews: [
            { spec: { name: 'sum', features: [], sources: { a: { featureViewProjection: { featureViewName: 'a' } } } } },
          ],
          featureServices: [service('s', { sum: ['x2'] })],
        },
        { service: 's' },
      ),
      expect: [{ messageId: 'unbounded', evidence: { view: 'a' } }],
    },
  ],
});
