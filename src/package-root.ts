import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder of this package, whether it runs compiled or from source. */
export const packageRoot: URL = ['..', '../..']
  .map((up) => new URL(`${up}/`, import.meta.url))
  .find((folder) => existsSync(new URL('package.json', folder)))!;

export function packageVersion(): string {
  return JSON.parse(readFileSync(new URL('package.json', packageRoot), 'utf8')).version;
}

/** Markdown prose of a rule of this package, or undefined. */
export function ruleDocs(id: string): string | undefined {
  const path = fileURLToPath(new URL(`rules/${id}.md`, packageRoot));
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
