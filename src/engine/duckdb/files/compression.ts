import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { UserError } from '../../../errors.ts';
import { fileError } from './file-error.ts';

export type Compression = 'none' | 'gzip' | 'zstd';

/** What the first bytes of a file say. */
export function compressionOf(head: Uint8Array): Compression {
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  const magic = head.length < 4 ? 0 : new DataView(head.buffer, head.byteOffset).getUint32(0, true);
  return magic === ZSTD_FRAME || magic >>> 4 === ZSTD_SKIPPABLE ? 'zstd' : 'none';
}

export const ZSTD_FRAME = 0xfd2fb528;
/** The upper 28 bits of the magic numbers of skippable frames (RFC 8878, 3.1.2). */
export const ZSTD_SKIPPABLE = 0x184d2a5;

/**
 * The content of a file, decompressed piece by piece.
 * @throws UserError when the compressed data are damaged or cut short.
 */
export async function* contentOf(path: string, compression: Compression, label: string): AsyncGenerator<Uint8Array, void> {
  try {
    if (compression === 'gzip') yield* gunzipped(path);
    else if (compression === 'zstd') yield* unzstd(path);
    else yield* createReadStream(path, { highWaterMark: CHUNK });
  } catch (error) {
    throw compression === 'none' || isSystemError(error) ? fileError(error, label) : damaged(label, compression, error);
  }
}

export function damaged(label: string, compression: Compression, cause?: unknown): UserError {
  return new UserError(`${label} is damaged or cut short: its ${compression} data are not whole`, {
    hint: 'fetch or write the file again',
    cause,
  });
}

const CHUNK = 1 << 18;

async function* gunzipped(path: string): AsyncGenerator<Uint8Array, void> {
  // Errors of either stream reach the loop below through the last one.
  yield* pipeline(createReadStream(path, { highWaterMark: CHUNK }), createGunzip({ chunkSize: CHUNK }), () => undefined);
}

async function* unzstd(path: string): AsyncGenerator<Uint8Array, void> {
  const { Decompress } = await import('fzstd');
  let ready: Uint8Array[] = [];
  const decompress = new Decompress((chunk) => void ready.push(chunk));
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK })) {
    decompress.push(chunk as Uint8Array);
    yield* ready;
    ready = [];
  }
  decompress.push(new Uint8Array(), true);
  yield* ready;
}

const isSystemError = (error: unknown): boolean => error instanceof Error && 'syscall' in error;
