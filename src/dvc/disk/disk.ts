import { lstatSync, statSync } from 'node:fs';
import { UserError } from '../../errors.ts';
import type { HashName } from '../cache/object-store.ts';
import type { ContentDigest } from '../hash/content-hasher.ts';
import { type DirectoryDigest, digestWalked } from '../hash/digest-directory.ts';
import { Digester } from '../hash/digester.ts';
import { stampOf } from '../hash/file-stamp.ts';
import { HashCache } from '../hash/hash-cache.ts';
import { type WalkedFile, walkDirectory } from '../hash/walk-directory.ts';
import { assertLeadsInto, within } from '../repository/inside.ts';
import type { Repository } from '../repository/repository.ts';
import { statIfPresent } from '../repository/stat-if-present.ts';

export interface DiskOptions {
  /** The user's cache directory, to remember hashes between runs; nothing is remembered without it. */
  readonly cacheDirectory?: string;
  readonly signal?: AbortSignal;
}

/** What is on disk, hashed as DVC does; every path once. Throws `UserError` for what DVC cannot hash and for links that leave the repository. */
export class Disk {
  readonly #repository: Repository;
  readonly #signal: AbortSignal | undefined;
  readonly #cache: HashCache | undefined;
  readonly #digester: Digester;
  readonly #files = new Map<string, Promise<ContentDigest>>();
  readonly #walks = new Map<string, { readonly files: readonly WalkedFile[]; readonly directories: readonly string[] }>();
  readonly #directories = new Map<string, Promise<DirectoryDigest>>();

  constructor(repository: Repository, { cacheDirectory, signal }: DiskOptions = {}) {
    this.#repository = repository;
    this.#signal = signal;
    this.#cache = cacheDirectory === undefined ? undefined : new HashCache(repository.root, cacheDirectory);
    this.#digester = new Digester({ ...(this.#cache && { cache: this.#cache }), ...(signal && { signal }) });
  }

  /** A link that leads nowhere exists too. */
  exists(path: string): boolean {
    try {
      return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
    } catch (error) {
      // A file stands where one of its directories belongs.
      if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return false;
      throw error;
    }
  }

  isDirectory(path: string): boolean {
    return statIfPresent(path)?.isDirectory() ?? false;
  }

  /** The hash of a file or directory; of legacy ones the value that DVC 3 gives. */
  async hash(path: string, name: HashName): Promise<string> {
    const { md5, legacy } = this.isDirectory(path) ? await this.directory(path, name) : await this.file(path, name);
    return name === 'md5' ? md5 : legacy[0]!;
  }

  file(path: string, name: HashName): Promise<ContentDigest> {
    return remember(this.#files, `${name}:${path}`, async () => {
      const stat = statSync(path, { throwIfNoEntry: false });
      if (stat === undefined) throw new UserError(`${JSON.stringify(path)} is a symbolic link to nothing`);
      if (!stat.isFile()) throw new UserError(`${JSON.stringify(path)} is neither a file nor a directory`);
      assertLeadsInto(path, this.#repository.readable);
      const [digest] = await this.#digester.digest([{ path, size: stat.size, stamp: stampOf(stat) }], name === 'md5-dos2unix');
      return digest!;
    });
  }

  directory(path: string, name: HashName): Promise<DirectoryDigest> {
    return remember(this.#directories, `${name}:${path}`, async () => {
      const legacy = name === 'md5-dos2unix';
      return digestWalked(this.walk(path), { legacy, digest: (files) => this.#digester.digest(files, legacy) });
    });
  }

  /** The files of a directory, as DVC counts them. */
  walk(path: string): readonly WalkedFile[] {
    return this.#walk(path).files;
  }

  /** The directories below one, relative to it, links to directories among them. */
  directoriesIn(path: string): readonly string[] {
    return this.#walk(path).directories;
  }

  #walk(path: string) {
    return remember(this.#walks, path, () => {
      const { root, ignore, readable } = this.#repository;
      const below = within(root, path) ?? '';
      assertLeadsInto(path, readable);
      const directories: string[] = [];
      if (below !== '' && ignore.ignores(below, true)) return { files: [], directories };
      const files = walkDirectory(path, {
        onDirectory: (relpath) => directories.push(relpath),
        allowLink: (link) => assertLeadsInto(link, readable),
        ignores: (relpath, isDirectory) => ignore.ignoresEntry(below === '' ? relpath : `${below}/${relpath}`, isDirectory),
        ...(this.#signal && { signal: this.#signal }),
      });
      return { files, directories };
    });
  }

  /** In bytes; of a directory the sum over its files. */
  size(path: string): number {
    return this.isDirectory(path) ? this.walk(path).reduce((sum, { size }) => sum + size, 0) : statSync(path).size;
  }

  /** Remembers what was hashed, for the next run. */
  save(): void {
    this.#cache?.save();
  }
}

function remember<T>(known: Map<string, T>, key: string, compute: () => T): T {
  const value = known.get(key) ?? compute();
  known.set(key, value);
  return value;
}
