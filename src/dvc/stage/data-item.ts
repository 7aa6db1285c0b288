import { isAbsolute, relative } from 'node:path';
import { UserError } from '../../errors.ts';
import { manifestHash } from '../hash/manifest.ts';
import type { Checksums, Entry } from '../read/entry.ts';
import { within } from '../repository/inside.ts';
import type { Repository } from '../repository/repository.ts';
import { type Location, locate } from './location.ts';
import type { DataItem, HashInfo } from './stage.ts';

/** The key under which a lock holds a path: an absolute one in the repository is made relative. */
export function lockedPath(path: string, wdir: string, { root }: Repository): string {
  return isAbsolute(path) && within(root, path) ? relative(wdir, path) : path;
}

/** A dep or out, `entry` being what is recorded of it. Throws `UserError` for a hash that stops DVC. */
export function dataItem(path: string, wdir: string, entry: Entry | undefined, repository: Repository, file: string): DataItem {
  const key = lockedPath(path, wdir, repository);
  const location = locate(key, wdir, repository.root, repository.config);
  const files = memberHashes(entry);
  const hash = files
    ? { name: 'md5' as const, value: manifestHash(files) }
    : entry === undefined
      ? null
      : hashInfo(entry, location, file);
  const isDirectory = files !== undefined || Boolean(entry?.nfiles) || (hash?.value.endsWith('.dir') ?? false);
  return {
    path: key,
    location,
    hash,
    isDirectory,
    ...(entry?.size !== undefined && { size: entry.size }),
    ...(files && { files }),
  };
}

function hashInfo(entry: Entry, location: Location, file: string): HashInfo | null {
  const isInside = location.kind === 'local' && location.isInside;
  const key = location.kind === 'cloud' ? location.checksum : 'md5';
  if (isInside && entry.hashName !== undefined && entry.hashName !== 'md5') return null;
  const value = text(entry.checksums, key, file);
  if (value === undefined) {
    const directory = key !== 'md5' && entry.nfiles ? text(entry.checksums, 'md5', file) : undefined;
    return directory === undefined ? null : { name: 'md5', value: directory };
  }
  return { name: isInside && !entry.hasHashName ? 'md5-dos2unix' : key, value };
}

function text(checksums: Checksums, key: keyof Checksums, file: string): string | undefined {
  const value = checksums[key];
  if (value === undefined || typeof value === 'string') return value;
  throw new UserError(`${key} ${String(value)} is a number: put it in quotes`, { position: { path: file } });
}

function memberHashes(entry: Entry | undefined) {
  const files = entry?.files?.map(({ relpath, checksums }) => ({ relpath, md5: checksums.md5 }));
  return files?.every((file): file is { relpath: string; md5: string } => typeof file.md5 === 'string') ? files : undefined;
}
