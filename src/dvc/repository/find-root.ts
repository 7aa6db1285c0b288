import { dirname, join } from 'node:path';
import { statIfPresent } from './stat-if-present.ts';

/** The nearest directory, at or above `path`, that has a `.dvc/` directory. */
export function findRoot(path: string): string | null {
  for (let directory = path; ; directory = dirname(directory)) {
    if (statIfPresent(join(directory, '.dvc'))?.isDirectory()) return directory;
    if (dirname(directory) === directory) return null;
  }
}
