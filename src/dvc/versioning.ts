import { isAbsolute } from 'node:path';
import type { DatasetVersion, Versioning } from '../load/workspace.ts';
import { git } from './git/git.ts';
import { findRoot } from './repository/find-root.ts';
import { within } from './repository/inside.ts';

/** What versions the files of a data set, given what DVC records of them; null when they lie in no DVC repository. */
export function versioningOf(files: readonly string[], version: DatasetVersion | null): Versioning | null {
  const local = files.filter((file) => isAbsolute(file));
  const root = local[0] === undefined ? null : findRoot(local[0]);
  if (root === null) return null;
  if (version !== null) return { by: 'dvc', files: local.length, unversioned: 0 };
  const listing =
    git(root, ['--literal-pathspecs', 'ls-files', '-z', '--', ...local])
      ?.toString('utf8')
      .split('\0') ?? [];
  const tracked = new Set(listing);
  const unversioned = local.filter((file) => !tracked.has(within(root, file) ?? '')).length;
  return { by: unversioned === 0 ? 'git' : 'nothing', files: local.length, unversioned };
}
