import type { HashName } from '../cache/object-store.ts';
import type { ManifestMember } from '../hash/manifest.ts';
import {
  type SharedFilesOptions,
  type SharedSplitFiles,
  sharedSplitFiles,
  splitDirectories,
} from '../lineage/shared-split-files.ts';
import type { StageFacts } from './stage-facts.ts';

/** `sharedSplitFiles`, where directories whose manifest the cache lacks are read from disk if they are there as recorded. */
export async function sharedFiles(facts: StageFacts, options: SharedFilesOptions): Promise<readonly SharedSplitFiles[]> {
  const { graph, repository, disk, roleOf } = facts;
  const { cache } = repository;
  const onDisk = new Map<string, readonly ManifestMember[]>();
  const sizes = new Map<string, number>();
  for (const { item } of splitDirectories(graph, roleOf)) {
    const { hash, location, files } = item;
    if (hash === null || files || location.kind !== 'local' || !location.isInside || !disk.isDirectory(location.path)) continue;
    if (cache.manifest(hash.name as HashName, hash.value)) continue;
    const digest = await disk.directory(location.path, hash.name as HashName);
    const members = hash.name === 'md5' ? digest.members : digest.legacyMembers;
    if (![digest.md5, ...digest.legacy].includes(hash.value)) continue;
    onDisk.set(hash.value, members);
    const walked = new Map(disk.walk(location.path).map(({ relpath, size }) => [relpath, size]));
    for (const { relpath, md5 } of members) sizes.set(md5, walked.get(relpath) ?? 0);
  }
  disk.save();
  return sharedSplitFiles(
    graph,
    {
      manifest: (name, hash) => cache.manifest(name, hash) ?? onDisk.get(hash) ?? null,
      size: (name, hash) => cache.size(name, hash) ?? sizes.get(hash),
    },
    { ...options, roleOf },
  );
}
