import type { Config } from '../config/config.ts';
import { dotted } from '../config/path.ts';
import { completeFeature } from '../features/complete-feature.ts';
import type { Feature } from '../features/feature.ts';
import { describedFeatures, withRoles } from './described-features.ts';
import type { FeatureStore } from './feature-store.ts';

/**
 * The declared features, completed by what the feature store says and then by what files describe, with those that only
 * these know: of the store, the given columns; of the files, all.
 */
export function featureMetadata(
  { features }: Pick<Config, 'features'>,
  store: FeatureStore | undefined,
  columns: readonly string[],
  described: readonly Feature[] = [],
): Feature[] {
  const found = new Map(features.map((feature) => [feature.name, feature]));
  if (store) {
    for (const feature of features) {
      const known =
        feature.feast === undefined ? store.features.ofColumn(feature.name) : store.features.named(feature.feast, feature.name);
      if (known) found.set(feature.name, completeFeature(feature, known));
    }
    for (const column of columns) {
      const known = found.has(column) ? undefined : store.features.ofColumn(column);
      if (known) found.set(column, known);
    }
  }
  for (const feature of described) {
    const known = found.get(feature.name);
    found.set(feature.name, known ? completeFeature(known, feature) : feature);
  }
  return [...found.values()];
}

/** The configuration as `config show` has it: with what the feature store and files add, and where that was read. */
export async function withFeatureMetadata(config: Config): Promise<Config> {
  const { openFeatureStore } = await import('./feature-store.ts');
  const [store, described] = await Promise.all([openFeatureStore(config), describedFeatures(config)]);
  if (described.problems[0]) throw described.problems[0];
  if (!store && !described.features.length) return config;
  const { label } = described;
  const target = config.target ?? (label && { column: label.column });
  const known = withRoles(described, { ...config, ...(target && { target }) });
  const features = featureMetadata(config, store, store?.features.names() ?? [], known.features);
  const origins = new Map(config.origins);
  if (label && !config.target) origins.set('target', label.origin);
  for (const { name, origin, factOrigins = {} } of features) {
    if (origin.kind === 'feast' || origin.kind === 'foreign') origins.set(dotted(['features', name]), origin);
    for (const [fact, place] of Object.entries(factOrigins)) origins.set(dotted(['features', name, fact]), place);
  }
  return { ...config, features, origins, ...(target && { target }) };
}
