import { join, relative, resolve } from 'node:path';
import type { Config } from '../config/config.ts';
import { type Position, UserError } from '../errors.ts';
import type { OfflineStore } from '../feast/offline-store.ts';
import type { Definition } from '../feast/read-definitions.ts';
import type { FeastVersion } from '../feast/read-feast-version.ts';
import type { LooseCall } from '../feast/read-loose-calls.ts';
import type { FeatureRepository } from '../feast/read-repository.ts';
import type { FeastRegistry, FeatureService, FeatureView } from '../feast/registry/registry.ts';
import type { FeastFeatures, FeastOptions } from '../features/feast-features.ts';
import { locateSource } from './locate-source.ts';

/** The Feast feature store that the configuration names. */
export interface FeatureStore {
  readonly registry: FeastRegistry;
  readonly repository?: FeatureRepository;
  /** That of feature_store.yaml. */
  readonly offline?: OfflineStore;
  readonly features: FeastFeatures;
  /** Of the project. */
  readonly views: readonly FeatureView[];
  /** The declared service, or all of the project. */
  readonly services: readonly FeatureService[];
  /** Names that Python files of the repository give to views and services, with the file; not what is computed there. */
  readonly definitions?: readonly Definition[];
  /** The newest version of Feast that the project's dependencies allow; `file` starts from the base directory. */
  readonly feast?: FeastVersion;
  /** Code that lets later values in, by paths from the base directory; absent where the offline store cannot. */
  readonly looseCalls?: readonly LooseCall[];
  /** Where a view or a service is defined: in a Python file, or else the registry. */
  readonly placeOf: (name: string) => Position;
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
  const project = projectOf(registry, { declared: feast.project, service: feast.service, repository });
  const store = storeOf(
    registry,
    {
      project,
      service: feast.service,
      remote: feast.remote,
      locate: (uri) => locateSource(uri, directory, baseDirectory),
    },
    FeastFeatures,
  );
  if (feast.service !== undefined && !store.services.length) {
    const names = registry.services.filter((one) => project === undefined || one.project === project).map(({ name }) => name);
    throw new UserError(`the registry has no feature service named ${feast.service}`, {
      position: { path: registry.path },
      hint: names.length ? `it has ${names.slice(0, 10).join(', ')}` : 'it has none',
    });
  }
  if (!repository) return store;
  const [{ readDefinitions }, { offlineStore }] = await Promise.all([
    import('../feast/read-definitions.ts'),
    import('../feast/offline-store.ts'),
  ]);
  const definitions = await readDefinitions(directory);
  const offline = offlineStore(repository.offlineStore);
  return {
    ...store,
    repository,
    offline,
    definitions,
    ...(await versionIn([directory, baseDirectory], baseDirectory)),
    ...(offline.loose && { looseCalls: await looseCallsIn([baseDirectory, directory], baseDirectory) }),
    placeOf: placesIn(definitions, relative(baseDirectory, directory), registry),
  };
}

async function versionIn(directories: readonly string[], baseDirectory: string): Promise<Pick<FeatureStore, 'feast'>> {
  const { readFeastVersion } = await import('../feast/read-feast-version.ts');
  for (const directory of directories) {
    const found = await readFeastVersion(directory);
    if (found) return { feast: { ...found, file: relative(baseDirectory, join(directory, found.file)) } };
  }
  return {};
}

/** Those of training are seldom in the feature repository, which may lie within the base directory or outside of it. */
async function looseCallsIn(directories: readonly string[], baseDirectory: string): Promise<LooseCall[]> {
  const { readLooseCalls } = await import('../feast/read-loose-calls.ts');
  const found = await Promise.all(
    directories.map(async (directory) =>
      (await readLooseCalls(directory)).map(({ file, line }) => ({ file: relative(baseDirectory, join(directory, file)), line })),
    ),
  );
  return [...new Map(found.flat().map((call) => [call.file, call])).values()];
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
    placeOf: () => ({ path: registry.path }),
  };
}

interface ProjectHints {
  readonly declared: string | undefined;
  readonly service: string | undefined;
  readonly repository: FeatureRepository | undefined;
}

/** The project that is meant: as declared, that of feature_store.yaml, or the only one with the service. */
function projectOf({ projects, services, path }: FeastRegistry, { declared, service, repository }: ProjectHints) {
  if (declared !== undefined && !projects.includes(declared)) {
    throw new UserError(`the registry has no project named ${declared}`, {
      position: { path },
      hint: projects.length ? `it has ${projects.slice(0, 10).join(', ')}` : 'it names none',
    });
  }
  const own = declared ?? repository?.project;
  if (own !== undefined && projects.includes(own)) return own;
  const holders = [...new Set(services.filter(({ name }) => name === service).map(({ project }) => project))];
  if (holders.length > 1) {
    throw new UserError(`several projects have a feature service named ${service}: ${holders.slice(0, 10).join(', ')}`, {
      position: { path },
      hint: 'say which with `feast.project`',
    });
  }
  return holders[0];
}

function placesIn(definitions: readonly Definition[], folder: string, { path }: FeastRegistry): FeatureStore['placeOf'] {
  return (name) => {
    const found = definitions.find((one) => one.name === name);
    return found ? { path: join(folder, found.file), line: found.line } : { path };
  };
}
