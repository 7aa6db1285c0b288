import type { HashName, ObjectStore } from '../cache/object-store.ts';
import type { StageGraph } from '../graph/stage-graph.ts';
import { type SharedMember, sharedMembers } from '../inspect/shared-members.ts';
import type { DataItem } from '../stage/stage.ts';
import { type DataRole, dataRole } from './data-role.ts';

export interface SharedSplitFiles {
  readonly first: string;
  readonly second: string;
  readonly roles: readonly [DataRole, DataRole];
  readonly files: readonly SharedMember[];
  /** Files of the second directory that count. */
  readonly counted: number;
}

/** Marker files that every directory may hold. */
const MARKERS = /(?:^|\/)(?:\.git(?:keep|ignore)|_SUCCESS|README(?:\.[a-z]+)?|LICENSE|\.DS_Store|Thumbs\.db)$/i;

/**
 * Recorded directories of different roles that hold files of equal content, told by their manifests. Markers and files smaller than
 * `minBytes` (where the cache knows their size) don't count.
 */
export function sharedSplitFiles(graph: StageGraph, cache: ObjectStore, minBytes = 64): SharedSplitFiles[] {
  const directories = splitDirectories(graph);
  const members = directories.map(({ item }) => {
    const name = item.hash?.name as HashName;
    const all = item.files ?? cache.manifest(name, item.hash?.value ?? '') ?? [];
    return all.filter(({ relpath, md5 }) => !MARKERS.test(relpath) && (cache.size(name, md5) ?? minBytes) >= minBytes);
  });
  return directories.flatMap((first, i) =>
    directories.flatMap((second, j) => {
      if (j <= i || first.role === second.role || first.item.hash?.name !== second.item.hash?.name) return [];
      const files = sharedMembers(members[i]!, members[j]!);
      if (files.length === 0) return [];
      return [
        {
          first: first.item.path,
          second: second.item.path,
          roles: [first.role, second.role] as const,
          files,
          counted: members[j]!.length,
        },
      ];
    }),
  );
}

function splitDirectories({ stages }: StageGraph): { readonly item: DataItem; readonly role: DataRole }[] {
  const found = new Map<string, { readonly item: DataItem; readonly role: DataRole }>();
  for (const stage of stages) {
    for (const item of [...stage.outs, ...stage.deps.filter((dep) => dep.kind === 'data')]) {
      const role = dataRole(item.path);
      if (role === null || !item.isDirectory || item.hash === null || item.location.kind !== 'local') continue;
      if (!found.has(item.location.path)) found.set(item.location.path, { item, role });
    }
  }
  return [...found.values()].sort((a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role));
}

const ORDER: readonly DataRole[] = ['train', 'validation', 'test'];
