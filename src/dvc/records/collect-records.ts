import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { UserError } from '../../errors.ts';
import { readDvcFile } from '../read/dvc-file.ts';
import type { Entry } from '../read/entry.ts';
import { readLockFile } from '../read/lock-file.ts';
import { assertLeadsInto } from '../repository/inside.ts';
import type { Repository } from '../repository/repository.ts';
import type { DataRecord } from './data-record.ts';
import { stageDirectories } from './stage-directories.ts';

export interface CollectedRecords {
  readonly records: readonly DataRecord[];
  /** Files that could not be read, so that what they record is unknown. */
  readonly unreadable: readonly { readonly path: string; readonly error: UserError }[];
}

/** Everything that the lock files and `.dvc` files of a repository record of local data. */
export function collectRecords(repository: Repository): CollectedRecords {
  const { root, tree } = repository;
  const { pipelines, dvcFiles } = tree.find();
  const records: DataRecord[] = [];
  const unreadable: { path: string; error: UserError }[] = [];
  const collect = (path: string, read: () => readonly DataRecord[]) => {
    try {
      assertLeadsInto(path, [root]);
      records.push(...read());
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      unreadable.push({ path, error });
    }
  };
  for (const file of dvcFiles.map((path) => join(root, path))) collect(file, () => recordsOfDvcFile(file));
  for (const pipeline of pipelines) {
    const lock = join(root, pipeline.replace(/yaml$/, 'lock'));
    if (existsSync(lock)) collect(lock, () => recordsOfLock(lock, stageDirectories(pipeline, repository)));
  }
  return { records, unreadable };
}

function recordsOfDvcFile(path: string): DataRecord[] {
  const { wdir, deps, outs } = readDvcFile(path);
  const from = resolve(dirname(path), wdir);
  return [
    ...recordsOf('out', outs, from, path),
    ...recordsOf(
      'dep',
      deps.filter(({ repo, isDatabase }) => !repo && !isDatabase),
      from,
      path,
    ),
  ];
}

function recordsOfLock(path: string, directoryOf: (stage: string) => string | null): DataRecord[] {
  const { stages } = readLockFile(path);
  return [...stages].flatMap(([name, { outs, deps }]) => {
    const from = directoryOf(name);
    return from === null ? [] : [...recordsOf('out', outs, from, path), ...recordsOf('dep', deps, from, path)];
  });
}

function recordsOf(kind: DataRecord['kind'], entries: readonly Entry[], from: string, recordedIn: string): DataRecord[] {
  return entries
    .filter(({ path }) => path !== '' && !/^\w+:\/\//.test(path))
    .map((entry) => ({ kind, path: resolve(from, entry.path), entry, recordedIn }));
}
