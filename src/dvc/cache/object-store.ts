import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { md5 } from '../hash/content-hasher.ts';
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

  /** Size and mode of an object, or undefined when it isn't there. */
  stat(name: HashName, hash: string) {
    const path = this.path(name, hash);
    return path === null ? undefined : statIfPresent(path);
  }

  /** Members of a directory, or null when its manifest isn't there, isn't readable or isn't what its name says. */
  manifest(name: HashName, hash: string): readonly ManifestMember[] | null {
    const path = this.path(name, hash);
    const stat = this.stat(name, hash);
    if (path === null || stat === undefined || !stat.isFile() || stat.size > MANIFEST_LIMIT) return null;
    const bytes = readFileSync(path);
    if (`${md5().update(bytes).digest('hex')}.dir` !== hash) return null;
    try {
      return parseManifest(bytes.toString('utf8'));
    } catch {
      return null;
    }
  }
}

/** About two million members. */
const MANIFEST_LIMIT = 256 << 20;
