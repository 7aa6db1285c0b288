import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { UserError } from '../../../errors.ts';
import { nearest } from '../../../text/did-you-mean.ts';
import { quote } from '../../../text/quote.ts';

/** What to do about a path that doesn't exist: pull it, or write it as the most similar one. */
export async function missingFile(location: string, path: string, baseDirectory: string): Promise<UserError> {
  const tracked = await trackedPath(path, baseDirectory);
  if (tracked !== undefined) {
    const name = relative(baseDirectory, tracked) || tracked;
    return new UserError(`${quote(location)} does not exist: DVC tracks it, but its data are not on this machine`, {
      hint: `dvc pull ${name}`,
    });
  }
  const hint = await similarPath(location, path);
  return new UserError(`${quote(location)} does not exist`, {
    hint: hint ?? `relative paths start from ${quote(baseDirectory)}`,
  });
}

async function trackedPath(path: string, baseDirectory: string): Promise<string | undefined> {
  for (let at = path; at !== dirname(at) && at !== baseDirectory; at = dirname(at)) {
    const isTracked = await stat(`${at}.dvc`).then(
      (status) => status.isFile(),
      () => false,
    );
    if (isTracked) return at;
  }
  return undefined;
}

/** Names the entry most like the first part of the path that is missing. */
async function similarPath(location: string, path: string): Promise<string | undefined> {
  let missingPart = path;
  for (;;) {
    const parent = dirname(missingPart);
    const entries = await readdir(parent).catch(() => undefined);
    if (entries) {
      const meant = nearest(basename(missingPart), entries);
      const parts = path.slice(parent.length).split(sep).filter(Boolean).length;
      return meant && `did you mean ${quote(join(withoutLast(location, parts), meant) + path.slice(missingPart.length))}?`;
    }
    if (parent === missingPart) return undefined;
    missingPart = parent;
  }
}

/** The location without its last `parts` parts. */
function withoutLast(location: string, parts: number): string {
  let at = location.replace(/[\\/]+$/, '');
  for (let i = 0; i < parts; i++) at = dirname(at);
  return at === '.' && !location.startsWith('.') ? '' : at;
}
