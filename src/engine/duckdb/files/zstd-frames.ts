import { type FileHandle, open } from 'node:fs/promises';
import { damaged, ZSTD_FRAME, ZSTD_SKIPPABLE } from './compression.ts';

/**
 * Walks the frames and blocks of a zstd file (RFC 8878, 3.1) without unpacking them.
 * @throws UserError when the file doesn't end where a frame ends: DuckDB reads such a file as if it were whole.
 */
export async function checkZstdFrames(path: string, label: string): Promise<void> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    let at = 0;
    while (at < size) at = await endOfFrame(file, at, size);
    if (at !== size) throw damaged(label, 'zstd');
  } catch (error) {
    throw error instanceof RangeError ? damaged(label, 'zstd', error) : error;
  } finally {
    await file.close();
  }
}

const BLOCK_HEADER = 3;
const CHECKSUM = 4;
const DICTIONARY_ID = [0, 1, 2, 4] as const;
const CONTENT_SIZE = [0, 2, 4, 8] as const;
const RUN_LENGTH = 1;

async function endOfFrame(file: FileHandle, start: number, size: number): Promise<number> {
  const head = await bytesAt(file, start, 4);
  const magic = head.readUInt32LE();
  if (magic >>> 4 === ZSTD_SKIPPABLE) return start + 8 + (await bytesAt(file, start + 4, 4)).readUInt32LE();
  if (magic !== ZSTD_FRAME) throw new RangeError('not a zstd frame');
  const descriptor = (await bytesAt(file, start + 4, 1))[0]!;
  const singleSegment = (descriptor >> 5) & 1;
  const contentSize = CONTENT_SIZE[(descriptor >> 6) as 0 | 1 | 2 | 3] || singleSegment;
  let at = start + 5 + (1 - singleSegment) + DICTIONARY_ID[(descriptor & 3) as 0 | 1 | 2 | 3] + contentSize;
  for (let last = 0; !last; ) {
    const block = (await bytesAt(file, at, BLOCK_HEADER)).readUIntLE(0, BLOCK_HEADER);
    last = block & 1;
    at += BLOCK_HEADER + (((block >> 1) & 3) === RUN_LENGTH ? 1 : block >> 3);
    if (at > size) throw new RangeError('block beyond the end');
  }
  return at + ((descriptor >> 2) & 1) * CHECKSUM;
}

async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(length), position });
  if (bytesRead < length) throw new RangeError('end of file');
  return buffer;
}
