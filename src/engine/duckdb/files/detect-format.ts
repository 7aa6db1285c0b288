import { extname } from 'node:path';
import { UserError } from '../../../errors.ts';
import type { Format } from '../../engine.ts';
import { type Compression, compressionOf } from './compression.ts';
import { detectEncoding } from './encoding.ts';
import { readHead } from './file-head.ts';

export interface FileFormat {
  readonly format: Format;
  readonly compression: Compression;
}

/**
 * How a file is to be read: by its first bytes where they tell, then as declared, then by its name.
 * @throws UserError for an empty file and for formats that cannot be read.
 */
export async function detectFormat(path: string, label: string, declared?: Format): Promise<FileFormat> {
  const raw = await readHead(path, 'none', label, HEAD);
  if (!raw.bytes.length) throw new UserError(`${label} is empty`, { hint: 'write its header and rows, or fetch it again' });
  const compression = compressionOf(raw.bytes);
  const head = compression === 'none' ? raw.bytes : (await readHead(path, compression, label, HEAD)).bytes;
  if (!head.length)
    throw new UserError(`${label} is empty once unpacked`, { hint: 'write its header and rows, or fetch it again' });
  const known = SIGNATURES.find(([signature]) => startsWith(head, signature))?.[1];
  if (known && 'refuse' in known) throw new UserError(`${label} is ${known.refuse}`, { hint: known.hint });
  const named = formatOfName(path);
  const format = known ? binaryFormat(known.format, declared, named) : textFormat(head, declared ?? named, label);
  if (known && declared && declared !== format) {
    throw new UserError(`${label} is declared as ${declared}, but holds ${format} data`, {
      hint: 'leave the format out: it is detected',
    });
  }
  return { format, compression };
}

/** The format that a file's name promises, whatever compression its last ending names. */
export function formatOfName(path: string): Format | undefined {
  const name = path.toLowerCase().replace(/\.(gz|gzip|zst|zstd)$/, '');
  return EXTENSIONS[extname(name)];
}

const HEAD = 4096;

const EXTENSIONS: Readonly<Record<string, Format>> = {
  '.csv': 'csv',
  '.tsv': 'tsv',
  '.tab': 'tsv',
  '.json': 'json',
  '.ndjson': 'ndjson',
  '.jsonl': 'ndjson',
  '.parquet': 'parquet',
  '.pq': 'parquet',
  '.arrow': 'arrow',
  '.arrows': 'arrow',
  '.ipc': 'arrow',
  '.feather': 'feather',
};

type Signature = { readonly format: 'parquet' | 'arrow' } | { readonly refuse: string; readonly hint: string };

const refuse = (what: string, hint = 'convert it to Parquet or CSV first'): Signature => ({
  refuse: `${what}, which cannot be read`,
  hint,
});

const SIGNATURES: readonly (readonly [string, Signature])[] = [
  ['PAR1', { format: 'parquet' }],
  ['ARROW1\0\0', { format: 'arrow' }],
  ['\xff\xff\xff\xff', { format: 'arrow' }],
  ['PARE', refuse('an encrypted Parquet file', 'decrypt it first')],
  ['FEA1', refuse('a Feather version 1 file', 'write it again with a current pyarrow (version 2) or as Parquet')],
  ['ORC', refuse('an ORC file')],
  ['Obj\x01', refuse('an Avro file')],
  ['SQLite format 3\0', refuse('an SQLite database', 'export the table to Parquet or CSV first')],
  ['\x89HDF\r\n', refuse('an HDF5 file')],
  ['\x93NUMPY', refuse('a NumPy file')],
  ['PK\x03\x04', refuse('a ZIP archive (as .xlsx and .npz files are)', 'unpack it, or convert it to Parquet or CSV')],
  ['BZh', refuse('compressed with bzip2', 'unpack it, or compress it with gzip or zstd')],
  ['\xfd7zXZ\0', refuse('compressed with xz', 'unpack it, or compress it with gzip or zstd')],
  ['\x04\x22\x4d\x18', refuse('compressed with lz4', 'unpack it, or compress it with gzip or zstd')],
  ['\x1f\x8b', refuse('compressed twice', 'unpack it once')],
  ['\x28\xb5\x2f\xfd', refuse('compressed twice', 'unpack it once')],
  ['version https://git-lfs', refuse('a Git LFS pointer, not the data', 'git lfs pull')],
  ['\x80\x02', refuse('a Python pickle, which is never loaded: it can run code')],
  ['\x80\x03', refuse('a Python pickle, which is never loaded: it can run code')],
  ['\x80\x04', refuse('a Python pickle, which is never loaded: it can run code')],
  ['\x80\x05', refuse('a Python pickle, which is never loaded: it can run code')],
];

const startsWith = (head: Uint8Array, signature: string): boolean =>
  head.length >= signature.length && [...signature].every((character, i) => head[i] === character.charCodeAt(0));

function binaryFormat(format: 'parquet' | 'arrow', ...names: readonly (Format | undefined)[]): Format {
  return format === 'arrow' && names.includes('feather') ? 'feather' : format;
}

function textFormat(head: Uint8Array, expected: Format | undefined, label: string): Format {
  if (expected === 'parquet' || expected === 'arrow' || expected === 'feather') {
    throw new UserError(
      `${label} is not a whole ${expected === 'parquet' ? 'Parquet' : 'Arrow'} file: its first bytes are others`,
      {
        hint: 'fetch or write the file again, or declare its real format',
      },
    );
  }
  const text = new TextDecoder(detectEncoding(head).label).decode(head);
  const controls = text.match(CONTROLS)?.length ?? 0;
  if (controls > text.length / 10) {
    throw new UserError(`${label} is binary data of an unknown format`, { hint: 'convert it to Parquet or CSV first' });
  }
  return expected ?? (/^\s*[[{]\s*["{[\]}]/.test(text) ? 'json' : 'csv');
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: binary data are known by them
const CONTROLS = /[\0-\x08\x0e-\x1a\x1c-\x1f]/g;
