import { resolve } from 'node:path';
import type { Config } from '../config/config.ts';
import type { RepositoryFacts } from '../dvc/facts/repository-facts.ts';
import type { Revisions } from '../dvc/facts/revision-facts.ts';
import type { DataRole } from '../dvc/lineage/data-role.ts';
import { UserError } from '../errors.ts';
import { noEngine } from './no-engine.ts';
import type { OpenedDataset } from './open-datasets.ts';
import type { Inference, Workspace } from './workspace.ts';

export type { Revisions } from '../dvc/facts/revision-facts.ts';

export interface RepositoryOptions {
  readonly signal?: AbortSignal;
  readonly revisions?: Revisions;
}

/** Whether data lie in a DVC repository, or the configuration does. Most do not: then nothing of `src/dvc` is loaded. */
export async function isInRepository(opened: readonly OpenedDataset[], config: Config): Promise<boolean> {
  return (await rootAround(opened, config)) !== null;
}

/** The repository that the data lie in, told of the stages that lead to them; undefined when there is none. */
export async function repositoryAround(
  opened: readonly OpenedDataset[],
  config: Config,
  options: RepositoryOptions,
): Promise<RepositoryFacts | undefined> {
  const root = await rootAround(opened, config);
  if (root === null) {
    if (options.revisions) throw new UserError('`--rev` needs data in a DVC repository');
    return undefined;
  }
  const data = opened.flatMap(({ opened: { files } }) => files);
  return openFacts(root, config, { ...options, data, network: false });
}

const NO_STORE = { store: undefined, problems: [] };

/**
 * A workspace that is the DVC repository here, the feature store that is declared, and no data. Nothing is read but what they record and
 * have on disk.
 */
export async function loadRepository(config: Config, cwd: string, options: RepositoryOptions = {}): Promise<Workspace> {
  const { findRoot } = await import('../dvc/repository/find-root.ts');
  const root = findRoot(cwd) ?? findRoot(config.baseDirectory);
  if (root === null && !config.feast) {
    throw new UserError('there is no DVC repository here', { hint: 'run it where `dvc status` would run' });
  }
  const repository = root === null ? undefined : await openFacts(root, config, { ...options, from: cwd, network: true });
  const { store, problems } = config.feast ? await (await import('./read-feature-store.ts')).readFeatureStore(config) : NO_STORE;
  return {
    engine: noEngine,
    datasets: [],
    entity: [],
    id: [],
    inferredIds: [],
    features: new Map(),
    ...(config.strategy && { strategy: config.strategy }),
    inferences: repository ? stageInferences(repository) : [],
    ...(repository && { repository }),
    ...(store && { featureStore: store }),
    ...(problems.length && { problems }),
  };
}

async function rootAround(opened: readonly OpenedDataset[], config: Config): Promise<string | null> {
  if (config.dvc === 'off') return null;
  const { findRoot } = await import('../dvc/repository/find-root.ts');
  const places = [...opened.flatMap(({ opened: { files } }) => files.slice(0, 1)), config.baseDirectory];
  for (const place of places) {
    const root = findRoot(place);
    if (root !== null) return root;
  }
  return null;
}

async function openFacts(
  root: string,
  config: Config,
  options: RepositoryOptions & { readonly from?: string; readonly data?: readonly string[]; readonly network: boolean },
): Promise<RepositoryFacts> {
  const [{ RepositoryFacts }, { userCacheDirectory }] = await Promise.all([
    import('../dvc/facts/repository-facts.ts'),
    import('../dvc/hash/hash-cache.ts'),
  ]);
  return new RepositoryFacts(root, {
    from: config.baseDirectory,
    ...options,
    declared: declaredRoles(config),
    cacheDirectory: userCacheDirectory(),
  });
}

/** The roles of files that the configuration names, by absolute path. */
function declaredRoles({ roles, datasets, baseDirectory }: Config): Map<string, DataRole> {
  return new Map(
    (['train', 'validation', 'test'] as const).flatMap((role) => {
      const dataset = datasets.find(({ name }) => name === roles[role]);
      return dataset ? [[resolve(baseDirectory, dataset.path), role] as const] : [];
    }),
  );
}

/** What stages are taken for, by role. */
function stageInferences({ stages }: RepositoryFacts): Inference[] {
  const byRole = new Map<string, string[]>();
  for (const [{ address }, role] of stages?.roles ?? []) if (role) byRole.set(role, [...(byRole.get(role) ?? []), address]);
  return [...byRole].map(([role, names]) => ({
    fact: 'stage' as const,
    value: `${names.slice(0, 5).join(', ')}${names.length > 5 ? ` and ${names.length - 5} more` : ''}`,
    reason: `taken for ${KINDS[role] ?? role}, by names of stages, scripts and outputs`,
  }));
}

const KINDS: Readonly<Record<string, string>> = {
  split: 'a split',
  fit: 'fitted pre-processing',
  train: 'training',
  select: 'selection',
  evaluate: 'evaluation',
};
