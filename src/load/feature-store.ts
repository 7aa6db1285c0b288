import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import type { Config } from '../config/config.ts';
import { UserError } from '../errors.ts';
import type { FeatureRepository } from '../feast/read-repository.ts';
import type { FeastRegistry } from '../feast/registry/registry.ts';
import type { FeastFeatures } from '../features/feast-features.ts';

/** The Feast feature store that the configuration names. */
export interface FeatureStore {
  readonly registry: FeastRegistry;
  readonly repository?: FeatureRepository;
  readonly features: FeastFeatures;
  /** The project that is looked at; absent: all of the registry's. */
  readonly project?: string;
  /** The declared service. */
  readonly service?: string;
}

/**
 * Reads the feature store that the configuration names, if it names one.
 * @throws UserError when it cannot be read
 */
export async function openFeatureStore(config: Config): Promise<FeatureStore | undefined> {
  const { baseDirectory, feast = {} } = config;
  const asked = config.features.find((feature) => feature.feast !== undefined);
  if (!config.feast && !asked) return undefined;
  const [{ readRegistry }, { readFeatureRepository }, { FeastFeatures }] = await Promise.all([
    import('../feast/read-registry.ts'),
    import('../feast/read-repository.ts'),
    import('../features/feast-features.ts'),
  ]);
  const directory = resolve(baseDirectory, feast.repo ?? '.');
  const repository = await readFeatureRepository(directory);
  if (!repository && feast.repo !== undefined && feast.registry === undefined) {
    throw new UserError('there is no feature_store.yaml', {
      position: { path: feast.repo },
      hint: 'name the registry with `feast.registry`',
    });
  }
  const path = feast.registry === undefined ? repository?.registry : resolve(baseDirectory, feast.registry);
  if (path === undefined) {
    throw new UserError(
      repository?.registryProblem ?? `feature ${asked?.name} names a feature store, but none is declared`,
      repository
        ? { hint: 'run `feast registry-dump > registry.json` and name that file as `feast.registry`' }
        : { hint: 'name it with `feast: { registry: … }`' },
    );
  }
  const registry = await readRegistry(path, relative(baseDirectory, path) || path);
  const { service } = feast;
  const found = service === undefined ? undefined : registry.services.find((one) => one.name === service);
  if (service !== undefined && !found) {
    const names = registry.services.map(({ name }) => name);
    throw new UserError(`the registry has no feature service named ${service}`, {
      position: { path: registry.path },
      hint: names.length ? `it has ${names.slice(0, 10).join(', ')}` : 'it has none',
    });
  }
  const project = found?.project ?? projectOf(registry, repository);
  return {
    registry,
    ...(repository && { repository }),
    ...(project !== undefined && { project }),
    ...(service !== undefined && { service }),
    features: new FeastFeatures(registry, { project, service, locate: (uri) => locate(uri, directory, baseDirectory) }),
  };
}

const projectOf = ({ projects }: FeastRegistry, repository: FeatureRepository | undefined): string | undefined =>
  repository?.project !== undefined && projects.includes(repository.project) ? repository.project : undefined;

/** Feast reads relative paths from the folder of feature_store.yaml, and with some offline stores from where it runs. */
function locate(uri: string, directory: string, baseDirectory: string): string {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(uri) && !uri.startsWith('file://')) return uri;
  const path = uri.replace(/^file:\/\//, '');
  const places = [resolve(directory, path), resolve(baseDirectory, path)];
  const place = places.find((candidate) => existsSync(candidate)) ?? places[0]!;
  const short = relative(baseDirectory, place);
  return short.startsWith('..') ? place : short;
}
