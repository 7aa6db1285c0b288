import type { Workspace } from '../load/workspace.ts';

/** What changed between the revisions that were asked about. */
export function revisionNotices({ repository }: Workspace): string[] {
  const revisions = repository?.revisions;
  if (!revisions) return [];
  return [revisions.summary() ?? `nothing that DVC records changed from ${revisions.names.from} to ${revisions.names.to}`];
}
