import rule from '../../../rules/feature-store/stale-registry.ts';
import { feastStore, service, view } from '../../support/feature-store.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const train = { driver: [1], rate: [1] };
const dump = { featureViews: [view('stats', ['rate'])], featureServices: [service('s', { stats: ['rate'] })] };
const defined = (name: string, more = {}) => ({ name, file: 'features.py', line: 3, ...more });
const options = { offlineStore: 'dask', project: 'p' };

ruleTester(rule, {
  clean: [
    {
      name: 'what is defined is there',
      train,
      featureStore: feastStore(dump, { ...options, definitions: [defined('stats', { ttl: 86_400e6 }), defined('s')] }),
      evidence: { definitions: 2 },
    },
    {
      name: 'a ttl that is computed, and a name that is given twice',
      train,
      featureStore: feastStore(dump, { ...options, definitions: [defined('stats', { ttl: 1 }), defined('stats')] }),
    },
  ],
  findings: [
    {
      name: 'a view that was not applied',
      train,
      featureStore: feastStore(dump, { ...options, definitions: [defined('stats'), defined('newer')] }),
      expect: [{ messageId: 'unknown', severity: 'info', evidence: { name: 'newer' } }],
    },
    {
      name: 'another ttl',
      train,
      featureStore: feastStore(dump, { ...options, definitions: [defined('stats', { ttl: 7200e6 })] }),
      expect: [{ messageId: 'ttl', severity: 'warn', evidence: { definedHours: 2, registeredHours: 24 } }],
    },
    {
      name: 'the registry of another project',
      train,
      featureStore: feastStore(dump, { ...options, project: 'q', definitions: [defined('newer')] }),
      expect: [{ messageId: 'project', severity: 'warn' }],
    },
  ],
  skipped: [{ name: 'no Python files', train, featureStore: feastStore(dump), because: 'needs the Python files' }],
});
