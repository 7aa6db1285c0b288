import { existsSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import type { Config } from '../../config/config.ts';

/** A folder, and the files in it that count; without names, all that is in it, however deep. */
export interface Place {
  readonly folder: string;
  readonly names?: ReadonlySet<string>;
}

/**
 * Where the files lie that a check reads: the configuration, what describes features, the baseline and local data.
 * @param configFile where the configuration stands, or would stand
 */
export function watchedPlaces(configFile: string, config: Config | undefined): Place[] {
  const files = [configFile];
  const trees: string[] = [];
  if (config) {
    const { baseDirectory, datasets, metadata = [], baseline, engine } = config;
    const inside = (path: string) => resolve(baseDirectory, path);
    files.push(...metadata.map(({ path }) => inside(path)), ...(baseline === undefined ? [] : [baseline]));
    if (!datasets.length) files.push(inside('dvc.yaml'), inside('dvc.lock'));
    for (const { path } of engine.url === 'duckdb' ? datasets : []) {
      if (/^[a-z][a-z0-9+.-]+:\/\//i.test(path)) continue;
      const whole = inside(path);
      // A glob by the folder above its first pattern, a folder by itself.
      const pattern = /[*?[{]/.exec(path) ? whole.search(/[^/\\]*[*?[{]/) : -1;
      if (pattern >= 0) trees.push(resolve(whole.slice(0, pattern)));
      else if (isFolder(whole)) trees.push(whole);
      else files.push(whole);
    }
  }
  const byFolder = new Map<string, Set<string>>();
  for (const file of files) {
    const folder = dirname(file);
    byFolder.set(folder, (byFolder.get(folder) ?? new Set()).add(basename(file)));
  }
  return [
    ...[...byFolder].map(([folder, names]) => ({ folder, names })),
    ...[...new Set(trees)].map((folder) => ({ folder })),
  ].filter(({ folder }) => existsSync(folder));
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
