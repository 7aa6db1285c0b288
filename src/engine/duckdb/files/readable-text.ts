import type { SourceFile } from '../reading.ts';
import type { Compression } from './compression.ts';
import type { PlainFiles } from './plain-file.ts';
import { checkZstdFrames } from './zstd-frames.ts';

export interface ReadableText {
  readonly path: string;
  readonly compression: Compression;
}

/** A file that DuckDB can read as UTF-8 and will read whole: the given one, or one rewritten. */
export async function readableText(
  plain: PlainFiles,
  { path, compression, label }: SourceFile,
  encoding: string,
  newlines = false,
): Promise<ReadableText> {
  if (encoding !== 'utf-8' || newlines) {
    return { path: await plain.transcode(path, compression, label, encoding, newlines), compression: 'none' };
  }
  // DuckDB doesn't notice gzip data that are cut short or fail their checksum, nor zstd data that are cut short.
  if (compression === 'gzip') return { path: await plain.unpack(path, compression, label), compression: 'none' };
  if (compression === 'zstd') await checkZstdFrames(path, label);
  return { path, compression };
}
