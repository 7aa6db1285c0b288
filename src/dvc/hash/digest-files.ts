import { setImmediate } from 'node:timers/promises';
import type { ContentDigest } from './content-hasher.ts';
import { type DigestOptions, digestFile, digestFileSync, SMALL } from './digest-file.ts';

const LARGE_AT_ONCE = 4;
const SMALL_BETWEEN_BREAKS = 64;

/** Digests of many files, in their order. */
export async function digestFiles(
  files: readonly { readonly path: string; readonly size: number }[],
  options: DigestOptions = {},
): Promise<ContentDigest[]> {
  const digests = new Array<ContentDigest>(files.length);
  const large = files.flatMap(({ size }, i) => (size > SMALL ? [i] : []));
  await Promise.all([
    ...Array.from({ length: Math.min(LARGE_AT_ONCE, large.length) }, async () => {
      for (let i = large.pop(); i !== undefined; i = large.pop()) digests[i] = await digestFile(files[i]!.path, options);
    }),
    digestSmall(files, digests, options),
  ]);
  return digests;
}

async function digestSmall(files: readonly { path: string; size: number }[], digests: ContentDigest[], options: DigestOptions) {
  let done = 0;
  for (const [i, { path, size }] of files.entries()) {
    if (size > SMALL) continue;
    digests[i] = digestFileSync(path, options);
    if (++done % SMALL_BETWEEN_BREAKS === 0) {
      await setImmediate();
      options.signal?.throwIfAborted();
    }
  }
}
