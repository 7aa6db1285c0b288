import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

const DATA = /\.(csv|tsv|parquet|json|jsonl|ndjson|arrow|feather)(\.(gz|zst))?$/i;
/** Files that end like data and hardly ever are a data set. */
const NOT_DATA = /^((data)?package(-lock)?|croissant.*|dataset_infos|tsconfig.*|composer|.*\.config|.*\.schema|report)\.json$/i;
const SKIPPED = new Set(['node_modules', 'dist', 'build', 'venv', '__pycache__', 'site-packages']);
const MAX_DEPTH = 3;
const MAX_FILES = 500;

/** Paths, relative to `folder` and sorted, of the files below it that look like data sets. */
export async function findDataFiles(folder: string): Promise<string[]> {
  const found: string[] = [];
  await walk('', 0);
  return found.sort();

  async function walk(path: string, depth: number): Promise<void> {
    for (const entry of await readdir(join(folder, path), { withFileTypes: true }).catch(() => [])) {
      if (found.length >= MAX_FILES || entry.name.startsWith('.')) continue;
      const inside = path ? `${path}/${entry.name}` : entry.name;
      if (entry.isDirectory() && depth < MAX_DEPTH && !SKIPPED.has(entry.name)) await walk(inside, depth + 1);
      else if (entry.isFile() && DATA.test(entry.name) && !NOT_DATA.test(entry.name)) found.push(inside);
    }
  }
}
