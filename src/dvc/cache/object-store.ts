import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { md5 } from '../hash/content-hasher.ts';
import { digestFile } from '../hash/digest-file.ts';
import { type ManifestMember, parseManifest } from '../hash/manifest.ts';
import { statIfPresent } from '../repository/stat-if-present.ts';

/** Which generation of DVC named an object: `md5` lies below `files/md5`, `md5-dos2unix` directly below the root. */
export type HashName = 'md5' | 'md5-dos2unix';

/** A cache, or a remote that is a local directory: objects by hash. Only ever read. */
export class ObjectStore {
  readonly root: string;

  constructor(root: string) {
    this.root = root;
  }

  /** Null for a value that cannot be a hash, so that no path outside the store is made of it. */
  path(name: HashName, hash: string): string | null {
    if (!/^[0-9a-fA-F]{32}(?:\.dir)?$/.test(hash)) return null;
    return join(this.root, name === 'md5' ? 'files/md5' : '', hash.slice(0, 2), hash.slice(2));
  }

  has(name: HashName, hash: string): boolean {
    const path = this.path(name, hash);
    return path !== null && statIfPresent(path) !== undefined;
  }

  /** In bytes; undefined when the object isn't there. */
  size(name: HashName, hash: string): number | undefined {
    const path = this.path(name, hash);
    return path === null ? undefined : statIfPresent(path)?.size;
  }

  /** Whether DVC would use the object: it trusts one of mode 0444 unseen and hashes any other. */
  async hasIntact(name: HashName, hash: string): Promise<boolean> {
    const path = this.path(name, hash);
    const stat = path === null ? undefined : statIfPresent(path);
    if (path === null || !stat?.isFile()) return false;
    if ((stat.mode & 0o7777) === READ_ONLY) return true;
    const digest = await digestFile(path, { legacy: name === 'md5-dos2unix' });
    return (name === 'md5' ? digest.md5 : digest.legacy[0]) === hash.replace(/\.dir$/, '');
  }

  /**
   * Members of a directory, or null when its manifest isn't there or cannot be read. `verified`: null too when it isn't what its
   * name says, which DVC itself doesn't look at.
   */
  manifest(name: HashName, hash: string, verified = true): readonly ManifestMember[] | null {
    const path = this.path(name, hash);
    const stat = path === null ? undefined : statIfPresent(path);
    if (path === null || !stat?.isFile() || stat.size > MANIFEST_LIMIT) return null;
    const bytes = readFileSync(path);
    if (verified && `${md5().update(bytes).digest('hex')}.dir` !== hash) return null;
    try {
      return parseManifest(bytes.toString('utf8'));
    } catch {
      return null;
    }
  }
}

const READ_ONLY = 0o444;
/** About two million members. */
const MANIFEST_LIMIT = 256 << 20;
