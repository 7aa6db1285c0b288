import type { DvcConfig } from '../config/dvc-config.ts';
import { s3Etag } from '../remote/s3-etag.ts';
import type { DataItem } from '../stage/stage.ts';

/** A dep in a bucket against its recorded tag: undefined when its kind isn't looked at, null when nothing has changed. */
export async function cloudDepStatus(
  dep: DataItem,
  config: DvcConfig,
  signal?: AbortSignal,
): Promise<'deleted' | 'modified' | null | undefined> {
  if (dep.location.kind !== 'cloud' || !dep.location.url.startsWith('s3://') || dep.isDirectory) return undefined;
  const remote = /^remote:\/\/([^/]+)/.exec(dep.path)?.[1]?.toLowerCase();
  const settings = (remote === undefined ? undefined : config.remotes.get(remote)) ?? new Map();
  const etag = await s3Etag(dep.location.url, settings, signal);
  if (etag === null) return 'deleted';
  return etag === dep.hash?.value ? null : 'modified';
}
