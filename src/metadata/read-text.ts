import { readFile, stat } from 'node:fs/promises';
import { UserError } from '../errors.ts';

const largest = 8 * 1024 * 1024;

/** @throws UserError when the file cannot be read, is larger than 8 MB or is not UTF-8 */
export async function readText(path: string, shown: string): Promise<string> {
  const position = { path: shown };
  let bytes: Buffer;
  try {
    const { size } = await stat(path);
    if (size > largest) throw new UserError('is larger than 8 MB, which no description of columns is', { position });
    bytes = await readFile(path);
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    throw new UserError(code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`, { position, cause });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new UserError('is not UTF-8 text', { position, cause });
  }
}
