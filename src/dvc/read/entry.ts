import { isMap, type Value, type ValueMap } from './value.ts';

/** What a lock or a `.dvc` file records of one dep or out. */
export interface Entry {
  readonly path: string;
  /** False: no `hash` key, so inside the repository the value of `md5` is a legacy one (md5-dos2unix). */
  readonly hasHashName: boolean;
  /** The `hash` key, which is md5 wherever DVC has written it. */
  readonly hashName?: string;
  readonly checksums: Checksums;
  readonly size?: number;
  readonly nfiles?: number;
  readonly versionId?: string;
  /** Members recorded one by one, in place of a hash (version-aware remotes). */
  readonly files?: readonly EntryFile[];
  readonly dataset?: Value;
}

/** As written: neither lower-cased nor made text of. */
export interface Checksums {
  readonly md5?: Value;
  readonly etag?: Value;
  readonly checksum?: Value;
}

export interface EntryFile {
  readonly relpath: string;
  readonly checksums: Checksums;
  readonly size?: number;
}

/** Reads an entry that has passed its shape. */
export function readEntry(data: ValueMap): Entry {
  const merged = mergeCloud(data);
  const files = merged.get('files') as readonly ValueMap[] | undefined;
  const versionId = merged.get('version_id');
  const hashName = merged.get('hash');
  return {
    path: (merged.get('path') ?? '') as string,
    hasHashName: hashName !== undefined,
    ...(typeof hashName === 'string' && { hashName }),
    checksums: checksumsOf(merged),
    ...numbers(merged),
    ...(typeof versionId === 'string' && { versionId }),
    ...(files && files.length > 0 && { files: files.map(readFile) }),
    ...(merged.has('dataset') && { dataset: merged.get('dataset') as Value }),
  };
}

function readFile(data: ValueMap): EntryFile {
  const merged = mergeCloud(data);
  const { size } = numbers(merged);
  return { relpath: merged.get('relpath') as string, checksums: checksumsOf(merged), ...(size !== undefined && { size }) };
}

/** What a cloud remote knows of the entry stands below its name; there is at most one. */
function mergeCloud(data: ValueMap): ValueMap {
  const cloud = data.get('cloud');
  const known = isMap(cloud) ? [...cloud.values()][0] : undefined;
  return isMap(known) ? new Map([...data, ...known]) : data;
}

function checksumsOf(data: ValueMap): Checksums {
  const given = (['md5', 'etag', 'checksum'] as const).filter(
    (key) => data.get(key) !== undefined && data.get(key) !== null && data.get(key) !== '',
  );
  return Object.fromEntries(given.map((key) => [key, data.get(key)]));
}

function numbers(data: ValueMap): { size?: number; nfiles?: number } {
  const [size, nfiles] = [data.get('size'), data.get('nfiles')];
  return {
    ...(typeof size === 'bigint' && { size: Number(size) }),
    ...(typeof nfiles === 'bigint' && { nfiles: Number(nfiles) }),
  };
}
