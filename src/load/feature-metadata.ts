import type { Config } from '../config/config.ts';
import { dotted } from '../config/path.ts';
import { completeFeature } from '../features/complete-feature.ts';
import type { Feature } from '../features/feature.ts';
import type { FeatureStore } from './feature-store.ts';

/** The declared features, completed by what the feature store says, and those of the given columns that only the store knows. */
export function featureMetadata(
  { features }: Pick<Config, 'features'>,
  store: FeatureStore | undefined,
  columns: readonly string[],
): Feature[] {
  const found = new Map(features.map((feature) => [feature.name, feature]));
  if (!store) return [...found.values()];
  for (const feature of features) {
    const known =
      feature.feast === undefined ? store.features.ofColumn(feature.name) : store.features.named(feature.feast, feature.name);
    if (known) found.set(feature.name, completeFeature(feature, known));
  }
  for (const column of columns) {
    const known = found.has(column) ? undefined : store.features.ofColumn(column);
    if (known) found.set(column, known);
  }
  return [...found.values()];
}

/** The configuration as `config show` has it: with what the feature store adds, and where that was read. */
export async function withFeatureMetadata(config: Config): Promise<Config> {
  const { openFeatureStore } = await import('./feature-store.ts');
  const store = await openFeatureStore(config);
  if (!store) return config;
  const features = featureMetadata(config, store, store.features.names());
  const origins = new Map(config.origins);
  for (const { name, origin, sourceOrigin } of features) {
    if (origin.kind === 'feast') origins.set(dotted(['features', name]), origin);
    for (const part of sourceOrigin ? ['source', 'unsourced'] : []) origins.set(dotted(['features', name, part]), sourceOrigin!);
  }
  return { ...config, features, origins };
}
