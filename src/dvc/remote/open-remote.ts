import { isAbsolute, resolve } from 'node:path';
import { UserError } from '../../errors.ts';
import { ObjectStore } from '../cache/object-store.ts';
import type { Repository } from '../repository/repository.ts';
import { remoteUrl } from '../stage/location.ts';
import { bucketRemote } from './bucket-remote.ts';
import { localRemote } from './local-remote.ts';
import { openBucket } from './open-bucket.ts';
import type { RemoteStore } from './remote-store.ts';

/** A remote as far as it can be looked at from here. */
export interface Remote {
  readonly name: string;
  readonly url: string;
  /** Null for a kind of remote that isn't looked into. */
  readonly store: RemoteStore | null;
  /** Holds files under their own names instead of objects. */
  readonly isVersioned: boolean;
}

/** The remote of this name, or the default one; null when none is set. Throws `UserError` for one that isn't configured. */
export function openRemote({ config, root }: Repository, name?: string, signal?: AbortSignal): Remote | null {
  const chosen = name ?? config.core.get('remote');
  if (typeof chosen !== 'string' || chosen === '') return null;
  const settings = config.remotes.get(chosen.toLowerCase());
  if (settings === undefined) {
    throw new UserError(`the remote ${JSON.stringify(chosen)} is not configured`, { hint: 'see `dvc remote list`' });
  }
  const url = remoteUrl(config, chosen);
  const isTrue = (key: string) => String(settings.get(key)).toLowerCase() === 'true';
  const isLocal = isAbsolute(url) || !/^\w[\w+.-]*:\/\//.test(url);
  const place = isLocal ? null : openBucket(url, settings, signal);
  return {
    name: chosen,
    url,
    store: isLocal ? localRemote(new ObjectStore(resolve(root, '.dvc', url))) : place && bucketRemote(place),
    isVersioned: isTrue('version_aware') || isTrue('worktree'),
  };
}

/** What is said of a remote that isn't looked into. */
export function notLookedInto({ name, url }: Remote): string {
  return `the remote ${name} (${url}): only local directories, S3 and Google Cloud Storage are looked into`;
}
