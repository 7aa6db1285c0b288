import { resolve } from 'node:path';
import { git } from '../git/git.ts';
import type { RepoDep } from '../stage/stage.ts';

/** Whether the source of an import has moved on; null when it isn't a repository on this machine, so that it can't be told. */
export function isUpdateAvailable(dep: RepoDep, root: string): boolean | null {
  if (/^(?:\w[\w+.-]*:\/\/|[\w.-]+@[\w.-]+:)/.test(dep.url)) return null;
  const directory = resolve(root, dep.url);
  const commit = (revision: string) =>
    git(directory, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`])
      ?.toString()
      .trim();
  const [current, latest] = [commit(dep.revLock ?? dep.rev ?? 'HEAD'), commit(dep.rev ?? 'HEAD')];
  return current === undefined || latest === undefined ? null : current !== latest;
}
