import { relative, sep } from 'node:path';

/** A column that the folders of a data set spell as `name=value`. */
export interface Partition {
  readonly name: string;
  /** One value per file, in their order. */
  readonly values: readonly (string | null)[];
}

/** Hive partitions: the `name=value` folders between `root` and each file, when every file has the same names in the same order. */
export function partitionsOf(root: string, paths: readonly string[]): Partition[] {
  const pairs = paths.map((path) => relative(root, path).split(sep).slice(0, -1).flatMap(toPair));
  const names = pairs[0]?.map(([name]) => name) ?? [];
  const same = pairs.every((each) => each.length === names.length && each.every(([name], i) => name === names[i]));
  if (!same || new Set(names).size < names.length) return [];
  return names.map((name, i) => ({ name, values: pairs.map((each) => each[i]![1]) }));
}

function toPair(folder: string): [string, string | null][] {
  const at = folder.indexOf('=');
  if (at < 1) return [];
  const value = folder.slice(at + 1);
  return [[unescapeUrl(folder.slice(0, at)), value === '__HIVE_DEFAULT_PARTITION__' || value === '' ? null : unescapeUrl(value)]];
}

function unescapeUrl(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
