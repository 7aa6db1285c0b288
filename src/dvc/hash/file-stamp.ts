import type { Stats } from 'node:fs';

/** What tells, without reading it, that a file is the one that was read before. Times in milliseconds with their fractions. */
export interface FileStamp {
  readonly size: number;
  readonly inode: number;
  readonly modified: number;
  /** Of the inode: changes with every write, also when the modification time is set back. */
  readonly changed: number;
}

export function stampOf({ size, ino, mtimeMs, ctimeMs }: Stats): FileStamp {
  return { size, inode: ino, modified: mtimeMs, changed: ctimeMs };
}
