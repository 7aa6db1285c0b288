import { UserError } from '../../errors.ts';
import { git } from '../git/git.ts';
import { DvcIgnore } from '../ignore/dvcignore.ts';
import type { FoundFiles, SourceTree } from './source-tree.ts';

const LIMIT = 64 << 20;

interface Blob {
  readonly id: string;
  readonly size: number;
}

/** The metadata files of a Git revision, below the DVC root. */
export class GitTree implements SourceTree {
  readonly #root: string;
  readonly #blobs: ReadonlyMap<string, Blob>;
  readonly #texts = new Map<string, string>();

  private constructor(root: string, blobs: ReadonlyMap<string, Blob>) {
    this.#root = root;
    this.#blobs = blobs;
  }

  /** Null when there is no such revision. */
  static open(root: string, revision: string): GitTree | null {
    if (revision.startsWith('-')) return null;
    const listing = git(root, ['ls-tree', '-r', '-l', '-z', revision]);
    if (listing === null) return null;
    const blobs = new Map<string, Blob>();
    for (const line of listing.toString('utf8').split('\0')) {
      const match = /^100\d{3} blob ([0-9a-f]+) +(\d+)\t([\s\S]*)$/.exec(line);
      if (match) blobs.set(match[3] as string, { id: match[1] as string, size: Number(match[2]) });
    }
    return new GitTree(root, blobs);
  }

  hasFile(path: string): boolean {
    return this.#blobs.has(path);
  }

  /** One that a lock would be isn't looked for. */
  hasDirectory(): boolean {
    return false;
  }

  isIgnored(): boolean {
    return false;
  }

  isGitIgnored(): boolean {
    return false;
  }

  text(path: string): string {
    this.#load([path]);
    const text = this.#texts.get(path);
    if (text === undefined) throw new UserError('the file is not in the revision, or too large', { position: { path } });
    return text;
  }

  find(): FoundFiles {
    const paths = [...this.#blobs.keys()];
    const name = (path: string) => path.slice(path.lastIndexOf('/') + 1);
    this.#load(paths.filter((path) => /^(?:dvc\.yaml|dvc\.lock|params\.yaml|\.dvcignore|.+\.dvc)$/.test(name(path))));
    const ignore = new DvcIgnore(this.#root, {
      text: (path) => (this.hasFile(path) ? this.text(path) : null),
      isRepository: (directory) => this.hasFile(`${directory}/.dvc/config`),
    });
    const kept = (path: string) => !ignore.ignores(path, false);
    return {
      pipelines: paths.filter((path) => name(path) === 'dvc.yaml' && kept(path)),
      dvcFiles: paths.filter((path) => name(path).endsWith('.dvc') && name(path) !== '.dvc' && kept(path)),
    };
  }

  /** Reads several files with one call of Git. */
  #load(paths: readonly string[]): void {
    const wanted = paths.filter((path) => !this.#texts.has(path) && (this.#blobs.get(path)?.size ?? LIMIT) < LIMIT);
    if (wanted.length === 0) return;
    const answer = git(this.#root, ['cat-file', '--batch'], wanted.map((path) => `${this.#blobs.get(path)!.id}\n`).join(''));
    if (answer === null) throw new UserError('git could not read the revision');
    let at = 0;
    for (const path of wanted) {
      const start = answer.indexOf(10, at) + 1;
      const { size } = this.#blobs.get(path)!;
      this.#texts.set(path, answer.toString('utf8', start, start + size));
      at = start + size + 1;
    }
  }
}
