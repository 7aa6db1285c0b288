import rule from '../../../rules/feature-store/no-created-timestamp.ts';
import { feastStore, fileSource, view } from '../../support/feature-store.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const train = { driver: [1], rate: [1] };
const batchSource = fileSource({ createdTimestampColumn: '' });

ruleTester(rule, {
  clean: [
    { name: 'a created column', train, featureStore: feastStore({ featureViews: [view('a', ['x'])] }), evidence: { views: 1 } },
    { name: 'no source', train, featureStore: feastStore({ featureViews: [view('a', ['x'], { batchSource: undefined })] }) },
  ],
  findings: [
    {
      name: 'one source of two views, told once',
      train,
      featureStore: feastStore({ featureViews: [view('a', ['x'], { batchSource }), view('b', ['y'], { batchSource })] }),
      expect: [{ messageId: 'missing', severity: 'info', evidence: { source: 'rides', views: ['a', 'b'] } }],
    },
  ],
});
