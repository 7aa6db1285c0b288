import { realpathSync } from 'node:fs';
import { isAbsolute, relative, sep } from 'node:path';
import { UserError } from '../../errors.ts';

/** `/`-separated path of `path` relative to `directory`, '' for the directory itself, or null when it is outside. Looks at the text only. */
export function within(directory: string, path: string): string | null {
  const from = relative(directory, path);
  if (from === '..' || from.startsWith(`..${sep}`) || isAbsolute(from)) return null;
  return sep === '/' ? from : from.replaceAll(sep, '/');
}

/** Throws `UserError` when a path leads, through symbolic links, out of all the given directories. */
export function assertLeadsInto(path: string, directories: readonly string[]): void {
  const target = realpathSync(path);
  if (directories.some((directory) => within(realDirectory(directory), target) !== null)) return;
  throw new UserError(`${JSON.stringify(path)} leads out of the repository, which is not followed`, { position: { path } });
}

function realDirectory(directory: string): string {
  try {
    return realpathSync(directory);
  } catch {
    return directory;
  }
}
