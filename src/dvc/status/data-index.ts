import type { HashName } from '../cache/object-store.ts';
import type { ManifestMember } from '../hash/manifest.ts';
import { within } from '../repository/inside.ts';
import type { Out, Stage } from '../stage/stage.ts';

/** A path of an index: recorded data, a member of it, or a directory above it. */
export interface IndexEntry {
  readonly path: string;
  readonly isDirectory: boolean;
  /** Neither a size nor a number of files is recorded, so that DVC can't tell a file from a directory. */
  readonly isBare?: boolean;
  readonly hash: { readonly name: HashName; readonly value: string } | null;
  /** The out that the entry is or belongs to. */
  readonly out?: Out;
  /** Members of a recorded directory that isn't read yet. */
  readonly isLoaded: boolean;
}

export interface IndexNode {
  entry: IndexEntry | null;
  readonly children: Map<string, IndexNode>;
}

/** Gives the members of a recorded directory, or null when its manifest isn't at hand. */
export type LoadManifest = (out: Out, name: HashName, hash: string) => readonly ManifestMember[] | null;

/** Recorded or actual data as a tree of paths below the root, as `dvc data status` compares it. */
export class DataIndex {
  readonly root: IndexNode = { entry: null, children: new Map() };
  readonly #load: LoadManifest;

  constructor(load: LoadManifest = () => null) {
    this.#load = load;
  }

  add(entry: IndexEntry): void {
    this.#node(entry.path).entry = entry;
  }

  /** A directory above recorded data. */
  addParent(path: string): void {
    this.add({ path, isDirectory: true, hash: null, isLoaded: true });
  }

  addMembers(path: string, members: readonly ManifestMember[], name: HashName, out: Out | undefined): void {
    const parents = new Set<string>();
    for (const { relpath, md5 } of members) {
      const parts = relpath.split('/');
      for (let i = 1; i < parts.length; i++) parents.add(`${path}/${parts.slice(0, i).join('/')}`);
      this.add({
        path: `${path}/${relpath}`,
        isDirectory: false,
        hash: { name, value: md5 },
        isLoaded: true,
        ...(out && { out }),
      });
    }
    for (const parent of parents) this.addParent(parent);
  }

  /** What stands below a node; null when a recorded directory's manifest isn't at hand. */
  childrenOf(node: IndexNode): ReadonlyMap<string, IndexNode> | null {
    const { entry } = node;
    if (entry?.hash?.value.endsWith('.dir') && !entry.isLoaded) {
      const members = entry.out ? this.#load(entry.out, entry.hash.name, entry.hash.value) : null;
      if (members === null) return null;
      this.addMembers(entry.path, members, entry.hash.name, entry.out);
      node.entry = { ...entry, isLoaded: true };
    }
    return node.children;
  }

  #node(path: string): IndexNode {
    let node = this.root;
    for (const part of path.split('/')) {
      const next = node.children.get(part) ?? { entry: null, children: new Map() };
      node.children.set(part, next);
      node = next;
    }
    return node;
  }
}

/** The index of what is recorded: cached outs in the repository. Of a path recorded twice the last counts. */
export function recordedIndex(stages: readonly Stage[], root: string, load: LoadManifest): DataIndex {
  const index = new DataIndex(load);
  const outs = cachedOuts(stages, root);
  for (const { path, out, hash, isDirectory, isBare } of outs) {
    if (out.files) index.addMembers(path, out.files, hash?.name ?? 'md5', out);
    index.add({ path, isDirectory, isBare, hash, out, isLoaded: out.files !== undefined });
  }
  for (const parent of parentsOf(outs.map(({ path }) => path))) index.addParent(parent);
  return index;
}

export interface CachedOut {
  readonly path: string;
  readonly out: Out;
  readonly hash: IndexEntry['hash'];
  readonly isDirectory: boolean;
  readonly isBare: boolean;
}

export function cachedOuts(stages: readonly Stage[], root: string): CachedOut[] {
  return stages.flatMap((stage) =>
    stage.outs.flatMap((out) => {
      const path = out.location.kind === 'local' && out.location.isInside ? within(root, out.location.path) : null;
      if (!out.cache || path === null || path === '') return [];
      const source = stage.imports === 'url' && stage.deps[0]?.kind === 'data' ? stage.deps[0] : undefined;
      const hash = out.hash ?? source?.hash ?? null;
      const content =
        hash === null ? null : { name: hash.name === 'md5-dos2unix' ? hash.name : ('md5' as const), value: hash.value };
      const { isDirectory, size } = source ?? out;
      return [{ path, out, hash: content, isDirectory, isBare: !isDirectory && size === undefined }];
    }),
  );
}

export function parentsOf(paths: readonly string[]): Set<string> {
  return new Set(
    paths.flatMap((path) =>
      path
        .split('/')
        .slice(0, -1)
        .map((_, i, parts) => parts.slice(0, i + 1).join('/')),
    ),
  );
}
