import type { DataIndex, IndexEntry, IndexNode } from './data-index.ts';

export interface IndexChange {
  readonly type: 'added' | 'deleted' | 'modified' | 'renamed' | 'unchanged' | 'unknown';
  readonly old: IndexEntry | null;
  readonly new: IndexEntry | null;
}

/** What changed from one index to the other, by hash. `shallow`: doesn't look into directories that have a hash. */
export function diffIndex(old: DataIndex, current: DataIndex, shallow: boolean): IndexChange[] {
  const changes: IndexChange[] = [];
  const pending: { readonly old: Children; readonly current: Children; readonly isUnknown: boolean }[] = [
    { old: old.root.children, current: current.root.children, isUnknown: false },
  ];
  for (let level = pending.shift(); level !== undefined; level = pending.shift()) {
    for (const name of new Set([...level.old.keys(), ...level.current.keys()])) {
      const [before, after] = [level.old.get(name), level.current.get(name)];
      const [oldEntry, newEntry] = [before?.entry ?? null, after?.entry ?? null];
      const type = level.isUnknown ? 'unknown' : compare(oldEntry, newEntry);
      if (isDirectory(before) || isDirectory(after)) {
        const oldChildren = children(old, before, shallow);
        const newChildren = children(current, after, shallow);
        // Below what isn't known nothing is.
        const isUnknown = level.isUnknown || oldChildren === null || newChildren === null;
        pending.push({ old: oldChildren ?? new Map(), current: newChildren ?? new Map(), isUnknown });
      }
      if (oldEntry !== null || newEntry !== null) changes.push({ type, old: oldEntry, new: newEntry });
    }
  }
  return withRenames(changes);
}

type Children = ReadonlyMap<string, IndexNode>;

function children(index: DataIndex, node: IndexNode | undefined, shallow: boolean): Children | null {
  if (node === undefined || (shallow && node.entry?.hash)) return new Map();
  return index.childrenOf(node);
}

function isDirectory(node: IndexNode | undefined): boolean {
  return node !== undefined && (node.entry?.isDirectory ?? true);
}

function compare(old: IndexEntry | null, current: IndexEntry | null): IndexChange['type'] {
  const [before, after] = [old?.hash ?? null, current?.hash ?? null];
  if (before === null) return after === null ? 'unchanged' : 'added';
  if (after === null) return 'deleted';
  return before.name === after.name && before.value === after.value ? 'unchanged' : 'modified';
}

/** An addition with the hash of a deletion is a renaming; both are taken in the order of their paths. */
function withRenames(changes: readonly IndexChange[]): IndexChange[] {
  const added = changes.filter(({ type }) => type === 'added').sort((a, b) => comparePaths(a.new!, b.new!));
  const deleted = changes.filter(({ type }) => type === 'deleted').sort((a, b) => comparePaths(a.old!, b.old!));
  const byHash = groupByHash(deleted);
  const result = changes.filter(({ type }) => type !== 'added' && type !== 'deleted');
  for (const addition of added) {
    const deletion = byHash.get(hashKey(addition.new!))?.shift();
    result.push(deletion ? { type: 'renamed', old: deletion.old, new: addition.new } : addition);
  }
  return [...result, ...[...byHash.values()].flat()];
}

function groupByHash(changes: readonly IndexChange[]): Map<string, IndexChange[]> {
  const groups = new Map<string, IndexChange[]>();
  for (const change of changes) {
    const key = hashKey(change.old!);
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  return groups;
}

function hashKey({ hash }: IndexEntry): string {
  return `${hash?.name}:${hash?.value}`;
}

function comparePaths(a: IndexEntry, b: IndexEntry): number {
  const [x, y] = [a.path.split('/'), b.path.split('/')];
  for (let i = 0; i < Math.min(x.length, y.length); i++) if (x[i] !== y[i]) return x[i]! < y[i]! ? -1 : 1;
  return x.length - y.length;
}
