import { offlineStore as storeOfType } from '../../src/feast/offline-store.ts';
import { buildRegistry } from '../../src/feast/registry/build-registry.ts';
import { registryShape } from '../../src/feast/registry/shape.ts';
import { FeastFeatures } from '../../src/features/feast-features.ts';
import { type FeatureStore, storeOf } from '../../src/load/feature-store.ts';

interface Options extends Partial<Pick<FeatureStore, 'service' | 'definitions' | 'looseCalls' | 'feast'>> {
  /** As feature_store.yaml has it. */
  readonly offlineStore?: string;
  readonly project?: string;
}

/** A feature store as `feast registry-dump` would write it. */
export function feastStore(
  dump: Readonly<Record<string, unknown>>,
  { service, definitions, looseCalls, feast, offlineStore, project }: Options = {},
): FeatureStore {
  const registry = buildRegistry(registryShape.parse({ project: 'p', ...dump }), 'registry.json', 'dump');
  return {
    ...storeOf(registry, { service, locate: (uri) => uri }, FeastFeatures),
    ...(definitions && { definitions }),
    ...(looseCalls && { looseCalls }),
    ...(feast && { feast }),
    ...(offlineStore && {
      repository: { directory: '/repo', file: '/repo/feature_store.yaml', ...(project && { project }), offlineStore },
      offline: storeOfType(offlineStore),
    }),
  };
}

/** A view of features of one type, from a file with a created column. */
export const view = (name: string, features: readonly string[], spec: Readonly<Record<string, unknown>> = {}) => ({
  spec: {
    name,
    entityColumns: [{ name: 'driver', valueType: 'INT64' }],
    features: features.map((one) => ({ name: one, valueType: 'DOUBLE' })),
    ttl: '86400s',
    online: true,
    batchSource: fileSource(),
    ...spec,
  },
});

export const fileSource = (more: Readonly<Record<string, unknown>> = {}) => ({
  type: 'BATCH_FILE',
  name: 'rides',
  timestampField: 'ts',
  createdTimestampColumn: 'created',
  fileOptions: { uri: 'rides.parquet' },
  ...more,
});

/** A service of whole views: their names with those of their features. */
export const service = (name: string, views: Readonly<Record<string, readonly string[]>>) => ({
  spec: {
    name,
    features: Object.entries(views).map(([featureViewName, features]) => ({
      featureViewName,
      featureColumns: features.map((one) => ({ name: one, valueType: 'DOUBLE' })),
    })),
  },
});
