import { compareCodePoints } from './code-points.ts';
import { md5 } from './content-hasher.ts';
import { pythonJsonString } from './python-json.ts';

export interface ManifestMember {
  /** `/`-separated, relative to the directory. */
  readonly relpath: string;
  readonly md5: string;
}

export interface ManifestDifference {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
}

/** The hash that DVC gives a directory: md5 of its manifest's text, with the suffix `.dir`. */
export function manifestHash(members: readonly ManifestMember[]): string {
  return `${md5().update(manifestText(members)).digest('hex')}.dir`;
}

export function manifestText(members: readonly ManifestMember[]): string {
  const sorted = members.toSorted((a, b) => compareCodePoints(a.relpath, b.relpath));
  return `[${sorted.map((m) => `{"md5": ${pythonJsonString(m.md5)}, "relpath": ${pythonJsonString(m.relpath)}}`).join(', ')}]`;
}

/** Members of a stored manifest. Throws an `Error` that says what is wrong with it. */
export function parseManifest(text: string): ManifestMember[] {
  const list: unknown = JSON.parse(text);
  if (!Array.isArray(list)) throw new Error('the manifest is not a list');
  return list.map((entry: unknown) => {
    const { relpath, md5 } = (entry ?? {}) as Record<string, unknown>;
    if (typeof relpath !== 'string' || typeof md5 !== 'string' || !/^[0-9a-f]{32}$/.test(md5))
      throw new Error('the manifest has an ill-formed member');
    if (relpath.startsWith('/') || relpath.split('/').some((part) => part === '' || part === '.' || part === '..')) {
      throw new Error('the manifest has a member that leaves its directory');
    }
    return { relpath, md5 };
  });
}

/** What happened on the way from `recorded` to `actual`. */
export function diffManifests(recorded: readonly ManifestMember[], actual: readonly ManifestMember[]): ManifestDifference {
  const before = new Map(recorded.map((m) => [m.relpath, m.md5]));
  const after = new Map(actual.map((m) => [m.relpath, m.md5]));
  return {
    added: [...after.keys()].filter((path) => !before.has(path)),
    removed: [...before.keys()].filter((path) => !after.has(path)),
    changed: [...after].filter(([path, hash]) => before.has(path) && before.get(path) !== hash).map(([path]) => path),
  };
}
