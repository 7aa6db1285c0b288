import { relative, sep } from 'node:path';

/** A column that the folders of a data set spell as `name=value`. */
export interface Partition {
  readonly name: string;
  readonly type: 'BIGINT' | 'DATE' | 'VARCHAR';
  /** One value per file, in their order. */
  readonly values: readonly (string | null)[];
}

/** Hive partitions: the `name=value` folders between `root` and each file, when every file has the same names in the same order. */
export function partitionsOf(root: string, paths: readonly string[]): Partition[] {
  const pairs = paths.map((path) => relative(root, path).split(sep).slice(0, -1).flatMap(toPair));
  const names = pairs[0]?.map(([name]) => name) ?? [];
  const same = pairs.every((each) => each.length === names.length && each.every(([name], i) => name === names[i]));
  if (!same || new Set(names).size < names.length) return [];
  return names.map((name, i) => {
    const values = pairs.map((each) => each[i]![1]);
    return { name, type: typeOf(values), values };
  });
}

function toPair(folder: string): [string, string | null][] {
  const at = folder.indexOf('=');
  if (at < 1) return [];
  const value = folder.slice(at + 1);
  return [[unescapeUrl(folder.slice(0, at)), value === '__HIVE_DEFAULT_PARTITION__' || value === '' ? null : unescapeUrl(value)]];
}

function typeOf(values: readonly (string | null)[]): Partition['type'] {
  const texts = values.filter((value) => value !== null);
  if (texts.length && texts.every((text) => /^-?\d{1,18}$/.test(text))) return 'BIGINT';
  return texts.length && texts.every((text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)))
    ? 'DATE'
    : 'VARCHAR';
}

function unescapeUrl(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
