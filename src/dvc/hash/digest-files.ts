import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import type { ContentDigest } from './content-hasher.ts';
import { type DigestOptions, digestFile, digestFileSync, SMALL } from './digest-file.ts';
import { canUseWorkers, digestInWorkers } from './digest-pool.ts';
import type { FileStamp } from './file-stamp.ts';
import type { HashCache } from './hash-cache.ts';

export interface DigestFilesOptions extends DigestOptions {
  readonly cache?: HashCache;
}

export interface FileToDigest {
  readonly path: string;
  readonly size: number;
  /** Taken before the call; without it nothing is looked up or remembered. */
  readonly stamp?: FileStamp;
}

/** Milliseconds of work from which on starting threads takes less time than they save, and what a byte and a file cost. */
const WORTH_WORKERS = 500;
const PER_BYTE = 1 / 800_000;
const PER_FILE = 0.015;
const SMALL_BETWEEN_BREAKS = 64;

/** Digests of many files, in their order. */
export async function digestFiles(files: readonly FileToDigest[], options: DigestFilesOptions = {}): Promise<ContentDigest[]> {
  const { cache, legacy = false } = options;
  const known = files.map(({ path, stamp }) => stamp && cache?.get(path, stamp, legacy));
  const unknown = files.filter((_, i) => known[i] === undefined);
  const computed = (await digestUnknown(unknown, options)).values();
  return files.map(({ path, stamp }, i) => {
    const digest = known[i] ?? (computed.next().value as ContentDigest);
    if (known[i] === undefined && stamp) cache?.set(path, stamp, digest);
    return digest;
  });
}

async function digestUnknown(files: readonly FileToDigest[], options: DigestOptions): Promise<ContentDigest[]> {
  const cost = files.reduce((sum, { size }) => sum + size * PER_BYTE + PER_FILE, 0);
  if (canUseWorkers && files.length > 1 && cost >= WORTH_WORKERS && availableParallelism() > 1) {
    return digestInWorkers(files, options.legacy ?? false, options.signal);
  }
  const digests: ContentDigest[] = [];
  for (const [i, { path, size }] of files.entries()) {
    digests.push(size > SMALL ? await digestFile(path, options) : digestFileSync(path, options));
    if (i % SMALL_BETWEEN_BREAKS === SMALL_BETWEEN_BREAKS - 1) {
      await setImmediate();
      options.signal?.throwIfAborted();
    }
  }
  return digests;
}
