import type { HashName, ObjectStore } from '../cache/object-store.ts';
import type { StageEdge, StageGraph } from '../graph/stage-graph.ts';
import { within } from '../repository/inside.ts';
import type { HashInfo } from '../stage/stage.ts';

export interface ProducerMismatch {
  readonly edge: StageEdge;
  /** What the consumer read, and what the producer made, as locked. */
  readonly read: string;
  readonly made: string;
}

/**
 * Consumers that are locked with other data than the stage that makes them is. A dep within an out directory is looked up in the
 * directory's manifest, where the cache has it. Legacy and raw hashes cannot be compared and are left out.
 */
export function producerMismatches(graph: StageGraph, cache: ObjectStore): ProducerMismatch[] {
  return graph.edges.flatMap((edge) => {
    const { dep } = edge;
    if (dep.kind !== 'data' || dep.hash === null) return [];
    const made = madeAt(edge, cache);
    return made !== null && made.name === dep.hash.name && made.value !== dep.hash.value
      ? [{ edge, read: dep.hash.value, made: made.value }]
      : [];
  });
}

function madeAt({ dep, out }: StageEdge, cache: ObjectStore): HashInfo | null {
  if (out.hash === null || dep.location.kind !== 'local' || out.location.kind !== 'local') return null;
  const below = within(out.location.path, dep.location.path);
  if (below === '') return out.hash;
  if (below === null || dep.kind !== 'data' || dep.isDirectory) return null;
  const name = out.hash.name as HashName;
  const members = out.files ?? (out.isDirectory ? cache.manifest(name, out.hash.value) : null);
  const member = members?.find(({ relpath }) => relpath === below);
  return member ? { name, value: member.md5 } : null;
}
