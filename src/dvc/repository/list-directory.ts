import { type Dirent, readdirSync } from 'node:fs';
import { UserError } from '../../errors.ts';

/** Entries of a directory. Throws `UserError` when it cannot be read. */
export function listDirectory(path: string): Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new UserError(`the directory cannot be read (${code})`, { position: { path }, cause });
  }
}
