import { lstatSync, statSync } from 'node:fs';
import { UserError } from '../../errors.ts';
import type { HashName } from '../cache/object-store.ts';
import { type DirectoryDigest, digestDirectory } from '../hash/digest-directory.ts';
import { digestFiles } from '../hash/digest-files.ts';
import { assertLeadsInto, within } from '../repository/inside.ts';
import type { Repository } from '../repository/repository.ts';

/** What is on disk, hashed as DVC 3 does; every path once. */
export class Disk {
  readonly #repository: Repository;
  readonly #signal: AbortSignal | undefined;
  readonly #hashes = new Map<string, Promise<string>>();
  readonly #directories = new Map<string, Promise<DirectoryDigest>>();

  constructor(repository: Repository, signal?: AbortSignal) {
    this.#repository = repository;
    this.#signal = signal;
  }

  /** A link that leads nowhere exists too. */
  exists(path: string): boolean {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  }

  isDirectory(path: string): boolean {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  }

  /** Throws `UserError` for what DVC cannot hash and for links that leave the repository. */
  hash(path: string, name: HashName): Promise<string> {
    const key = `${name}:${path}`;
    const hash = this.#hashes.get(key) ?? this.#hash(path, name);
    this.#hashes.set(key, hash);
    return hash;
  }

  directory(path: string, name: HashName): Promise<DirectoryDigest> {
    const key = `${name}:${path}`;
    const { root, ignore, readable } = this.#repository;
    const below = within(root, path) ?? '';
    const digest =
      this.#directories.get(key) ??
      digestDirectory(path, {
        legacy: name === 'md5-dos2unix',
        allowLink: (link) => assertLeadsInto(link, readable),
        ignores: (relpath, isDirectory) => ignore.ignoresEntry(below === '' ? relpath : `${below}/${relpath}`, isDirectory),
        ...(this.#signal && { signal: this.#signal }),
      });
    this.#directories.set(key, digest);
    return digest;
  }

  async #hash(path: string, name: HashName): Promise<string> {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) throw new UserError(`${JSON.stringify(path)} is a symbolic link to nothing`);
    assertLeadsInto(path, this.#repository.readable);
    if (!stat.isDirectory() && !stat.isFile()) throw new UserError(`${JSON.stringify(path)} is neither a file nor a directory`);
    const legacy = name === 'md5-dos2unix';
    const options = { legacy, ...(this.#signal && { signal: this.#signal }) };
    const digest = stat.isDirectory()
      ? await this.directory(path, name)
      : (await digestFiles([{ path, size: stat.size }], options))[0]!;
    return legacy ? digest.legacy[0]! : digest.md5;
  }
}
