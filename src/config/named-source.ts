import type { Origin } from '../features/feature.ts';
import { quote } from '../text/quote.ts';
import type { Source } from './layer.ts';
import { dotted, type Path } from './path.ts';

/** Values that have names, such as flags, each put where `watertight.yaml` would hold it. */
export function namedSource(
  kind: Origin['kind'],
  entries: readonly (readonly [name: string, path: Path, value: unknown])[],
): Source {
  const given = entries.filter(([, , value]) => value !== undefined);
  const root: Record<string, unknown> = {};
  for (const [, path, value] of given) put(root, path, value);
  const nameAt = (path: Path): string | undefined =>
    given.findLast(([, place]) => place.every((part, i) => part === path[i]))?.[0];
  return {
    value: root,
    name: (path) => (path.length ? quote(nameAt(path) ?? dotted(path)) : ''),
    position: () => undefined,
    origin: (path) => {
      const name = nameAt(path);
      return { kind, ...(name !== undefined && { name }) };
    },
  };
}

function put(root: Record<string, unknown>, path: Path, value: unknown): void {
  let map = root;
  for (const part of path.slice(0, -1)) {
    map[part] ??= {};
    map = map[part] as Record<string, unknown>;
  }
  const last = path.at(-1) as string;
  // Given again, a key moves to the end: later settings win.
  delete map[last];
  map[last] = value;
}
