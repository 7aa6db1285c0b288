import { UserError } from '../../errors.ts';
import type { HashName, ObjectStore } from '../cache/object-store.ts';
import { differsInSize } from '../disk/differs-in-size.ts';
import type { Disk } from '../disk/disk.ts';
import type { Repository } from '../repository/repository.ts';
import type { DataItem, Out } from '../stage/stage.ts';

export type ItemStatus = 'deleted' | 'modified' | 'not in cache';

/** A dep against what is on disk; null when they are the same. Only for paths in the repository. */
export async function diskStatus(item: DataItem, path: string, disk: Disk, cache: ObjectStore): Promise<ItemStatus | null> {
  if (!disk.exists(path)) return 'deleted';
  if (disk.isDirectory(path)) assertNoIgnoreFile(path, disk);
  if (item.hash === null) return 'modified';
  if (item.hash.name === 'md5' && differsInSize(path, { md5: item.hash.value, size: item.size }, disk, cache)) return 'modified';
  return (await disk.hash(path, contentName(item))) === item.hash.value ? null : 'modified';
}

/** `dvc status` fails at a `.dvcignore` in data, which `dvc data status` takes for a file like others. */
function assertNoIgnoreFile(path: string, disk: Disk): void {
  const found = disk.walk(path).find(({ relpath }) => /(?:^|\/)\.dvcignore$/.test(relpath));
  if (found)
    throw new UserError('a .dvcignore lies in data of the pipeline, where DVC allows none', { position: { path: found.path } });
}

/** An out: what the cache lacks hides everything else, as in DVC. */
export async function outStatus(out: Out, path: string, disk: Disk, repository: Repository): Promise<ItemStatus | null> {
  if (out.hash !== null && out.cache && !(await isCached(out, repository))) return 'not in cache';
  return diskStatus(out, path, disk, repository.cache);
}

/** Whether the cache has the object and, of a directory, all its members. */
async function isCached(out: Out, { cache }: Repository): Promise<boolean> {
  const name = contentName(out);
  const hash = out.hash?.value ?? '';
  if (!hash.endsWith('.dir')) return cache.hasIntact(name, hash);
  const members = out.files ?? cache.manifest(name, hash, false);
  if (members === null) return false;
  for (const member of members) if (!(await cache.hasIntact(name, member.md5))) return false;
  return cache.hasIntact(name, hash);
}

export function contentName({ hash }: DataItem): HashName {
  return hash?.name === 'md5-dos2unix' ? 'md5-dos2unix' : 'md5';
}
