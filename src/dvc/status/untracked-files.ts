import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { git } from '../git/git.ts';
import { within } from '../repository/inside.ts';
import { statIfPresent } from '../repository/stat-if-present.ts';

/** Files below the root, those of repositories within left out, that Git neither tracks nor ignores, relative to the working directory. */
export function untrackedFiles(root: string, cwd: string): string[] {
  const listing = git(root, ['ls-files', '--others', '--exclude-standard', '-z']);
  const prefix = within(root, cwd);
  const listed = listing?.toString('utf8').split('\0').slice(0, -1) ?? [];
  const paths = listed.filter((path) => !path.endsWith('/') && !isDirectoryLink(join(root, path)));
  return prefix ? paths.map((path) => relativeTo(prefix, path)) : paths;
}

/** Which DVC takes for a directory, and doesn't look into. */
function isDirectoryLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true && statIfPresent(path)?.isDirectory() === true;
}

function relativeTo(directory: string, path: string): string {
  return path.startsWith(`${directory}/`) ? path.slice(directory.length + 1) : `${directory.replace(/[^/]+/g, '..')}/${path}`;
}
