import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UserError } from '../../../errors.ts';
import { maskSecrets } from '../../../text/mask-secrets.ts';
import { quote } from '../../../text/quote.ts';
import { fileError } from './file-error.ts';
import { byName, expandGlob, fixedPrefix, hasMagic } from './glob.ts';
import { missingFile } from './missing-file.ts';

export interface Found {
  /** Absolute paths, in reading order. */
  readonly paths: readonly string[];
  /** The folder below which subfolders may be partitions; undefined when the user named one file. */
  readonly root: string | undefined;
}

/**
 * The files that a path, folder or glob pattern stands for. A path that exists is taken as it is, whatever characters it has.
 * @throws UserError when there are none, or they cannot be reached.
 */
export async function findFiles(location: string, baseDirectory: string): Promise<Found> {
  if (location.includes('\0')) throw new UserError(`${quote(location)} is not a path`);
  const path = resolve(baseDirectory, localPath(location));
  const status = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw fileError(error, quote(location));
  });
  if (status?.isDirectory()) return { paths: await filesOfFolder(path, location), root: path };
  if (status?.isFile()) return { paths: [path], root: undefined };
  if (status) throw new UserError(`${quote(location)} is neither a file nor a folder`);
  if (!hasMagic(location)) throw await missingFile(location, path, baseDirectory);
  return { paths: await filesOfPattern(path, location), root: fixedPrefix(path) };
}

function localPath(location: string): string {
  if (/^file:\/\//i.test(location)) return fileURLToPath(location);
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(location)) {
    throw new UserError(`remote files need to be copied here first: ${quote(maskSecrets(location))} is not a local path`, {
      hint: 'download it, for example with dvc pull, aws s3 cp or curl, and give the local path',
    });
  }
  return location;
}

async function filesOfPattern(pattern: string, location: string): Promise<string[]> {
  const paths = await expandGlob(pattern).catch((error) => Promise.reject(fileError(error, quote(location))));
  const files: string[] = [];
  for (const path of paths) {
    if ((await stat(path)).isDirectory()) files.push(...(await filesBelow(path, location)));
    else files.push(path);
  }
  if (!files.length)
    throw new UserError(`no file matches ${quote(location)}`, { hint: 'check the pattern with ls; put it in quotes in a shell' });
  return [...new Set(files)].sort(byName);
}

async function filesOfFolder(path: string, location: string): Promise<string[]> {
  const files = await filesBelow(path, location);
  if (!files.length)
    throw new UserError(`the folder ${quote(location)} holds no data files`, {
      hint: 'give a file, or a folder with files in it',
    });
  return files.sort(byName);
}

async function filesBelow(folder: string, location: string, seen = new Set<string>()): Promise<string[]> {
  const identity = await realpath(folder);
  if (seen.has(identity)) return [];
  seen.add(identity);
  const entries = await readdir(folder, { withFileTypes: true }).catch((error) =>
    Promise.reject(fileError(error, quote(folder))),
  );
  refuseTableFormats(
    folder,
    entries.map((entry) => entry.name),
    location,
  );
  const files: string[] = [];
  for (const { name } of entries) {
    if (isBookkeeping(name)) continue;
    const path = join(folder, name);
    const status = await stat(path).catch((error) => Promise.reject(fileError(error, quote(path))));
    if (status.isDirectory()) files.push(...(await filesBelow(path, location, seen)));
    else if (status.isFile()) files.push(path);
  }
  return files;
}

const isBookkeeping = (name: string): boolean =>
  /^[._]|^(readme|licen[cs]e|manifest|checksums?|notice)(\.|$)|\.(md|crc|dvc|log|lock)$/i.test(name);

/** The data files of these include deleted and replaced rows. */
function refuseTableFormats(folder: string, names: readonly string[], location: string): void {
  const format = names.includes('_delta_log')
    ? 'a Delta Lake table'
    : names.includes('.hoodie')
      ? 'a Hudi table'
      : basename(folder) === 'metadata' && names.some((name) => name.endsWith('.metadata.json'))
        ? 'an Iceberg table'
        : undefined;
  if (format) {
    throw new UserError(`${quote(location)} is ${format}, which cannot be read as plain files`, {
      hint: 'export a snapshot of it to Parquet and check that',
    });
  }
}
