import type { HashName, ObjectStore } from '../cache/object-store.ts';
import type { StageGraph } from '../graph/stage-graph.ts';
import { type SharedMember, sharedMembers } from '../inspect/shared-members.ts';
import type { DataItem } from '../stage/stage.ts';
import type { DataRole } from './data-role.ts';
import { type RoleOf, roleByName } from './role-of.ts';

export interface SharedSplitFiles {
  readonly first: string;
  readonly second: string;
  readonly roles: readonly [DataRole, DataRole];
  readonly files: readonly SharedMember[];
  /** Files of the second directory that count. */
  readonly counted: number;
  /** Groups that both have, and groups of the second. */
  readonly sharedGroups: number;
  readonly groups: number;
}

/** Marker files that every directory may hold. */
const MARKERS = /(?:^|\/)(?:\.git(?:keep|ignore)|_SUCCESS|README(?:\.[a-z]+)?|LICENSE|\.DS_Store|Thumbs\.db)$/i;

export interface SharedFilesOptions {
  /** Smaller files don't count, where the cache knows their size. */
  readonly minBytes?: number;
  /** Its first group (or the whole match) in a file's path names what the file is of, such as a patient. */
  readonly group?: RegExp | null;
  readonly roleOf?: RoleOf;
}

/** Recorded directories of different roles that hold files of equal content, or of equal groups, told by their manifests. */
export function sharedSplitFiles(
  graph: StageGraph,
  store: Pick<ObjectStore, 'manifest' | 'size'>,
  { minBytes = 64, group = null, roleOf = roleByName }: SharedFilesOptions = {},
): SharedSplitFiles[] {
  const directories = splitDirectories(graph, roleOf);
  const members = directories.map(({ item }) => {
    const name = item.hash?.name as HashName;
    const all = item.files ?? store.manifest(name, item.hash?.value ?? '') ?? [];
    return all.filter(({ relpath, md5 }) => !MARKERS.test(relpath) && (store.size(name, md5) ?? minBytes) >= minBytes);
  });
  const groups = members.map((files) => new Set(group ? files.flatMap(({ relpath }) => groupOf(relpath, group) ?? []) : []));
  return directories.flatMap((first, i) =>
    directories.flatMap((second, j) => {
      if (j <= i || first.role === second.role || first.item.hash?.name !== second.item.hash?.name) return [];
      const files = sharedMembers(members[i]!, members[j]!);
      const sharedGroups = [...groups[j]!].filter((name) => groups[i]!.has(name)).length;
      if (files.length + sharedGroups === 0) return [];
      return [
        {
          first: first.item.path,
          second: second.item.path,
          roles: [first.role, second.role] as const,
          files,
          counted: members[j]!.length,
          sharedGroups,
          groups: groups[j]!.size,
        },
      ];
    }),
  );
}

function groupOf(path: string, group: RegExp): string | undefined {
  const match = group.exec(path);
  return match?.[1] ?? match?.[0];
}

/** Recorded directories that have a role, train before validation before test. */
export function splitDirectories({ stages }: StageGraph, roleOf: RoleOf): { readonly item: DataItem; readonly role: DataRole }[] {
  const found = new Map<string, { readonly item: DataItem; readonly role: DataRole }>();
  for (const stage of stages) {
    for (const item of [...stage.outs, ...stage.deps.filter((dep) => dep.kind === 'data')]) {
      const role = roleOf(item);
      if (role === null || !item.isDirectory || item.hash === null || item.location.kind !== 'local') continue;
      if (!found.has(item.location.path)) found.set(item.location.path, { item, role });
    }
  }
  return [...found.values()].sort((a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role));
}

const ORDER: readonly DataRole[] = ['train', 'validation', 'test'];
