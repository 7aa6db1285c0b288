import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../errors.ts';
import { listDirectory } from '../repository/list-directory.ts';
import { type FileStamp, stampOf } from './file-stamp.ts';

export interface WalkedFile {
  /** Absolute. */
  readonly path: string;
  /** `/`-separated, relative to the walked directory. */
  readonly relpath: string;
  readonly size: number;
  readonly stamp: FileStamp;
}

export interface WalkOptions {
  /** Whether an entry (relative to the walked directory) is left out. */
  readonly ignores?: (relpath: string, isDirectory: boolean) => boolean;
  /** Called for a symbolic link to a file before anything of its target is read; throws to refuse. */
  readonly allowLink?: (path: string) => void;
  /** Told of every directory below that isn't left out, links to directories among them, though none counts. */
  readonly onDirectory?: (relpath: string) => void;
  readonly signal?: AbortSignal;
}

/**
 * The files that DVC counts as a directory's content: symlinked files are followed, symlinked directories left out.
 * Throws `UserError` for what DVC cannot hash: a broken link, a special file, a name that is not UTF-8.
 */
export function walkDirectory(root: string, options: WalkOptions = {}): WalkedFile[] {
  const files: WalkedFile[] = [];
  const pending = [''];
  for (let directory = pending.pop(); directory !== undefined; directory = pending.pop()) {
    options.signal?.throwIfAborted();
    for (const entry of listDirectory(join(root, directory))) {
      const relpath = directory === '' ? entry.name : `${directory}/${entry.name}`;
      const path = join(root, relpath);
      const isLink = entry.isSymbolicLink();
      const target = isLink ? targetOf(path) : entry;
      if (options.ignores?.(relpath, target?.isDirectory() ?? false)) continue;
      if (!isUtf8(root, directory, entry.name))
        throw new UserError(`${quote(relpath)} in ${quote(root)} has a name that isn't UTF-8, which DVC cannot track`);
      if (target === undefined)
        throw new UserError(`${quote(path)} is a symbolic link to nothing`, { hint: 'remove the link or restore its target' });
      if (target.isDirectory()) options.onDirectory?.(relpath);
      if (isLink && target.isDirectory()) continue;
      if (isLink) options.allowLink?.(path);
      if (target.isDirectory()) pending.push(relpath);
      else if (!target.isFile()) throw new UserError(`${quote(path)} is neither a file nor a directory`);
      else files.push({ path, relpath, ...sizeAndStamp(path) });
    }
  }
  return files;
}

/** Names that aren't UTF-8 come back with replacement characters, which a proper name may hold too. */
function isUtf8(root: string, directory: string, name: string): boolean {
  if (!name.includes('\ufffd')) return true;
  return readdirSync(join(root, directory), { encoding: 'buffer' }).some((bytes) => bytes.equals(Buffer.from(name)));
}

function targetOf(path: string) {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

function sizeAndStamp(path: string) {
  const stamp = stampOf(statSync(path));
  return { size: stamp.size, stamp };
}

function quote(path: string): string {
  return JSON.stringify(path);
}
