import type { ManifestMember } from '../hash/manifest.ts';

export interface SharedMember {
  readonly md5: string;
  readonly inFirst: readonly string[];
  readonly inSecond: readonly string[];
}

/** Files of equal content in two directories, told by their manifests alone. `counts` says which members matter. */
export function sharedMembers(
  first: readonly ManifestMember[],
  second: readonly ManifestMember[],
  counts: (member: ManifestMember) => boolean = () => true,
): SharedMember[] {
  const left = byHash(first.filter(counts));
  const right = byHash(second.filter(counts));
  return [...left].flatMap(([md5, inFirst]) => {
    const inSecond = right.get(md5);
    return inSecond ? [{ md5, inFirst, inSecond }] : [];
  });
}

function byHash(members: readonly ManifestMember[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { md5, relpath } of members) {
    const paths = groups.get(md5);
    if (paths) paths.push(relpath);
    else groups.set(md5, [relpath]);
  }
  return groups;
}
