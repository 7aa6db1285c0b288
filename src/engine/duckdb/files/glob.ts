import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, parse } from 'node:path';

export const hasMagic = (path: string): boolean => /[*?[{]/.test(path);

/** The part of an absolute pattern before its first magic folder or file name. */
export function fixedPrefix(pattern: string): string {
  const { root } = parse(pattern);
  const parts = pattern.slice(root.length).split(SEPARATOR);
  const magic = parts.findIndex(hasMagic);
  return join(root, ...parts.slice(0, magic === -1 ? parts.length : magic));
}

/** Files and folders that match an absolute pattern of `*`, `**`, `?`, `[a-z]`, `[!a]`, `{a,b}`, in order of their names; `*` leaves out hidden ones. */
export async function expandGlob(pattern: string): Promise<string[]> {
  const start = fixedPrefix(pattern);
  const rest = pattern.slice(start.length).split(SEPARATOR).filter(Boolean);
  return [...new Set(await expand(start, rest))].sort(byName);
}

/** Order of paths folder by folder, by code units: the same on every machine. */
export function byName(a: string, b: string): number {
  const [x, y] = [a.replaceAll(/[\\/]/g, '\0'), b.replaceAll(/[\\/]/g, '\0')];
  return x < y ? -1 : x > y ? 1 : 0;
}

const SEPARATOR = process.platform === 'win32' ? /[\\/]/ : '/';

async function expand(path: string, [part, ...rest]: readonly string[]): Promise<string[]> {
  if (part === undefined) return [path];
  if (!hasMagic(part)) return (await exists(join(path, part))) ? expand(join(path, part), rest) : [];
  const entries = await entriesOf(path);
  if (part === '**') {
    const below = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
    const deeper = await Promise.all(below.map((entry) => expand(join(path, entry.name), [part, ...rest])));
    return [...(await expand(path, rest.length ? rest : ['*'])), ...deeper.flat()];
  }
  const names = entries.map((entry) => entry.name).filter(matcher(part));
  return (await Promise.all(names.map((name) => expand(join(path, name), rest)))).flat();
}

async function entriesOf(path: string): Promise<Dirent[]> {
  return readdir(path, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOTDIR' || error.code === 'ENOENT') return [];
    throw error;
  });
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

function matcher(part: string): (name: string) => boolean {
  const expressions = alternatives(part).map((one) => new RegExp(`^${toSource(one)}$`, 'su'));
  return (name) => expressions.some((expression) => expression.test(name)) && (!name.startsWith('.') || part.startsWith('.'));
}

/** `a{b,c}` as `ab` and `ac`. */
function alternatives(part: string): string[] {
  const [, before, choices, after] = /^(.*?)\{([^{}]*)\}(.*)$/s.exec(part) ?? [];
  return choices === undefined ? [part] : choices.split(',').flatMap((choice) => alternatives(`${before}${choice}${after}`));
}

const toSource = (part: string): string =>
  part.replace(/\[([!^]?)([^/]+?)\]|[\s\S]/g, (character, negated?: string, set?: string) => {
    if (set !== undefined) return `[${negated ? '^' : ''}${set.replaceAll(/[\\[\]^]/g, '\\$&')}]`;
    if (character === '*') return '[^/]*';
    return character === '?' ? '[^/]' : character.replace(/[\\^$.|+()[\]{}/]/, '\\$&');
  });
