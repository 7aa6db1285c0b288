import { UserError } from '../../errors.ts';
import { DVC_FILE } from './data-shape.ts';
import { type Entry, readEntry } from './entry.ts';
import { parseYaml } from './parse-yaml.ts';
import { readText } from './read-text.ts';
import type { Value, ValueMap } from './value.ts';

/** A `.dvc` file: data that was added or imported. */
export interface DvcFile {
  /** The document, of which the checksum of an import is made. */
  readonly document: ValueMap;
  readonly md5: Value | undefined;
  readonly wdir: string;
  readonly frozen: boolean;
  readonly alwaysChanged: boolean;
  readonly deps: readonly DvcFileDep[];
  readonly outs: readonly DvcFileOut[];
}

export interface DvcFileDep extends Entry {
  readonly repo?: ValueMap;
  readonly isDatabase: boolean;
}

export interface DvcFileOut extends Entry {
  readonly cache: boolean;
  readonly push: boolean;
  readonly remote?: string;
}

export function readDvcFile(path: string): DvcFile {
  return parseDvcFile(readText(path), path);
}

export function parseDvcFile(text: string, path: string): DvcFile {
  const document = parseYaml(text, path) ?? new Map();
  const problem = DVC_FILE(document, '');
  if (problem !== null) throw new UserError(`not a .dvc file: ${problem.replace(/^: /, '')}`, { position: { path } });
  const map = document as ValueMap;
  const list = (key: string) => (map.get(key) ?? []) as readonly ValueMap[];
  return {
    document: map,
    md5: map.get('md5'),
    wdir: (map.get('wdir') ?? '.') as string,
    frozen: map.get('frozen') === true || map.get('locked') === true,
    alwaysChanged: map.get('always_changed') === true,
    deps: list('deps').map((dep) => {
      const repo = dep.get('repo') as ValueMap | undefined;
      return { ...readEntry(dep), ...(repo && { repo }), isDatabase: dep.has('db') };
    }),
    outs: list('outs').map((out) => {
      const remote = out.get('remote') as string | undefined;
      return { ...readEntry(out), cache: out.get('cache') !== false, push: out.get('push') !== false, ...(remote && { remote }) };
    }),
  };
}
