import { join, posix } from 'node:path';
import type { Stage } from './stage.ts';

/**
 * Loads DVC files (paths below the root) in the order in which DVC walks. It doesn't look into directories that are outs of stages
 * it has met by then, so that files there aren't loaded. Gives the stages by file.
 */
export function loadAsWalked(
  files: readonly string[],
  root: string,
  load: (file: string) => readonly Stage[],
): ReadonlyMap<string, readonly Stage[]> {
  const loaded = new Map<string, readonly Stage[]>();
  const outs = new Set<string>();
  const isOut = (directory: string) => outs.has(join(root, directory));
  const walk = (directory: string, within: readonly string[]): void => {
    for (const file of within.filter((path) => posix.dirname(path) === directory)) {
      const stages = load(file);
      loaded.set(file, stages);
      for (const stage of stages) for (const { location } of stage.outs) if (location.kind === 'local') outs.add(location.path);
    }
    const below = new Map<string, string[]>();
    for (const path of within) {
      if (posix.dirname(path) === directory) continue;
      const child = childOf(directory, path);
      const others = below.get(child);
      if (others) others.push(path);
      else below.set(child, [path]);
    }
    // What is an out is told once the files here are loaded.
    const children = [...below.keys()].filter((child) => !isOut(child)).sort();
    for (const child of children) walk(child, below.get(child)!);
  };
  walk('.', files);
  return loaded;
}

/** The directory right below `directory` on the way to `path`. */
function childOf(directory: string, path: string): string {
  const from = directory === '.' ? 0 : directory.length + 1;
  return path.slice(0, path.indexOf('/', from));
}
