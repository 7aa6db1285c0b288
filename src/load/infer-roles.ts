import type { Config, DatasetRole } from '../config/config.ts';
import type { Inference } from './workspace.ts';

export interface WithRoles {
  readonly config: Config;
  readonly inferences: readonly Inference[];
}

/** Where the user named no data and is in a DVC repository: the data sets that its training and evaluating stages read. */
export async function inferRoles(config: Config): Promise<WithRoles> {
  if (config.dvc === 'off' || config.splitColumn || config.datasets.length > 0) return { config, inferences: [] };
  const { findRoot } = await import('../dvc/repository/find-root.ts');
  const root = findRoot(config.baseDirectory);
  if (root === null) return { config, inferences: [] };
  const { splitData } = await import('../dvc/facts/split-data.ts');
  const found = splitData(root, config.baseDirectory);
  return {
    config: {
      ...config,
      datasets: found.map(({ role, path }) => ({ name: role, path, options: {} })),
      roles: Object.fromEntries(found.map(({ role }) => [role, role])) as Partial<Record<DatasetRole, string>>,
    },
    inferences: found.map(({ role, path, reason }) => ({ fact: 'role' as const, value: `${role} = ${path}`, reason })),
  };
}
