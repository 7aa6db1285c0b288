import rule from '../../../rules/feature-store/label-view-served.ts';
import { feastStore, fileSource, service, view } from '../../support/feature-store.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const labels = (tags: Readonly<Record<string, string>> = {}) =>
  view('outcomes', ['fraud', 'labeler'], {
    batchSource: undefined,
    source: fileSource(),
    tags: Object.fromEntries(Object.entries(tags).map(([field, role]) => [`feast.io/field-role:${field}`, role])),
  });
const stats = view('stats', ['rate']);
const train = { driver: [1], rate: [1] };
const both = service('s', { stats: ['rate'], outcomes: ['fraud', 'labeler'] });

ruleTester(rule, {
  clean: [
    {
      name: 'a service without labels',
      train,
      featureStore: feastStore({
        featureViews: [stats],
        labelViews: [labels()],
        featureServices: [service('s', { stats: ['rate'] })],
      }),
      evidence: { labelViews: 1, services: 1 },
    },
    {
      name: 'fields of a label view that say nothing of the outcome',
      train,
      featureStore: feastStore({
        labelViews: [labels({ fraud: 'label', labeler: 'metadata' })],
        featureServices: [service('s', { outcomes: ['labeler'] })],
      }),
    },
  ],
  findings: [
    {
      name: 'a field that the tags call a label',
      train,
      featureStore: feastStore({
        featureViews: [stats],
        labelViews: [labels({ fraud: 'label', labeler: 'metadata' })],
        featureServices: [both],
      }),
      expect: [{ messageId: 'label', severity: 'error', evidence: { view: 'outcomes', fields: ['fraud'] } }],
    },
    {
      name: 'fields without roles',
      train,
      featureStore: feastStore({ labelViews: [labels()], featureServices: [both] }),
      expect: [{ messageId: 'label', severity: 'error' }],
    },
    {
      name: 'one of several services',
      train,
      featureStore: feastStore({
        featureViews: [stats],
        labelViews: [labels()],
        featureServices: [both, service('t', { stats: ['rate'] })],
      }),
      expect: [{ messageId: 'label', severity: 'warn' }],
    },
    {
      name: 'feedback',
      train,
      featureStore: feastStore({ labelViews: [labels({ fraud: 'feedback' })], featureServices: [both] }),
      expect: [{ messageId: 'outcome', severity: 'warn', evidence: { fields: ['fraud'] } }],
    },
  ],
  skipped: [
    {
      name: 'no service',
      train,
      featureStore: feastStore({ labelViews: [labels()] }),
      because: 'needs a feature service',
    },
  ],
});
