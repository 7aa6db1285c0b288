import { statSync } from 'node:fs';
import { UserError } from '../../errors.ts';
import type { DatasetVersion } from '../../load/workspace.ts';
import type { HashName } from '../cache/object-store.ts';
import { differsInSize } from '../disk/differs-in-size.ts';
import { Disk, type DiskOptions } from '../disk/disk.ts';
import { diffManifests, type ManifestMember } from '../hash/manifest.ts';
import type { DataRecord } from '../records/data-record.ts';
import { type RecordedHash, recordedHash } from '../records/recorded-hash.ts';
import { within } from '../repository/inside.ts';
import type { Repository } from '../repository/repository.ts';

export type Comparison = Pick<DatasetVersion, 'actual' | 'state' | 'reason' | 'differences'> & {
  readonly recorded: RecordedHash;
};
type HashRecord = Exclude<RecordedHash, { name: 'other' }>;

/** Compares what is on disk with what is recorded. A directory is hashed once, however many records and files ask. */
export class RecordComparer {
  readonly #repository: Repository;
  readonly #disk: Disk;

  constructor(repository: Repository, options: DiskOptions = {}, disk = new Disk(repository, options)) {
    this.#repository = repository;
    this.#disk = disk;
  }

  /** Remembers what was hashed, for the next run. */
  save(): void {
    this.#disk.save();
  }

  /** `paths`: the recorded path itself, or files below it. What cannot be hashed is `unchecked` with the reason. */
  async compare(record: DataRecord, paths: readonly string[]): Promise<Comparison> {
    const recorded = recordedHash(record.entry, within(this.#repository.root, record.path) !== null);
    const unchecked = (reason: string): Comparison => ({ recorded, actual: null, state: 'unchecked', reason });
    if (recorded.name === 'other') return unchecked(recorded.reason);
    try {
      const isDirectory = statSync(record.path).isDirectory();
      if (isDirectory !== recorded.isDirectory) {
        const reason = isDirectory
          ? 'a file is recorded where a directory is on disk'
          : 'a directory is recorded where a file is on disk';
        return { recorded, actual: null, state: 'mismatch', reason };
      }
      if (!isDirectory) return await this.#compareFile(record, recorded);
      if (paths.includes(record.path)) return await this.#compareDirectory(record, recorded);
      return (await this.#compareMembers(record, recorded, paths)) ?? (await this.#compareDirectory(record, recorded));
    } catch (error) {
      if (error instanceof UserError) return unchecked(error.message);
      if (isSystemError(error)) return unchecked(`cannot be read: ${error.code}`);
      throw error;
    }
  }

  async #compareFile(record: DataRecord, recorded: HashRecord): Promise<Comparison> {
    const { path, entry } = record;
    if (
      recorded.name === 'md5' &&
      differsInSize(path, { md5: recorded.value, size: entry.size }, this.#disk, this.#repository.cache)
    ) {
      return { recorded, actual: null, state: 'mismatch', reason: `${this.#disk.size(path)} bytes instead of ${entry.size}` };
    }
    return verdict(recorded, await this.#disk.file(path, recorded.name));
  }

  async #compareDirectory(record: DataRecord, recorded: HashRecord): Promise<Comparison> {
    const digest = await this.#disk.directory(record.path, recorded.name);
    const comparison = verdict(recorded, digest);
    const manifest = comparison.state === 'mismatch' ? this.#repository.cache.manifest(recorded.name, recorded.value) : null;
    if (manifest === null) return comparison;
    const { added, removed, changed } = diffManifests(manifest, recorded.name === 'md5' ? digest.members : digest.legacyMembers);
    return { ...comparison, differences: { added: added.length, removed: removed.length, changed: changed.length } };
  }

  /** Through the recorded manifest, so that only the files asked for are read; null when the manifest isn't at hand. */
  async #compareMembers(record: DataRecord, recorded: HashRecord, paths: readonly string[]): Promise<Comparison | null> {
    const manifest = this.#repository.cache.manifest(recorded.name, recorded.value);
    if (manifest === null) return null;
    const members = new Map(manifest.map((member: ManifestMember) => [member.relpath, member.md5]));
    const digests = await Promise.all(paths.map((path) => this.#disk.file(path, recorded.name)));
    const expected = paths.map((path) => members.get(within(record.path, path) ?? ''));
    const added = expected.filter((hash) => hash === undefined).length;
    const changed = expected.filter((hash, i) => hash !== undefined && !accepts(digests[i]!, recorded.name, hash)).length;
    if (added + changed === 0) return { recorded, actual: recorded.value, state: 'match' };
    return { recorded, actual: null, state: 'mismatch', differences: { added, removed: 0, changed } };
  }
}

function verdict(recorded: HashRecord, digest: { readonly md5: string; readonly legacy: readonly string[] }): Comparison {
  const isMatch = accepts(digest, recorded.name, recorded.value);
  const own = recorded.name === 'md5' ? digest.md5 : (digest.legacy[0] ?? null);
  return { recorded, actual: isMatch ? recorded.value : own, state: isMatch ? 'match' : 'mismatch' };
}

/** DVC versions give a legacy hash differently (see `ContentDigest`); either is right. */
function accepts(digest: { readonly md5: string; readonly legacy: readonly string[] }, name: HashName, hash: string): boolean {
  return name === 'md5' ? digest.md5 === hash : digest.legacy.includes(hash);
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && typeof (error as NodeJS.ErrnoException).code === 'string' && 'syscall' in error;
}
