import rule from '../../../rules/feature-store/offline-only-feature.ts';
import { feastStore, service, view } from '../../support/feature-store.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const train = { driver: [1], rate: [1] };
const offline = view('slow', ['sum'], { online: false });
const stats = view('stats', ['rate']);
const onDemand = (source: string) => ({
  spec: { name: 'plus', features: [], sources: { one: { featureViewProjection: { featureViewName: source } } } },
});
const store = (views: object[], projected: Readonly<Record<string, readonly string[]>>, more = {}, declared = 's') =>
  feastStore({ featureViews: views, featureServices: [service('s', projected)], ...more }, declared ? { service: declared } : {});

ruleTester(rule, {
  clean: [
    {
      name: 'views online',
      train,
      featureStore: store([stats, offline], { stats: ['rate'] }),
      evidence: { services: 1, views: 2 },
    },
    {
      name: 'a view computed on demand from one that is online',
      train,
      featureStore: store([stats], { plus: ['rate2'] }, { onDemandFeatureViews: [onDemand('stats')] }),
    },
  ],
  findings: [
    {
      name: 'a view that is only there offline',
      train,
      featureStore: store([stats, offline], { stats: ['rate'], slow: ['sum'] }),
      expect: [{ messageId: 'offline', severity: 'warn', evidence: { view: 'slow', features: ['sum'] } }],
    },
    {
      name: 'in a service that may be there for training',
      train,
      featureStore: store([stats, offline], { slow: ['sum'] }, {}, ''),
      expect: [{ messageId: 'offline', severity: 'info' }],
    },
    {
      name: 'a view that is disabled',
      train,
      featureStore: store([view('stats', ['rate'], { disabled: true })], { stats: ['rate'] }),
      expect: [{ messageId: 'disabled', severity: 'warn' }],
    },
    {
      name: 'a view computed on demand from one that is offline',
      train,
      featureStore: store([offline], { plus: ['x'] }, { onDemandFeatureViews: [onDemand('slow')] }),
      expect: [{ messageId: 'derived', evidence: { view: 'plus' } }],
    },
    {
      name: 'a view that is not there',
      train,
      featureStore: store([stats], { gone: ['x'] }),
      expect: [{ messageId: 'unknown', evidence: { view: 'gone' } }],
    },
  ],
  skipped: [
    { name: 'no service', train, featureStore: feastStore({ featureViews: [stats] }), because: 'needs a feature service' },
  ],
});
