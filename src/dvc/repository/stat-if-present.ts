import { type Stats, statSync } from 'node:fs';

const ABSENT = new Set(['ENOENT', 'ENOTDIR', 'ELOOP']);

/** What a path leads to; undefined when it leads nowhere. Throws for what exists and cannot be looked at. */
export function statIfPresent(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch (error) {
    if (ABSENT.has((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}
