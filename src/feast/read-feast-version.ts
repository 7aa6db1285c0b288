import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lineAt } from './line-at.ts';

/** The newest version of Feast that a file allows. */
export interface FeastVersion {
  /** As written: `0.22.1`. */
  readonly version: string;
  readonly parts: readonly number[];
  /** Whether the version itself is left out, as by `<0.23`. */
  readonly below: boolean;
  readonly file: string;
  /** Counts from 1. */
  readonly line: number;
}

/** Files that say which packages are installed: those that name exact versions first. */
const FILES = [
  /^(uv|poetry|pdm)\.lock$/,
  /^Pipfile\.lock$/,
  /^(requirements|constraints)[\w.-]*\.(txt|in)$/,
  /^(pyproject\.toml|setup\.(cfg|py)|(environment|conda)\.ya?ml)$/,
];
const LOCKED = /^name\s*=\s*"feast"\s*^version\s*=\s*"v?(\d+(?:\.\d+)*)/m;
const PIPFILE = /"feast"\s*:\s*\{[^{}]*"version"\s*:\s*"==v?(\d+(?:\.\d+)*)/;
const REQUIRED =
  /^[^#\n]*?(?<![\w.-])feast(?:\[[^\]\n]*\])?["']?[ \t]*(?<range>(?:(?:[=<>!~^]=?=?)[ \t]*["']?v?\d[\w.*]*[ \t]*,?[ \t]*)+)/m;

/** The version of Feast that a folder's dependency files pin or bound from above; undefined where none does. */
export async function readFeastVersion(directory: string): Promise<FeastVersion | undefined> {
  const names = (await readdir(directory).catch(() => [])).sort();
  const files = FILES.flatMap((pattern) => names.filter((name) => pattern.test(name)));
  for (const file of files) {
    const text = await readFile(join(directory, file), 'utf8').catch(() => '');
    const found = versionIn(text);
    if (!found) continue;
    const { at, ...version } = found;
    return { ...version, parts: version.version.split('.').map(Number), file, line: lineAt(text, at) };
  }
  return undefined;
}

function versionIn(text: string): { readonly version: string; readonly below: boolean; readonly at: number } | undefined {
  const locked = LOCKED.exec(text) ?? PIPFILE.exec(text);
  if (locked) return { version: locked[1]!, below: false, at: locked.index + locked[0].length };
  const required = REQUIRED.exec(text);
  const [, bound, version] =
    /(?<![~!^>])(={1,3}|<=?)\s*["']?v?(\d+(?:\.\d+)*)(?!\.?\*)/.exec(required?.groups?.range ?? '') ?? [];
  if (!required || version === undefined) return undefined;
  return { version, below: bound === '<', at: required.index + required[0].length };
}
