import { access } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UserError } from '../errors.ts';

const names = ['watertight.yaml', 'watertight.yml'];

/**
 * The configuration file of the nearest folder from `directory` up to the root of its git repository; outside of one,
 * only `directory` is looked at, since a file further up may be anyone's.
 * @throws UserError when a folder has two
 */
export async function findConfig(directory: string): Promise<string | undefined> {
  for (const folder of await upToGitRoot(directory)) {
    const found: string[] = [];
    for (const name of names) if (await exists(join(folder, name))) found.push(join(folder, name));
    if (found.length > 1) throw new UserError(`${folder} has both ${names.join(' and ')}`, { hint: 'keep one of them' });
    if (found[0]) return found[0];
  }
  return undefined;
}

async function upToGitRoot(directory: string): Promise<string[]> {
  const folders: string[] = [];
  for (let folder = directory; ; folder = dirname(folder)) {
    folders.push(folder);
    if (await exists(join(folder, '.git'))) return folders;
    if (dirname(folder) === folder) return [directory];
  }
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
