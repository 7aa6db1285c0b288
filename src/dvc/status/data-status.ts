import { join } from 'node:path';
import { Disk } from '../disk/disk.ts';
import { git } from '../git/git.ts';
import { within } from '../repository/inside.ts';
import type { Repository } from '../repository/repository.ts';
import { loadStages } from '../stage/load-stages.ts';
import type { Stage } from '../stage/stage.ts';
import { GitTree } from '../tree/git-tree.ts';
import type { Answer, StatusOptions } from './answer.ts';
import { cachedOuts, DataIndex, type IndexEntry, type LoadManifest, parentsOf, recordedIndex } from './data-index.ts';
import { diffIndex, type IndexChange } from './diff-index.ts';
import { notInRemote } from './not-in-remote.ts';
import { openRepository } from './open-repository.ts';
import { openRemote } from './remote.ts';

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
  const load = manifestLoader(repository);
  const shallow = !options.granular;
  const recorded = recordedIndex(stages, root, load);
  const uncommitted = diffIndex(recorded, await diskIndex(stages, repository, options), shallow);
  const committed = repository.usesGit ? diffIndex(headIndex(repository, load), recorded, shallow) : null;
  const unchecked: string[] = [];
  const missing = options.notInRemote ? notInRemote(stages, recorded, repository, shallow, unchecked) : [];
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

/** From the cache, else from a remote that is a local directory. */
function manifestLoader(repository: Repository): LoadManifest {
  return (out, name, hash) => {
    const cached = repository.cache.manifest(name, hash, false);
    if (cached !== null) return cached;
    return openRemote(repository, out.remote)?.store?.manifest(name, hash, false) ?? null;
  };
}

function headIndex(repository: Repository, load: LoadManifest): DataIndex {
  const tree = GitTree.open(repository.root, 'HEAD');
  return tree === null ? new DataIndex() : recordedIndex(loadStages(repository, tree), repository.root, load);
}

async function diskIndex(stages: readonly Stage[], repository: Repository, options: DataStatusOptions): Promise<DataIndex> {
  const disk = new Disk(repository, options);
  const index = new DataIndex();
  const outs = [...new Map(cachedOuts(stages, repository.root).map((out) => [out.path, out])).values()];
  const present = outs.filter(({ path }) => disk.exists(join(repository.root, path)));
  const hashes = await Promise.all(present.map(({ path, hash }) => disk.hash(join(repository.root, path), hash?.name ?? 'md5')));
  disk.save();
  for (const [i, { path, hash }] of present.entries()) {
    const absolute = join(repository.root, path);
    const name = hash?.name ?? 'md5';
    if (!disk.isDirectory(absolute)) {
      index.add({ path, isDirectory: false, hash: { name, value: hashes[i]! }, isLoaded: true });
      continue;
    }
    const { members, legacyMembers } = await disk.directory(absolute, name);
    index.addMembers(path, name === 'md5' ? members : legacyMembers, name, undefined);
  }
  for (const parent of parentsOf(outs.map(({ path }) => path))) {
    if (disk.exists(join(repository.root, parent))) index.addParent(parent);
  }
  for (const [i, { path, hash }] of present.entries()) {
    const absolute = join(repository.root, path);
    const name = hash?.name ?? 'md5';
    if (disk.isDirectory(absolute)) index.add({ path, isDirectory: true, hash: { name, value: hashes[i]! }, isLoaded: true });
  }
  return index;
}

/** A damaged object counts as absent: `dvc status` removes it where it finds it. */
async function notInCache(changes: readonly IndexChange[], { cache }: Repository): Promise<string[]> {
  const recorded = changes.filter(isShown).flatMap(({ old }) => (old?.hash ? [{ old, hash: old.hash }] : []));
  const missing: string[] = [];
  for (const { old, hash } of recorded) if (!(await cache.hasIntact(hash.name, hash.value))) missing.push(show(old));
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
  return show({ ...(entry as IndexEntry), isDirectory: (current ?? old)?.isDirectory ?? false });
}

function untrackedFiles(root: string, cwd: string): string[] {
  const listing = git(root, ['ls-files', '--others', '--exclude-standard', '-z']);
  const prefix = within(root, cwd);
  const paths = listing?.toString('utf8').split('\0').slice(0, -1) ?? [];
  return prefix ? paths.map((path) => relativeTo(prefix, path)) : paths;
}

function relativeTo(directory: string, path: string): string {
  return path.startsWith(`${directory}/`) ? path.slice(directory.length + 1) : `${directory.replace(/[^/]+/g, '..')}/${path}`;
}

function compact(status: Record<string, readonly string[] | Changes>): DataStatus {
  return Object.fromEntries(Object.entries(status).filter(([, value]) => Object.keys(value).length > 0));
}
