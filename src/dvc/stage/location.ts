import { isAbsolute, resolve } from 'node:path';
import { UserError } from '../../errors.ts';
import type { DvcConfig } from '../config/dvc-config.ts';
import { within } from '../repository/inside.ts';

/** Where the data of a dep or out lie. */
export type Location =
  | {
      readonly kind: 'local';
      readonly path: string /** In the repository, and not spelt as an absolute path or through a remote. */;
      readonly isInside: boolean;
    }
  | { readonly kind: 'cloud'; readonly url: string; readonly checksum: 'etag' | 'checksum' | 'md5' };

/** Resolves a path as written, from the working directory of its stage. Throws `UserError` for a remote that isn't configured. */
export function locate(path: string, wdir: string, root: string, config: DvcConfig): Location {
  const url = /^remote:\/\/([^/]+)\/?(.*)$/.exec(path);
  if (url) {
    if (!config.remotes.has((url[1] as string).toLowerCase()))
      throw new UserError(`${path} names a remote that is not configured`, { hint: 'see `dvc remote list`' });
    const base = remoteUrl(config, url[1] as string);
    const joined = url[2] === '' ? base : `${base.replace(/\/$/, '')}/${url[2]}`;
    return /^\w[\w+.-]*:\/\//.test(joined) ? cloud(joined) : { kind: 'local', path: resolve(root, joined), isInside: false };
  }
  if (/^file:\/\//.test(path)) return { kind: 'local', path: path.slice('file://'.length), isInside: false };
  if (/^\w[\w+.-]*:\/\//.test(path)) return cloud(path);
  const absolute = resolve(wdir, path);
  const inside = within(root, absolute) !== null;
  return { kind: 'local', path: absolute, isInside: inside && (!isAbsolute(path) || within(root, path) !== null) };
}

/** The URL of a remote, followed through `remote://`; the name itself when it isn't configured. */
export function remoteUrl(config: DvcConfig, name: string, depth = 0): string {
  const url = config.remotes.get(name.toLowerCase())?.get('url');
  if (typeof url !== 'string') return name;
  const other = /^remote:\/\/([^/]+)\/?(.*)$/.exec(url);
  if (!other || depth > 8) return url;
  const base = remoteUrl(config, other[1] as string, depth + 1);
  return other[2] === '' ? base : `${base.replace(/\/$/, '')}/${other[2]}`;
}

function cloud(url: string): Location {
  const scheme = url.slice(0, url.indexOf(':'));
  const checksum = /^(?:https?|hdfs|webhdfs)$/.test(scheme) ? 'checksum' : scheme === 'ssh' ? 'md5' : 'etag';
  return { kind: 'cloud', url, checksum };
}
