import type { Config } from '../config/config.ts';
import type { Engine } from '../engine/engine.ts';
import type { Table } from '../engine/table.ts';
import { UserError } from '../errors.ts';
import { type Described, withRoles } from './described-features.ts';
import { featureMetadata } from './feature-metadata.ts';
import { readFeatureStore } from './read-feature-store.ts';
import { openSources } from './sources.ts';
import type { Workspace } from './workspace.ts';

/** What is known of the tables' columns as features, and the sources they were looked up in. */
export async function knownFeatures(
  tables: readonly Table[],
  config: Config,
  engine: Engine,
  described: Described,
): Promise<Pick<Workspace, 'features' | 'sources' | 'featureStore' | 'problems'>> {
  const { store, problems: unread } = await readFeatureStore(config);
  const problems = [...described.problems, ...unread];
  const { target, time, entity, id, splitColumn } = config;
  const known = new Set([target?.column, time, splitColumn?.column, ...entity, ...id]);
  const columns = [...new Set(tables.flatMap((table) => table.columns.map(({ name }) => name)))];
  const features = featureMetadata(
    config,
    store,
    columns.filter((name) => !known.has(name)),
    withRoles(described, config).features,
  );
  const looked = features.filter(({ name }) => columns.includes(name));
  const sources = await openSources(looked, engine, config.baseDirectory);
  // A source that the user wrote down must be there; one that a registry names may lie elsewhere.
  for (const { name, source, origin, factOrigins } of looked) {
    const opened = sources.get(name);
    if (source && !factOrigins?.source && origin.kind !== 'feast' && opened && 'problem' in opened) {
      problems.push(new UserError(`feature ${name}: ${opened.problem}`, origin.position ? { position: origin.position } : {}));
    }
  }
  return {
    features: new Map(features.map((feature) => [feature.name, feature])),
    sources,
    ...(store && { featureStore: store }),
    ...(problems.length && { problems }),
  };
}
