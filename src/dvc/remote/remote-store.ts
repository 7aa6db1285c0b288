import type { HashName } from '../cache/object-store.ts';
import type { ManifestMember } from '../hash/manifest.ts';

export interface ObjectName {
  readonly name: HashName;
  readonly hash: string;
}

/** The objects that a remote holds. Throws `UserError` when the remote cannot be reached. */
export interface RemoteStore {
  /** Which of the objects are there, by `keyOf`. `intact`: a damaged one counts as absent, where its content can be looked at. */
  present(objects: readonly ObjectName[], intact: boolean): Promise<ReadonlySet<string>>;
  /** Members of a directory; null when its manifest isn't there or cannot be read. */
  manifest(object: ObjectName): Promise<readonly ManifestMember[] | null>;
}

export function keyOf({ name, hash }: ObjectName): string {
  return `${name}:${hash}`;
}
