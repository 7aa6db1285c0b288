import type { DvcConfig } from '../config/dvc-config.ts';
import { openBucket } from '../remote/open-bucket.ts';
import type { DataItem } from '../stage/stage.ts';

/** A dep in a bucket against its recorded tag: undefined when its kind isn't looked at, null when nothing has changed. */
export async function cloudDepStatus(
  dep: DataItem,
  config: DvcConfig,
  signal?: AbortSignal,
): Promise<'deleted' | 'modified' | null | undefined> {
  if (dep.location.kind !== 'cloud' || dep.isDirectory) return undefined;
  const remote = /^remote:\/\/([^/]+)/.exec(dep.path)?.[1]?.toLowerCase();
  const settings = (remote === undefined ? undefined : config.remotes.get(remote)) ?? new Map();
  const place = openBucket(dep.location.url, settings, signal);
  if (!place) return undefined;
  const tag = await place.bucket.tag(place.key);
  if (tag === null) return 'deleted';
  return tag === dep.hash?.value ? null : 'modified';
}
