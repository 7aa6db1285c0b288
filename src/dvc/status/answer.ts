import type { DiskOptions } from '../disk/disk.ts';

export interface StatusOptions extends DiskOptions {
  /** Where paths in the answer start from and a remote's relative path doesn't; the root when absent. */
  readonly cwd?: string;
  /** Ask S3 about deps that lie there; they are unchecked without it, or when it can't be asked. */
  readonly network?: boolean;
}

/** What DVC would print, and what could not be looked at, in words. */
export interface Answer<T> {
  readonly json: T;
  readonly unchecked: readonly string[];
}
