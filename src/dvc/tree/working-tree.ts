import { join } from 'node:path';
import { gitIgnored } from '../git/git-ignored.ts';
import type { DvcIgnore } from '../ignore/dvcignore.ts';
import { readText } from '../read/read-text.ts';
import { assertLeadsInto } from '../repository/inside.ts';
import { listDirectory } from '../repository/list-directory.ts';
import { statIfPresent } from '../repository/stat-if-present.ts';
import type { FoundFiles, SourceTree } from './source-tree.ts';

/** The metadata files on disk. Links that lead out of the root are refused. */
export class WorkingTree implements SourceTree {
  readonly #root: string;
  readonly #ignore: DvcIgnore;
  readonly #usesGit: boolean;
  #found: FoundFiles | undefined;

  constructor(root: string, ignore: DvcIgnore, usesGit: boolean) {
    this.#root = root;
    this.#ignore = ignore;
    this.#usesGit = usesGit;
  }

  hasFile(path: string): boolean {
    return statIfPresent(join(this.#root, path))?.isFile() ?? false;
  }

  hasDirectory(path: string): boolean {
    return statIfPresent(join(this.#root, path))?.isDirectory() ?? false;
  }

  text(path: string): string {
    const absolute = join(this.#root, path);
    assertLeadsInto(absolute, [this.#root]);
    return readText(absolute, undefined, path);
  }

  /** A repository within isn't enough. What isn't there may become a file or a directory. */
  isIgnored(path: string): boolean {
    const isDirectory = statIfPresent(join(this.#root, path))?.isDirectory();
    const kinds = isDirectory === undefined ? [false, true] : [isDirectory];
    return kinds.some((kind) => this.#ignore.ignores(path, kind, { repositories: false }));
  }

  isGitIgnored(path: string): boolean {
    return this.#usesGit && gitIgnored(this.#root, [path]).size > 0;
  }

  /** Looked for once. */
  find(): FoundFiles {
    this.#found ??= this.#find();
    return this.#found;
  }

  /** Level by level, so that Git is asked once for each. */
  #find(): FoundFiles {
    const found: string[] = [];
    for (let level = ['']; level.length > 0; ) {
      const entries = level.flatMap((directory) => this.#list(directory));
      const ignored = this.#usesGit ? gitIgnored(this.#root, entries) : new Set();
      const kept = entries.filter((path) => !ignored.has(path));
      found.push(...kept.filter((path) => !path.endsWith('/')));
      level = kept.filter((path) => path.endsWith('/'));
    }
    const isPipeline = (path: string) => path === 'dvc.yaml' || path.endsWith('/dvc.yaml');
    return { pipelines: found.filter(isPipeline), dvcFiles: found.filter((path) => !isPipeline(path)) };
  }

  /** DVC files and, with a slash at their end, directories. */
  #list(directory: string): string[] {
    return listDirectory(join(this.#root, directory))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((entry) => {
        const path = directory + entry.name;
        const isDirectory = entry.isDirectory();
        const isDvcFile = entry.name === 'dvc.yaml' || (entry.name.endsWith('.dvc') && entry.name !== '.dvc');
        if (!isDirectory && !isDvcFile) return [];
        return this.#ignore.ignoresEntry(path, isDirectory) ? [] : [isDirectory ? `${path}/` : path];
      });
  }
}
