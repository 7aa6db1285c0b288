import type { ObjectStore } from '../cache/object-store.ts';
import type { Disk } from './disk.ts';

/**
 * Whether data differ from raw-hashed record by their size alone, so that nothing need be read. The recorded size is believed only
 * when the objects in the cache have it: DVC doesn't look at it, so that one edited by hand means nothing.
 */
export function differsInSize(
  path: string,
  recorded: { readonly md5: string; readonly size: number | undefined },
  disk: Disk,
  cache: ObjectStore,
): boolean {
  const { md5, size } = recorded;
  if (size === undefined || disk.isDirectory(path) !== md5.endsWith('.dir') || disk.size(path) === size) return false;
  const hashes = md5.endsWith('.dir') ? cache.manifest('md5', md5)?.map((member) => member.md5) : [md5];
  if (hashes === undefined) return false;
  let cached = 0;
  for (const hash of hashes) {
    const object = cache.size('md5', hash);
    if (object === undefined) return false;
    cached += object;
  }
  return cached === size;
}
