import rule from '../../../rules/feature-store/date-stamped-source.ts';
import { feastStore, service, view } from '../../support/feature-store.ts';
import { ruleTester } from '../../support/rule-tester.ts';

const warehouse = (timestampFieldType?: string) => ({
  type: 'BATCH_BIGQUERY',
  name: 'orders',
  timestampField: 'day',
  bigqueryOptions: { table: 'shop.orders' },
  ...(timestampFieldType && { timestampFieldType }),
});
const store = (type?: string, options = {}) =>
  feastStore(
    {
      featureViews: [view('orders', ['rate'], { batchSource: warehouse(type) }), view('rides', ['trips'])],
      featureServices: [service('s', { rides: ['trips'] })],
    },
    options,
  );
const seen = (values: readonly string[]) => ({ type: 'TIMESTAMP' as const, values });
const train = { driver: [1, 2], seen: seen(['2025-01-01 09:30:00', '2025-01-02 17:00:00']), rate: [1, 2] };
const days = { ...train, seen: seen(['2025-01-01 00:00:00', '2025-01-02 00:00:00']) };

ruleTester(rule, {
  clean: [
    { name: 'times', train, time: 'seen', featureStore: store(), evidence: { views: 2, dated: 0 } },
    { name: 'rows with dates of their own', train: days, time: 'seen', featureStore: store('DATE'), evidence: { dated: 1 } },
    { name: 'a view that the service does not have', train, time: 'seen', featureStore: store('DATE', { service: 's' }) },
  ],
  findings: [
    {
      name: 'rows with a time of day',
      train,
      time: 'seen',
      featureStore: store('DATE'),
      expect: [{ messageId: 'dates', severity: 'warn', evidence: { view: 'orders' } }],
    },
    {
      name: 'rows of which no time is known',
      train,
      featureStore: store('DATE'),
      expect: [{ messageId: 'dates', severity: 'info' }],
    },
  ],
});
