import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import type { ContentDigest } from './content-hasher.ts';
import type { FileStamp } from './file-stamp.ts';

const VERSION = 1;
/** A file written less than this many milliseconds ago may be written again within one tick of its clock. */
const SETTLED = 2000;
/** Fewer bytes and files than these are hashed in less time than it takes to be worth a file. */
const WORTH_BYTES = 8 << 20;
const WORTH_FILES = 200;
const MOST = 1_000_000;

type Row = readonly [
  path: string,
  size: number,
  inode: number,
  modified: number,
  changed: number,
  md5: string,
  ...legacy: string[],
];

/** Hashes of the files of one repository, remembered between runs in a file of the user's. Neither reading nor writing it can fail a run. */
export class HashCache {
  readonly #root: string;
  readonly #file: string;
  readonly #rows: Map<string, Row>;
  #newBytes = 0;
  #newFiles = 0;

  constructor(root: string, directory: string) {
    this.#root = root;
    this.#file = join(directory, 'hashes', `${createHash('sha256').update(root).digest('hex').slice(0, 32)}.json`);
    this.#rows = new Map(readRows(this.#file).map((row) => [row[0], row]));
  }

  /** The digest of a file whose stamp is as it was; undefined when it must be read, such as for legacy values not yet known. */
  get(path: string, stamp: FileStamp, legacy: boolean): ContentDigest | undefined {
    const row = this.#rows.get(relative(this.#root, path));
    if (row === undefined) return undefined;
    const [, size, inode, modified, changed, md5, ...values] = row;
    const isSame = size === stamp.size && inode === stamp.inode && modified === stamp.modified && changed === stamp.changed;
    return isSame && (!legacy || values.length > 0) ? { size, md5, legacy: legacy ? values : [] } : undefined;
  }

  set(path: string, { size, inode, modified, changed }: FileStamp, digest: ContentDigest): void {
    if (digest.size !== size || Date.now() - Math.max(modified, changed) < SETTLED) return;
    const key = relative(this.#root, path);
    this.#rows.set(key, [key, size, inode, modified, changed, digest.md5, ...digest.legacy]);
    this.#newBytes += size;
    this.#newFiles++;
  }

  save(): void {
    if (this.#newBytes < WORTH_BYTES && this.#newFiles < WORTH_FILES) return;
    const temporary = `${this.#file}.${randomUUID()}`;
    try {
      mkdirSync(dirname(this.#file), { recursive: true, mode: 0o700 });
      writeFileSync(temporary, JSON.stringify({ version: VERSION, rows: [...this.#rows.values()].slice(-MOST) }), {
        mode: 0o600,
      });
      renameSync(temporary, this.#file);
    } catch {
      // Without it the next run only takes longer.
      rmSync(temporary, { force: true });
    }
  }
}

/** Where this user's programs keep what they can do without; `WATERTIGHT_CACHE_DIR` says otherwise. */
export function userCacheDirectory(env: NodeJS.ProcessEnv = process.env): string {
  if (env.WATERTIGHT_CACHE_DIR) return env.WATERTIGHT_CACHE_DIR;
  if (process.platform === 'darwin') return join(homedir(), 'Library/Caches/watertight');
  if (process.platform === 'win32') return join(env.LOCALAPPDATA || join(homedir(), 'AppData/Local'), 'watertight');
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'watertight');
}

function readRows(file: string): readonly Row[] {
  try {
    const { version, rows } = JSON.parse(readFileSync(file, 'utf8')) as { version: unknown; rows: readonly Row[] };
    return version === VERSION && rows.every(isRow) ? rows : [];
  } catch {
    return [];
  }
}

function isRow(row: unknown): boolean {
  return (
    Array.isArray(row) && row.length >= 6 && row.every((part, i) => typeof part === (i === 0 || i > 4 ? 'string' : 'number'))
  );
}
