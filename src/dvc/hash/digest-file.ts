import { closeSync, openSync, readSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { BLOCK, type ContentDigest, ContentHasher } from './content-hasher.ts';

export interface DigestOptions {
  /** Compute the legacy md5-dos2unix values too, in the same read. */
  readonly legacy?: boolean;
  readonly signal?: AbortSignal;
}

/** Up to this many bytes one synchronous read is several times quicker than going through the thread pool. */
export const SMALL = 1 << 18;

/** Streams a file through md5 without holding more than two blocks of it. Throws what opening and reading throw. */
export async function digestFile(path: string, { legacy = false, signal }: DigestOptions = {}): Promise<ContentDigest> {
  const hasher = new ContentHasher(legacy);
  const file = await open(path, 'r');
  try {
    let block = Buffer.allocUnsafe(BLOCK);
    let spare = Buffer.allocUnsafe(BLOCK);
    let reading = fill(file, block);
    for (;;) {
      const length = await reading;
      signal?.throwIfAborted();
      const full = block.subarray(0, length);
      [block, spare] = [spare, block];
      if (length === BLOCK) reading = fill(file, block);
      if (length > 0) hasher.update(full);
      if (length < BLOCK) return hasher.digest();
    }
  } finally {
    await file.close();
  }
}

/** The same, without leaving the thread: for small files. */
export function digestFileSync(path: string, { legacy = false }: DigestOptions = {}): ContentDigest {
  const hasher = new ContentHasher(legacy);
  scratch ??= Buffer.allocUnsafe(BLOCK);
  const file = openSync(path, 'r');
  try {
    for (;;) {
      let length = 0;
      for (let read = -1; read !== 0 && length < BLOCK; length += read)
        read = readSync(file, scratch, length, BLOCK - length, null);
      if (length > 0) hasher.update(scratch.subarray(0, length));
      if (length < BLOCK) return hasher.digest();
    }
  } finally {
    closeSync(file);
  }
}

let scratch: Buffer | undefined;

async function fill(file: Awaited<ReturnType<typeof open>>, block: Buffer): Promise<number> {
  let length = 0;
  while (length < block.length) {
    const { bytesRead } = await file.read(block, length, block.length - length, null);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return length;
}
