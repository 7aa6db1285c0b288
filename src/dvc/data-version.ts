import { isAbsolute, relative, resolve } from 'node:path';
import type { DatasetVersion } from '../load/workspace.ts';
import { type Comparison, RecordComparer } from './compare/record-comparer.ts';
import type { DiskOptions } from './disk/disk.ts';
import { userCacheDirectory } from './hash/hash-cache.ts';
import { bestRecords } from './records/best-records.ts';
import type { CollectedRecords } from './records/collect-records.ts';
import { collectRecords } from './records/collect-records.ts';
import type { DataRecord } from './records/data-record.ts';
import { findRoot } from './repository/find-root.ts';
import { Repository } from './repository/repository.ts';
import { statIfPresent } from './repository/stat-if-present.ts';

export interface DataLocation {
  readonly name: string;
  /** As the user gave it, relative to `cwd`: a file, a glob, a directory or a URL. */
  readonly location: string;
  /** The files read, absolute. */
  readonly files: readonly string[];
}

/**
 * For each data set the version that DVC records of it and whether that is what is on disk; null when no repository records it.
 * What cannot be compared is `unchecked` with a reason, never left out.
 */
export async function dataVersions(
  datasets: readonly DataLocation[],
  cwd: string,
  options: DiskOptions = { cacheDirectory: userCacheDirectory() },
): Promise<(DatasetVersion | null)[]> {
  const repositories = new Map<string, RecordedRepository>();
  const versions = await Promise.all(
    datasets.map(async (dataset) => {
      const paths = localPaths(dataset, cwd);
      const root = paths[0] === undefined ? null : (findRoot(paths[0]) ?? findRoot(cwd));
      if (root === null) return null;
      const repository = repositories.get(root) ?? new RecordedRepository(root, options);
      repositories.set(root, repository);
      return repository.version(paths, cwd);
    }),
  );
  for (const repository of repositories.values()) repository.save();
  return versions;
}

class RecordedRepository {
  readonly #comparer: RecordComparer;
  readonly #collected: CollectedRecords;

  constructor(root: string, options: DiskOptions) {
    const repository = new Repository(root);
    this.#collected = collectRecords(repository);
    this.#comparer = new RecordComparer(repository, options);
  }

  save(): void {
    this.#comparer.save();
  }

  async version(paths: readonly string[], cwd: string): Promise<DatasetVersion | null> {
    const groups = new Map<string, { records: readonly DataRecord[]; paths: string[] }>();
    const unrecorded: string[] = [];
    for (const path of paths) {
      const records = bestRecords(this.#collected.records, path);
      const key = records[0]?.path;
      if (key === undefined) unrecorded.push(path);
      else groups.set(key, { records, paths: [...(groups.get(key)?.paths ?? []), path] });
    }
    if (groups.size === 0) return this.#unreadable(cwd);
    const versions = await Promise.all([...groups.values()].map((group) => this.#compare(group.records, group.paths, cwd)));
    const worst =
      versions.find(({ state }) => state === 'mismatch') ?? versions.find(({ state }) => state === 'unchecked') ?? versions[0]!;
    if (unrecorded.length === 0 || worst.state === 'mismatch') return worst;
    return { ...worst, state: 'unchecked', reason: `${unrecorded.length} of ${paths.length} files are recorded nowhere` };
  }

  /** Of records that stand equal, one that matches is enough. */
  async #compare(records: readonly DataRecord[], paths: readonly string[], cwd: string): Promise<DatasetVersion> {
    const versions: DatasetVersion[] = [];
    for (const record of records) {
      const version = toVersion(record, await this.#comparer.compare(record, paths), cwd);
      if (version.state === 'match') return version;
      versions.push(version);
    }
    return versions.find(({ state }) => state === 'mismatch') ?? versions[0]!;
  }

  #unreadable(cwd: string): DatasetVersion | null {
    const first = this.#collected.unreadable[0];
    if (first === undefined) return null;
    const recordedIn = show(first.path, cwd);
    return {
      system: 'dvc',
      recordedIn,
      recorded: '',
      actual: null,
      state: 'unchecked',
      hash: 'other',
      reason: `${recordedIn} cannot be read: ${first.error.message}`,
    };
  }
}

function toVersion(record: DataRecord, comparison: Comparison, cwd: string): DatasetVersion {
  const { recorded, ...rest } = comparison;
  return { system: 'dvc', recordedIn: show(record.recordedIn, cwd), recorded: recorded.value, hash: recorded.name, ...rest };
}

/** The directory itself when the data set is one, so that files which aren't data count as DVC counts them. */
function localPaths({ location, files }: DataLocation, cwd: string): readonly string[] {
  if (/^\w+:\/\//.test(location)) return [];
  const path = resolve(cwd, location);
  if (statIfPresent(path)?.isDirectory()) return [path];
  return files.filter((file) => isAbsolute(file));
}

function show(path: string, cwd: string): string {
  return relative(cwd, path);
}
