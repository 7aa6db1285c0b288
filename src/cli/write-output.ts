import { existsSync, statSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { UserError } from '../errors.ts';

/** Writes a whole file or leaves the old one as it was; into what is there and no file, such as a pipe or /dev/null. */
export async function writeOutput(path: string, text: string, cwd: string): Promise<void> {
  const target = resolve(cwd, path);
  const partial = `${target}.${process.pid}.partial`;
  try {
    if (existsSync(target) && !statSync(target).isFile()) return await writeFile(target, text);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(partial, text);
    await rename(partial, target);
  } catch (error) {
    await rm(partial, { force: true });
    throw new UserError(`${path} cannot be written: ${(error as Error).message}`, { cause: error });
  }
}
