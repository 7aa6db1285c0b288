import type { HashName } from '../cache/object-store.ts';
import type { Entry } from '../read/entry.ts';

/** The content hash that an entry of a local path records, or why there is none to compare with. */
export type RecordedHash =
  | { readonly name: HashName; readonly value: string; readonly isDirectory: boolean }
  | { readonly name: 'other'; readonly value: string; readonly reason: string };

/** `isInside`: the path lies in the repository, where a missing `hash` key means a legacy value. */
export function recordedHash(entry: Entry, isInside: boolean): RecordedHash {
  const { md5, etag, checksum } = entry.checksums;
  if (md5 === undefined) {
    const other = etag ?? checksum;
    if (other !== undefined)
      return { name: 'other', value: String(other), reason: "only a remote's tag is recorded, which is no hash of the content" };
    if (entry.files)
      return { name: 'other', value: '', reason: 'the files are recorded one by one by their version in a remote' };
    return { name: 'other', value: '', reason: 'no hash is recorded' };
  }
  if (typeof md5 !== 'string' || !/^[0-9a-f]{32}(?:\.dir)?$/.test(md5)) {
    return { name: 'other', value: String(md5), reason: 'the recorded md5 is ill-formed' };
  }
  return { name: entry.hasHashName || !isInside ? 'md5' : 'md5-dos2unix', value: md5, isDirectory: md5.endsWith('.dir') };
}
