import type { Workspace } from '../load/workspace.ts';

/** What was assumed of the feature store. */
export function storeNotices({ featureStore }: Workspace): string[] {
  if (!featureStore || featureStore.project !== undefined) return [];
  const { path, projects } = featureStore.registry;
  if (projects.length < 2) return [];
  const named = `${projects.slice(0, 5).join(', ')}${projects.length > 5 ? ', …' : ''}`;
  return [`${path} has ${projects.length} projects (${named}), and all are looked at; \`feast.project\` says which is meant`];
}
