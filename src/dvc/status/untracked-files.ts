import { git } from '../git/git.ts';
import { within } from '../repository/inside.ts';

/** Files below the root that Git neither tracks nor ignores, relative to the working directory. */
export function untrackedFiles(root: string, cwd: string): string[] {
  const listing = git(root, ['ls-files', '--others', '--exclude-standard', '-z']);
  const prefix = within(root, cwd);
  const paths = listing?.toString('utf8').split('\0').slice(0, -1) ?? [];
  return prefix ? paths.map((path) => relativeTo(prefix, path)) : paths;
}

function relativeTo(directory: string, path: string): string {
  return path.startsWith(`${directory}/`) ? path.slice(directory.length + 1) : `${directory.replace(/[^/]+/g, '..')}/${path}`;
}
