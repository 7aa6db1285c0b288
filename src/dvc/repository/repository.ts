import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ObjectStore } from '../cache/object-store.ts';
import { type DvcConfig, readDvcConfig } from '../config/dvc-config.ts';
import { DvcIgnore } from '../ignore/dvcignore.ts';
import { readText } from '../read/read-text.ts';
import { WorkingTree } from '../tree/working-tree.ts';
import { assertLeadsInto, within } from './inside.ts';

/** A DVC repository, opened for reading. Throws `UserError` when its config cannot be parsed. */
export class Repository {
  /** Absolute. */
  readonly root: string;
  readonly config: DvcConfig;
  readonly ignore: DvcIgnore;
  readonly cache: ObjectStore;
  /** Whether a Git repository holds it, and DVC is to use it. */
  readonly usesGit: boolean;
  readonly tree: WorkingTree;

  constructor(root: string) {
    this.root = root;
    this.config = readDvcConfig(root);
    this.ignore = new DvcIgnore(root);
    const directory = this.config.cache.get('dir');
    this.cache = new ObjectStore(typeof directory === 'string' && directory !== '' ? directory : join(root, '.dvc/cache'));
    this.usesGit = String(this.config.core.get('no_scm')).toLowerCase() !== 'true' && isInGit(root);
    this.tree = new WorkingTree(root, this.ignore, this.usesGit);
  }

  /** Directories that a symbolic link may lead into: the repository and its cache. */
  get readable(): readonly string[] {
    return [this.root, this.cache.root];
  }

  /** Text of a file by its absolute path. */
  text(path: string): string {
    assertLeadsInto(path, [this.root]);
    return readText(path, undefined, within(this.root, path) ?? path);
  }
}

function isInGit(path: string): boolean {
  for (let directory = path; ; directory = dirname(directory)) {
    if (existsSync(join(directory, '.git'))) return true;
    if (dirname(directory) === directory) return false;
  }
}
