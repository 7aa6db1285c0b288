import { mkdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { UserError } from '../errors.ts';

/** Writes a whole file or leaves the old one as it was; what is no file, such as `/dev/null` or a pipe, is written to and stays. */
export async function writeOutput(path: string, text: string, cwd: string): Promise<void> {
  try {
    const asked = resolve(cwd, path);
    const found = await stat(asked).catch(() => undefined);
    if (found && !found.isFile()) await writeFile(asked, text);
    else await replaceFile(found ? await realpath(asked) : asked, text);
  } catch (error) {
    throw new UserError(`${path} cannot be written: ${(error as Error).message}`, { cause: error });
  }
}

async function replaceFile(target: string, text: string): Promise<void> {
  const partial = `${target}.${process.pid}.partial`;
  try {
    await mkdir(dirname(target), { recursive: true });
    await writeFile(partial, text);
    await rename(partial, target);
  } finally {
    await rm(partial, { force: true });
  }
}
