import rule from '../../../rules/feature-store/old-feast.ts';
import { feastStore, fileSource, view } from '../../support/feature-store.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const train = { driver: [1], rate: [1] };
const feast = (version: string, below = false) => ({
  version,
  parts: version.split('.').map(Number),
  below,
  file: 'requirements.txt',
  line: 2,
});
const store = (version: ReturnType<typeof feast> | undefined, spec = {}, offlineStore = 'dask') =>
  feastStore({ featureViews: [view('stats', ['rate'], spec)] }, { offlineStore, ...(version && { feast: version }) });
const unwritten = { batchSource: fileSource({ createdTimestampColumn: '' }) };

ruleTester(rule, {
  clean: [
    { name: 'a new version', train, featureStore: store(feast('0.66.0')), evidence: { version: '0.66.0' } },
    { name: 'a later major version', train, featureStore: store(feast('1.0')) },
    { name: 'an old one, and nothing that it joins wrongly', train, featureStore: store(feast('0.22.1'), unwritten) },
    { name: 'another offline store', train, featureStore: store(feast('0.22.1'), { ...unwritten, ttl: '0s' }, 'bigquery') },
  ],
  findings: [
    {
      name: 'a view without a ttl, read from files',
      train,
      featureStore: store(feast('0.22.1'), { ttl: '0s' }),
      expect: [{ messageId: 'future', severity: 'warn', evidence: { version: '0.22.1', views: ['stats'] } }],
    },
    {
      name: 'a bound that leaves the mended version out',
      train,
      featureStore: store(feast('0.23', true), { ttl: '0s' }),
      expect: [{ messageId: 'future', evidence: { version: '<0.23' } }],
    },
    {
      name: 'no cut-off by the created time',
      train,
      featureStore: store(feast('0.23.0'), { ttl: '0s' }),
      expect: [{ messageId: 'uncut', severity: 'info' }],
    },
  ],
  skipped: [{ name: 'no version', train, featureStore: store(undefined), because: 'needs a file of dependencies' }],
});
