import type { ContentDigest } from './content-hasher.ts';
import { digestFiles, type FileToDigest } from './digest-files.ts';
import { type ManifestMember, manifestHash } from './manifest.ts';
import { type WalkedFile, type WalkOptions, walkDirectory } from './walk-directory.ts';

export interface DirectoryDigest {
  /** Sum over the files. */
  readonly size: number;
  readonly files: readonly WalkedFile[];
  readonly members: readonly ManifestMember[];
  /** With the suffix `.dir`. */
  readonly md5: string;
  /** The legacy values of DVC versions, see `ContentDigest`, and the members with the first of them. */
  readonly legacy: readonly string[];
  readonly legacyMembers: readonly ManifestMember[];
}

export interface DigestDirectoryOptions {
  /** Compute the legacy values too. */
  readonly legacy?: boolean;
  /** How to digest the files found; one by one when absent. */
  readonly digest?: (files: readonly FileToDigest[], legacy: boolean) => Promise<ContentDigest[]>;
}

/** Hashes a directory as DVC does. Throws as `walkDirectory` and reading do. */
export async function digestDirectory(
  root: string,
  options: DigestDirectoryOptions & WalkOptions = {},
): Promise<DirectoryDigest> {
  return digestWalked(walkDirectory(root, options), options);
}

/** The same, for files that `walkDirectory` has found. */
export async function digestWalked(files: readonly WalkedFile[], options: DigestDirectoryOptions = {}): Promise<DirectoryDigest> {
  const { legacy: wantsLegacy = false, digest = (found) => digestFiles(found, { legacy: wantsLegacy }) } = options;
  const digests = await digest(files, wantsLegacy);
  const membersBy = (hashOf: (digest: ContentDigest) => string) =>
    files.map(({ relpath }, i) => ({ relpath, md5: hashOf(digests[i]!) }));
  const members = membersBy(({ md5 }) => md5);
  const [perBlock, perFile] = wantsLegacy ? [0, -1].map((variant) => membersBy(({ legacy }) => legacy.at(variant)!)) : [];
  const legacy = [perBlock, perFile].filter((variant) => variant !== undefined).map(manifestHash);
  return {
    size: digests.reduce((sum, { size }) => sum + size, 0),
    files,
    members,
    md5: manifestHash(members),
    legacy: [...new Set(legacy)],
    legacyMembers: perBlock ?? [],
  };
}
