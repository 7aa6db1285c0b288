import { open } from 'node:fs/promises';
import { type Compression, contentOf } from './compression.ts';
import { fileError } from './file-error.ts';

export interface Head {
  readonly bytes: Uint8Array;
  /** Whether these are all bytes there are. */
  readonly complete: boolean;
}

/** The first `limit` bytes of a file's (decompressed) content. */
export async function readHead(path: string, compression: Compression, label: string, limit: number): Promise<Head> {
  if (compression === 'none') return rawHead(path, label, limit);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of contentOf(path, compression, label)) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > limit) break;
  }
  return { bytes: Buffer.concat(chunks).subarray(0, limit), complete: length <= limit };
}

async function rawHead(path: string, label: string, limit: number): Promise<Head> {
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(limit), position: 0 });
      const { size } = await file.stat();
      return { bytes: buffer.subarray(0, bytesRead), complete: size <= bytesRead };
    } finally {
      await file.close();
    }
  } catch (error) {
    throw fileError(error, label);
  }
}
