import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DvcIgnore } from '../ignore/dvcignore.ts';

export interface FoundFiles {
  /** `/`-separated, relative to the root, sorted. */
  readonly pipelines: readonly string[];
  readonly dvcFiles: readonly string[];
}

export interface FindOptions {
  /** Directories that are not entered, such as outs and what Git ignores. */
  readonly skip?: (directory: string) => boolean;
  readonly signal?: AbortSignal;
}

/** Every `dvc.yaml` and `*.dvc` that DVC would look at, not following symbolic links to directories. */
export function findFiles(root: string, ignore: DvcIgnore, { skip, signal }: FindOptions = {}): FoundFiles {
  const pipelines: string[] = [];
  const dvcFiles: string[] = [];
  const pending = [''];
  for (let directory = pending.pop(); directory !== undefined; directory = pending.pop()) {
    signal?.throwIfAborted();
    for (const entry of readdirSync(join(root, directory), { withFileTypes: true })) {
      const path = directory === '' ? entry.name : `${directory}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!ignore.ignoresEntry(path, true) && !skip?.(path)) pending.push(path);
      } else if (entry.name === 'dvc.yaml' || (entry.name.endsWith('.dvc') && entry.name !== '.dvc')) {
        if (!ignore.ignoresEntry(path, false)) (entry.name === 'dvc.yaml' ? pipelines : dvcFiles).push(path);
      }
    }
  }
  return { pipelines: pipelines.sort(), dvcFiles: dvcFiles.sort() };
}
