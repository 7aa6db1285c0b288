import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';

const MAX_FILES = 300;
const MAX_BYTES = 1 << 20;
const MAX_DEPTH = 4;

/** Files of source code in a folder and those below it, as far as they are not many or large; none is run. */
export async function sourceTexts(
  directory: string,
  endings: readonly string[],
): Promise<{ /** From the folder. */ readonly file: string; readonly text: string }[]> {
  const files = (await filesIn(directory, endings, 0)).slice(0, MAX_FILES);
  return Promise.all(files.map(async (path) => ({ file: relative(directory, path), text: await textOf(path) })));
}

/** Empty for what is no file to read, as a link into nowhere: source code only says where something stands. */
async function textOf(file: string): Promise<string> {
  try {
    return (await stat(file)).size > MAX_BYTES ? '' : await readFile(file, 'utf8');
  } catch {
    return '';
  }
}

async function filesIn(directory: string, endings: readonly string[], depth: number): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  const nested = entries
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(async (entry) => {
      const path = join(directory, entry.name);
      if (entry.isFile()) return endings.some((ending) => entry.name.endsWith(ending)) ? [path] : [];
      const isSource = entry.isDirectory() && !/^[._]|^(venv|node_modules|data|tests?)$/.test(entry.name);
      return isSource && depth < MAX_DEPTH ? filesIn(path, endings, depth + 1) : [];
    });
  return (await Promise.all(nested)).flat();
}
