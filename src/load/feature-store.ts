import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import type { Config } from '../config/config.ts';
import { UserError } from '../errors.ts';
import type { Definition } from '../feast/read-definitions.ts';
import type { FeatureRepository } from '../feast/read-repository.ts';
import type { FeastRegistry, FeatureService, FeatureView } from '../feast/registry/registry.ts';
import type { FeastFeatures, FeastOptions } from '../features/feast-features.ts';

/** The Feast feature store that the configuration names. */
export interface FeatureStore {
  readonly registry: FeastRegistry;
  readonly repository?: FeatureRepository;
  readonly features: FeastFeatures;
  /** Of the project. */
  readonly views: readonly FeatureView[];
  /** The declared service, or all of the project. */
  readonly services: readonly FeatureService[];
  /** Names that Python files of the repository give to views and services, with the file; not what is computed there. */
  readonly definitions?: readonly Definition[];
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
  const { readDefinitions } = await import('../feast/read-definitions.ts');
  return {
    ...storeOf(registry, { project, service, locate: (uri) => locate(uri, directory, baseDirectory) }, FeastFeatures),
    ...(repository && { repository, definitions: await readDefinitions(directory) }),
  };
}

/** What there is of a registry in a project and for a service. */
export function storeOf(
  registry: FeastRegistry,
  options: FeastOptions,
  Features: typeof FeastFeatures,
): Omit<FeatureStore, 'repository' | 'definitions'> {
  const { project, service } = options;
  const isIn = (one: { readonly project: string }) => project === undefined || one.project === project;
  return {
    registry,
    ...(project !== undefined && { project }),
    ...(service !== undefined && { service }),
    views: registry.views.filter(isIn),
    services: registry.services.filter((one) => isIn(one) && (service === undefined || one.name === service)),
    features: new Features(registry, options),
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
