import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { UserError } from '../errors.ts';

const largest = 1024 * 1024;

export interface ConfigText {
  readonly text: string;
  /** sha-256 of the bytes, in hex. */
  readonly digest: string;
}

/** @throws UserError when the file cannot be read, is larger than 1 MB or isn't UTF-8 */
export async function readConfigFile(path: string, shown: string): Promise<ConfigText> {
  const bytes = await readAtMost(path, shown);
  const position = { path: shown };
  if (bytes.length > largest)
    throw new UserError('the configuration is larger than 1 MB', { position, hint: 'does --config name the right file?' });
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    throw new UserError('the configuration is in UTF-16', { position, hint: 'save it as UTF-8' });
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { text, digest: createHash('sha256').update(bytes).digest('hex') };
  } catch (cause) {
    throw new UserError('the configuration is not UTF-8 text', { position, hint: 'save it as UTF-8', cause });
  }
}

async function readAtMost(path: string, shown: string): Promise<Buffer> {
  let file: FileHandle | undefined;
  try {
    file = await open(path);
    const chunks: Buffer[] = [];
    let length = 0;
    while (length <= largest) {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(65_536), 0, 65_536, null);
      if (!bytesRead) break;
      chunks.push(buffer.subarray(0, bytesRead));
      length += bytesRead;
    }
    return Buffer.concat(chunks);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const reason = reasons[code ?? ''] ?? `cannot be read (${code})`;
    throw new UserError(`the configuration ${shown} ${reason}`, { hint: 'name another with --config', cause });
  } finally {
    await file?.close();
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  EISDIR: 'is a folder',
  EACCES: 'may not be read',
};
