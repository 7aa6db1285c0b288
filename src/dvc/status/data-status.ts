import type { ManifestMember } from '../hash/manifest.ts';
import { openRemote } from '../remote/open-remote.ts';
import { keyOf } from '../remote/remote-store.ts';
import type { Repository } from '../repository/repository.ts';
import { loadStages } from '../stage/load-stages.ts';
import type { Stage } from '../stage/stage.ts';
import { GitTree } from '../tree/git-tree.ts';
import type { Answer, StatusOptions } from './answer.ts';
import { cachedOuts, DataIndex, type IndexEntry, type LoadManifest, recordedIndex } from './data-index.ts';
import { diffIndex, type IndexChange } from './diff-index.ts';
import { diskIndex } from './disk-index.ts';
import { notInRemote } from './not-in-remote.ts';
import { openRepository } from './open-repository.ts';
import { untrackedFiles } from './untracked-files.ts';

export interface DataStatusOptions extends StatusOptions {
  /** Look into directories. */
  readonly granular?: boolean;
  readonly notInRemote?: boolean;
  readonly unchanged?: boolean;
  readonly untrackedFiles?: boolean;
}

type Changes = Partial<Record<'added' | 'modified' | 'deleted' | 'unknown', string[]>> & {
  renamed?: { old: string; new: string }[];
};

/** What `dvc data status --json` prints; directories end in a slash. */
export interface DataStatus {
  readonly not_in_cache?: readonly string[];
  readonly not_in_remote?: readonly string[];
  readonly committed?: Changes;
  readonly uncommitted?: Changes;
  readonly untracked?: readonly string[];
  readonly unchanged?: readonly string[];
}

/** Compares recorded data with what is on disk and with what HEAD records. Throws `UserError` where DVC refuses the repository. */
export async function dvcDataStatus(root: string, options: DataStatusOptions = {}): Promise<Answer<DataStatus>> {
  const { repository, stages } = openRepository(root);
  const load = await manifestLoader(repository, stages, options);
  const shallow = !options.granular;
  const recorded = recordedIndex(stages, root, load);
  const uncommitted = diffIndex(recorded, await diskIndex(stages, repository, options), shallow);
  const committed = repository.usesGit ? diffIndex(headIndex(repository, load, stages, recorded), recorded, shallow) : null;
  const unchecked: string[] = [];
  const missing = options.notInRemote
    ? await notInRemote(stages, recorded, repository, { shallow, ...(options.signal && { signal: options.signal }) }, unchecked)
    : [];
  return {
    json: compact({
      not_in_cache: await notInCache(uncommitted, repository),
      not_in_remote: missing,
      committed: committed === null ? {} : byType(committed),
      uncommitted: byType(uncommitted),
      ...(options.untrackedFiles && { untracked: repository.usesGit ? untrackedFiles(root, options.cwd ?? root) : [] }),
      ...(options.unchanged && { unchanged: unchanged(uncommitted, committed) }),
    }),
    unchecked,
  };
}

/** From the cache, else from the remote, which is asked only for what the cache lacks. */
async function manifestLoader(
  repository: Repository,
  stages: readonly Stage[],
  options: DataStatusOptions,
): Promise<LoadManifest> {
  const fetched = new Map<string, readonly ManifestMember[] | null>();
  const { cache, root } = repository;
  const lacking = cachedOuts(stages, root).filter(
    ({ hash }) => hash?.value.endsWith('.dir') && cache.manifest(hash.name, hash.value, false) === null,
  );
  for (const { out, hash } of options.granular ? lacking : []) {
    const remote = openRemote(repository, out.remote, options.signal);
    if (remote?.store && !remote.isVersioned)
      fetched.set(
        keyOf({ name: hash!.name, hash: hash!.value }),
        await remote.store.manifest({ name: hash!.name, hash: hash!.value }),
      );
  }
  return (_, name, hash) => cache.manifest(name, hash, false) ?? fetched.get(keyOf({ name, hash })) ?? null;
}

/** DVC keeps an index by its paths and hashes: where all of them are equal, it is the same one, whatever the hashes' names. */
function headIndex(repository: Repository, load: LoadManifest, stages: readonly Stage[], recorded: DataIndex): DataIndex {
  const tree = GitTree.open(repository.root, 'HEAD');
  if (tree === null) return new DataIndex();
  const head = loadStages(repository, tree);
  return contentsOf(head, repository.root) === contentsOf(stages, repository.root)
    ? recorded
    : recordedIndex(head, repository.root, load);
}

function contentsOf(stages: readonly Stage[], root: string): string {
  const hashes = new Map(cachedOuts(stages, root).map(({ path, hash }) => [path, hash?.value ?? null]));
  return JSON.stringify([...hashes].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A damaged object counts as absent: `dvc status` removes it where it finds it. A manifest that cannot be read it leaves. */
async function notInCache(changes: readonly IndexChange[], { cache }: Repository): Promise<string[]> {
  const recorded = changes.filter(isShown).flatMap(({ old }) => (old?.hash ? [{ old, hash: old.hash }] : []));
  const missing: string[] = [];
  for (const {
    old,
    hash: { name, value },
  } of recorded) {
    const isUnreadable = value.endsWith('.dir') && cache.has(name, value) && cache.manifest(name, value, false) === null;
    if (!isUnreadable && !(await cache.hasIntact(name, value))) missing.push(show(old));
  }
  return missing;
}

/** Paths without a hash on either side, and members that only an unreadable record could explain, aren't spoken of. */
function isShown({ type, old, new: current }: IndexChange): boolean {
  if (type === 'unchanged') return Boolean(old?.hash ?? current?.hash);
  return type !== 'unknown' || current !== null;
}

function byType(changes: readonly IndexChange[]): Changes {
  const result: Changes = {};
  for (const change of changes.filter(isShown)) {
    const { type, old, new: current } = change;
    if (type === 'unchanged') continue;
    if (type === 'renamed') {
      result.renamed ??= [];
      result.renamed.push({ old: show(old!), new: show(current!) });
      continue;
    }
    result[type] ??= [];
    result[type].push(showChange(change));
  }
  return result;
}

function unchanged(uncommitted: readonly IndexChange[], committed: readonly IndexChange[] | null): string[] {
  const paths = (changes: readonly IndexChange[]) =>
    changes.filter((change) => change.type === 'unchanged' && isShown(change)).map(showChange);
  const here = paths(uncommitted);
  const there = committed && new Set(paths(committed));
  return there === null ? here : here.filter((path) => there.has(path));
}

function show({ path, isDirectory }: IndexEntry): string {
  return isDirectory ? `${path}/` : path;
}

function showChange({ old, new: current, type }: IndexChange): string {
  const entry = type === 'added' ? current : (old ?? current);
  return show({
    ...(entry as IndexEntry),
    isDirectory: (current?.isBare ? (old ?? current) : (current ?? old))?.isDirectory ?? false,
  });
}

function compact(status: Record<string, readonly string[] | Changes>): DataStatus {
  return Object.fromEntries(Object.entries(status).filter(([, value]) => Object.keys(value).length > 0));
}
