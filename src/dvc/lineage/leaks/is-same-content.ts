import type { DataItem } from '../../stage/stage.ts';

/** Hashes of an empty file and an empty directory. */
export const EMPTY = new Set(['d41d8cd98f00b204e9800998ecf8427e', 'd751713988987e9331980363e24189ce.dir']);

export function isSameContent(a: DataItem, b: DataItem): boolean {
  return (
    a.hash !== null && b.hash !== null && a.hash.name === b.hash.name && a.hash.value === b.hash.value && !EMPTY.has(a.hash.value)
  );
}
