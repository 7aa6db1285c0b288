import type { Repository } from '../repository/repository.ts';
import type { Stage } from '../stage/stage.ts';
import { cachedOuts, type DataIndex, type IndexEntry, type IndexNode } from './data-index.ts';
import { openRemote, type Remote } from './remote.ts';

/** Recorded data that their remote lacks, member by member when not `shallow`. What can't be looked at goes to `unchecked`. */
export function notInRemote(
  stages: readonly Stage[],
  index: DataIndex,
  repository: Repository,
  shallow: boolean,
  unchecked: string[],
): string[] {
  const remotes = new Map<string | undefined, Remote | null>();
  const remoteOf = (name: string | undefined): Remote | null => {
    if (!remotes.has(name)) {
      const remote = openRemote(repository, name);
      if (remote && remote.store === null)
        unchecked.push(`the remote ${remote.name} (${remote.url}): only local directories are looked at`);
      remotes.set(name, remote);
    }
    return remotes.get(name) ?? null;
  };
  const pushable = stages.filter(({ imports }) => imports !== 'repo');
  const outs = new Set(
    cachedOuts(pushable, repository.root)
      .filter(({ out }) => out.push)
      .map(({ out }) => out),
  );
  const missing: string[] = [];
  const visit = (entry: IndexEntry): void => {
    // What an import without download lacks is at its source, which is not looked at.
    if (!entry.hash || !entry.out?.hash || !outs.has(entry.out)) return;
    const remote = remoteOf(entry.out.remote);
    const isMissing =
      remote === null || (remote.store !== null && (remote.isVersioned || !remote.store.has(entry.hash.name, entry.hash.value)));
    if (isMissing) missing.push(entry.isDirectory ? `${entry.path}/` : entry.path);
  };
  walk(index, index.root, shallow, visit);
  return missing;
}

function walk(index: DataIndex, node: IndexNode, shallow: boolean, visit: (entry: IndexEntry) => void): void {
  if (node.entry) visit(node.entry);
  if (shallow && node.entry?.hash) return;
  for (const child of index.childrenOf(node)?.values() ?? []) walk(index, child, shallow, visit);
}
