import type { DataItem } from '../../stage/stage.ts';

/** Equal for deps and outs of the same path. */
export function placeOf({ location, path }: Pick<DataItem, 'location' | 'path'>): string {
  return location.kind === 'local' ? location.path : path;
}
