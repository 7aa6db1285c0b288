import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** A view or a service that a Python file defines by a name written out. */
export interface Definition {
  readonly name: string;
  readonly file: string;
  /** Counts from 1. */
  readonly line: number;
}

const PATTERN = /^[^#\n]*?\b(?:\w*FeatureView|FeatureService|LabelView)\(\s*(?:name\s*=\s*)?(['"])([\w-]+)\1/gm;
const MAX_FILES = 300;
const MAX_BYTES = 1 << 20;
const MAX_DEPTH = 4;

/** What the Python files of a feature repository define, read as text: nothing is run. */
export async function readDefinitions(directory: string): Promise<Definition[]> {
  const found: Definition[] = [];
  for (const file of (await pythonFiles(directory, 0)).slice(0, MAX_FILES)) {
    if ((await stat(file)).size > MAX_BYTES) continue;
    const text = await readFile(file, 'utf8');
    for (const match of text.matchAll(PATTERN)) {
      const line = text.slice(0, match.index + match[0].length).split('\n').length;
      found.push({ name: match[2]!, file: relative(directory, file), line });
    }
  }
  return found;
}

async function pythonFiles(directory: string, depth: number): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const nested = entries
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(async (entry) => {
      const path = join(directory, entry.name);
      if (entry.isFile()) return entry.name.endsWith('.py') ? [path] : [];
      const isSource = entry.isDirectory() && !/^[._]|^(venv|node_modules|data|tests?)$/.test(entry.name);
      return isSource && depth < MAX_DEPTH ? pythonFiles(path, depth + 1) : [];
    });
  return (await Promise.all(nested)).flat();
}
