import { isAbsolute, relative } from 'node:path';
import { within } from '../repository/inside.ts';
import type { Location } from '../stage/location.ts';

/** How DVC shows a dep or out: as written when it is a URL or absolute, else relative to the working directory (or the root). */
export function labelOf(item: { readonly path: string; readonly location: Location }, root: string, cwd: string): string {
  const { path, location } = item;
  if (location.kind === 'cloud' || path.startsWith('remote://') || isAbsolute(path)) return path;
  if (!within(root, location.path)) return location.path;
  return relative(within(root, cwd) === null ? root : cwd, location.path);
}
