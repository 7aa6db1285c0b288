import { notLookedInto, openRemote, type Remote } from '../remote/open-remote.ts';
import { keyOf } from '../remote/remote-store.ts';
import type { Repository } from '../repository/repository.ts';
import type { Stage } from '../stage/stage.ts';
import { cachedOuts, type DataIndex, type IndexEntry, type IndexNode } from './data-index.ts';

export interface NotInRemoteOptions {
  /** Don't look into directories. */
  readonly shallow: boolean;
  readonly signal?: AbortSignal;
}

/** Recorded data that their remote lacks, directories with a slash at their end. What can't be looked at goes to `unchecked`. */
export async function notInRemote(
  stages: readonly Stage[],
  index: DataIndex,
  repository: Repository,
  { shallow, signal }: NotInRemoteOptions,
  unchecked: string[],
): Promise<string[]> {
  const pushable = stages.filter(({ imports }) => imports !== 'repo');
  const outs = new Set(cachedOuts(pushable, repository.root).flatMap(({ out }) => (out.push ? [out] : [])));
  // What an import without download lacks is at its source, which is not looked at.
  const entries = [...walk(index, index.root, shallow)].filter(({ hash, out }) => hash && out?.hash && outs.has(out));
  const byRemote = new Map<string | undefined, IndexEntry[]>();
  for (const entry of entries) byRemote.set(entry.out?.remote, [...(byRemote.get(entry.out?.remote) ?? []), entry]);
  const missing = await Promise.all(
    [...byRemote].map(([name, wanted]) => missingFrom(openRemote(repository, name, signal), wanted, unchecked)),
  );
  const all = new Set(missing.flat());
  return entries.filter((entry) => all.has(entry)).map(({ path, isDirectory }) => (isDirectory ? `${path}/` : path));
}

/** Everything, where there is no remote or one that holds no objects. */
async function missingFrom(
  remote: Remote | null,
  entries: readonly IndexEntry[],
  unchecked: string[],
): Promise<readonly IndexEntry[]> {
  if (remote === null || remote.isVersioned) return entries;
  if (remote.store === null) {
    unchecked.push(notLookedInto(remote));
    return [];
  }
  const present = await remote.store.present(
    entries.map(({ hash }) => ({ name: hash!.name, hash: hash!.value })),
    false,
  );
  return entries.filter(({ hash }) => !present.has(keyOf({ name: hash!.name, hash: hash!.value })));
}

function* walk(index: DataIndex, node: IndexNode, shallow: boolean): Generator<IndexEntry> {
  if (node.entry) yield node.entry;
  if (shallow && node.entry?.hash) return;
  for (const child of index.childrenOf(node)?.values() ?? []) yield* walk(index, child, shallow);
}
