import { join } from 'node:path';
import { Disk, type DiskOptions } from '../disk/disk.ts';
import type { Repository } from '../repository/repository.ts';
import type { Stage } from '../stage/stage.ts';
import { cachedOuts, DataIndex, parentsOf } from './data-index.ts';

/** What is on disk where data are recorded, hashed as they are recorded. Throws `UserError` as `Disk` does. */
export async function diskIndex(stages: readonly Stage[], repository: Repository, options: DiskOptions): Promise<DataIndex> {
  const disk = new Disk(repository, options);
  const index = new DataIndex();
  const outs = [...new Map(cachedOuts(stages, repository.root).map((out) => [out.path, out])).values()];
  const present = outs.filter(({ path }) => disk.exists(join(repository.root, path)));
  const hashes = await Promise.all(present.map(({ path, hash }) => disk.hash(join(repository.root, path), hash?.name ?? 'md5')));
  disk.save();
  for (const [i, { path, hash }] of present.entries()) {
    const absolute = join(repository.root, path);
    const name = hash?.name ?? 'md5';
    if (!disk.isDirectory(absolute)) {
      index.add({ path, isDirectory: false, hash: { name, value: hashes[i]! }, isLoaded: true });
      continue;
    }
    const { members, legacyMembers } = await disk.directory(absolute, name);
    for (const directory of disk.directoriesIn(absolute)) index.addParent(`${path}/${directory}`);
    index.addMembers(path, name === 'md5' ? members : legacyMembers, name, undefined);
  }
  for (const parent of parentsOf(outs.map(({ path }) => path))) {
    if (disk.exists(join(repository.root, parent))) index.addParent(parent);
  }
  for (const [i, { path, hash }] of present.entries()) {
    const absolute = join(repository.root, path);
    const name = hash?.name ?? 'md5';
    if (disk.isDirectory(absolute)) index.add({ path, isDirectory: true, hash: { name, value: hashes[i]! }, isLoaded: true });
  }
  return index;
}
