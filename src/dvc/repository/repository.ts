import { join } from 'node:path';
import { ObjectStore } from '../cache/object-store.ts';
import { type DvcConfig, readDvcConfig } from '../config/dvc-config.ts';
import { DvcIgnore } from '../ignore/dvcignore.ts';

/** A DVC repository, opened for reading. Throws `UserError` when its config cannot be parsed. */
export class Repository {
  /** Absolute. */
  readonly root: string;
  readonly config: DvcConfig;
  readonly ignore: DvcIgnore;
  readonly cache: ObjectStore;

  constructor(root: string) {
    this.root = root;
    this.config = readDvcConfig(root);
    this.ignore = new DvcIgnore(root);
    const directory = this.config.cache.get('dir');
    this.cache = new ObjectStore(typeof directory === 'string' && directory !== '' ? directory : join(root, '.dvc/cache'));
  }

  /** Directories that a symbolic link may lead into: the repository and its cache. */
  get readable(): readonly string[] {
    return [this.root, this.cache.root];
  }
}
