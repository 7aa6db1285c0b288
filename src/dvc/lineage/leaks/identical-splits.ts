import type { Out } from '../../stage/stage.ts';
import { dataDeps } from '../data-paths.ts';
import type { DataRole } from '../data-role.ts';
import type { PipelineLeak } from '../pipeline-leak.ts';
import { EMPTY } from './is-same-content.ts';
import type { LeakContext } from './leak-context.ts';

export function identicalSplits({ graph, roleOf }: LeakContext): PipelineLeak[] {
  const recorded = new Map<string, { path: string; role: DataRole; hash: string }>();
  for (const stage of graph.stages) {
    for (const item of [...stage.outs, ...dataDeps(stage)]) {
      const role = roleOf(item);
      if (role === null || item.hash === null || item.location.kind !== 'local' || EMPTY.has(item.hash.value)) continue;
      const isOut = stage.outs.includes(item as Out);
      if (isOut || !recorded.has(item.location.path))
        recorded.set(item.location.path, { path: item.path, role, hash: `${item.hash.name}:${item.hash.value}` });
    }
  }
  const items = [...recorded.values()];
  return items.flatMap((first, i) =>
    items
      .slice(i + 1)
      .filter((second) => second.role !== first.role && second.hash === first.hash)
      .map((second) => ({
        kind: 'identical-splits' as const,
        first: first.path,
        second: second.path,
        hash: first.hash.slice(first.hash.indexOf(':') + 1),
      })),
  );
}
