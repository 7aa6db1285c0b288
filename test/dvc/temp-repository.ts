import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { manifestHash, manifestText } from '../../src/dvc/hash/manifest.ts';
import { tempTree, writeTree } from './temp-tree.ts';

export const md5 = (content: string) => createHash('md5').update(content).digest('hex');

/** A DVC repository in Git, of which `files` are committed and `data` (path → content, or a directory's files) are in the cache. */
export class TempRepository {
  readonly root: string;

  constructor(files: Readonly<Record<string, string>>) {
    this.root = tempTree({ '.dvc/config': '', '.dvc/.gitignore': '/cache\n/config.local\n', ...files });
    this.#git('init', '-q');
    this.commit();
  }

  commit(): void {
    this.#git('add', '-A', '-f');
    this.#git('-c', 'user.name=t', '-c', 'user.email=t@t', 'commit', '-q', '--allow-empty', '-m', 'state');
  }

  write(files: Readonly<Record<string, string>>): void {
    writeTree(this.root, files);
  }

  path(path: string): string {
    return join(this.root, path);
  }

  #git(...args: string[]): void {
    execFileSync('git', args, { cwd: this.root, stdio: 'ignore' });
  }
}

/** Puts contents into a cache or remote as DVC would; gives their hash. `mode` 0444 is what DVC trusts. */
export function store(directory: string, content: string, mode = 0o444): string {
  return put(directory, md5(content), content, mode);
}

/** The same for a directory with its members. */
export function storeDirectory(directory: string, files: Readonly<Record<string, string>>): string {
  const members = Object.entries(files).map(([relpath, content]) => ({ relpath, md5: store(directory, content) }));
  return put(directory, manifestHash(members), manifestText(members), 0o444);
}

export function objectPath(directory: string, hash: string): string {
  return join(directory, 'files/md5', hash.slice(0, 2), hash.slice(2));
}

function put(directory: string, hash: string, content: string, mode: number): string {
  const path = objectPath(directory, hash);
  if (!existsSync(path)) writeTree(directory, { [path.slice(directory.length + 1)]: content });
  chmodSync(path, mode);
  return hash;
}

export function dvcFile(path: string, hash: string, extra = 'hash: md5'): string {
  return `outs:\n- path: ${path}\n  md5: ${hash}\n${extra && `  ${extra}\n`}`;
}

export interface LockEntries {
  readonly cmd?: string;
  readonly deps?: Readonly<Record<string, string>>;
  readonly params?: string;
  readonly outs?: Readonly<Record<string, string>>;
}

/** A `dvc.lock`; deps and outs by path → md5. */
export function lockFile(stages: Readonly<Record<string, LockEntries>>): string {
  const list = (key: string, data: Readonly<Record<string, string>> = {}) => {
    const entries = Object.entries(data).map(([path, hash]) => `    - {path: ${path}, hash: md5, md5: ${hash}}\n`);
    return entries.length === 0 ? '' : `    ${key}:\n${entries.join('')}`;
  };
  const texts = Object.entries(stages).map(
    ([name, { cmd = 'run', deps, params, outs }]) =>
      `  ${name}:\n    cmd: ${cmd}\n${list('deps', deps)}${params === undefined ? '' : `    params: ${params}\n`}${list('outs', outs)}`,
  );
  return `schema: '2.0'\nstages:\n${texts.join('')}`;
}
