import { UserError } from '../../../errors.ts';
import { uniqueNames } from '../column-names.ts';
import { detectEncoding, type Encoding, encodingLabel } from '../files/encoding.ts';
import { type Head, readHead } from '../files/file-head.ts';
import { type ReadableText, readableText } from '../files/readable-text.ts';
import type { Reading, SourceFile } from '../reading.ts';
import { decimalSeparator } from './decimal-separator.ts';
import { hasHeader } from './header.ts';
import { type Dialect, parseRecords } from './records.ts';
import { type SniffedDialect, sniffDialect } from './sniff-dialect.ts';

/** What a second attempt at reading does otherwise. */
export interface Repair {
  /** The encoding of files that begin with ASCII. */
  readonly encoding?: string;
  /** Files with several kinds of line ends are rewritten with one. */
  readonly newlines?: boolean;
  /** Bytes a line may have. */
  readonly lineSize?: number;
  /** Quotes are taken as they are in files that seem to quote nothing. */
  readonly unquoted?: boolean;
}

/** How one file of delimited text is laid out. */
export interface Layout extends ReadableText {
  readonly file: SourceFile;
  readonly encoding: Encoding;
  readonly dialect: SniffedDialect;
  readonly header: boolean;
  /** Lines before the header. */
  readonly skip: number;
  readonly names: readonly string[];
  /** Texts of the first records per column; values that the user declared missing are empty. */
  readonly sample: readonly (readonly string[])[];
  readonly decimal: '.' | ',';
}

const HEAD_BYTES = 1 << 18;
const MAX_HEAD_BYTES = 1 << 26;
const SAMPLE_RECORDS = 1000;
const SAMPLE_CELLS = 50_000;

/** @throws UserError for a file that has no rows to tell its layout by, or is not text in a known encoding. */
export async function layoutOf(reading: Reading, file: SourceFile, repair: Repair): Promise<Layout> {
  const { label } = file;
  for (let limit = HEAD_BYTES; ; limit *= 8) {
    const head = await readHead(file.path, file.compression, label, limit);
    const encoding = encodingOf(head, reading, repair);
    const whole = new TextDecoder(encoding.label).decode(head.bytes, { stream: !head.complete });
    const { skip, text } = skipLines(whole, reading.options.skip ?? 0);
    if (!text) throw new UserError(`${label} holds no rows`, { hint: 'write its header and rows, or fetch it again' });
    const dialect = sniffDialect(text, {
      complete: head.complete,
      isTsv: file.format === 'tsv',
      label,
      ...reading.options,
      ...(repair.unquoted && { quote: '' }),
    });
    const records = parseRecords(text, dialect, head.complete, SAMPLE_RECORDS);
    if (records.length < 2 && !head.complete && limit < MAX_HEAD_BYTES) continue;
    if (!records.length)
      throw new UserError(`${label} has a first line of more than ${limit >> 20} MB`, {
        hint: 'check its delimiter and line ends',
      });
    const where = await readableText(reading.plain, file, encoding.label, repair.newlines);
    return { ...where, file, encoding, dialect, skip, ...fieldsOf(records, dialect, reading) };
  }
}

function encodingOf({ bytes }: Head, { options }: Reading, repair: Repair): Encoding {
  const detected = detectEncoding(bytes);
  const declared = options.encoding;
  if (declared !== undefined) {
    const label = encodingLabel(declared);
    // "utf-16" leaves the byte order to the mark.
    return /^utf[-_]?16$/i.test(declared) && detected.label === 'utf-16be' ? detected : { ...detected, label, proved: true };
  }
  return repair.encoding !== undefined && !detected.proved ? { ...detected, label: repair.encoding, proved: true } : detected;
}

/** Leaves out the lines that the user skips, and blank ones before the first record. */
function skipLines(whole: string, skip: number): { skip: number; text: string } {
  let at = 0;
  let lines = 0;
  for (;;) {
    const end = /\r\n?|\n/g;
    end.lastIndex = at;
    const match = end.exec(whole);
    const line = whole.slice(at, match?.index ?? whole.length);
    if (lines >= skip && line.trim() !== '') return { skip: lines, text: whole.slice(at) };
    if (!match) return { skip: lines, text: '' };
    at = match.index + match[0].length;
    lines++;
  }
}

function fieldsOf(
  records: readonly string[][],
  { delimiter }: Dialect,
  { options }: Reading,
): Pick<Layout, 'header' | 'names' | 'sample' | 'decimal'> {
  const first = records[0]!;
  const header = options.header ?? hasHeader(records.slice(0, 100));
  const rest = header ? records.slice(1) : records;
  // R leaves out the name of the row names.
  const unnamed = header && rest.length > 0 && rest.every((record) => record.length === first.length + 1);
  const width = first.length + (unnamed ? 1 : 0);
  const names = header ? (unnamed ? ['', ...first] : first) : Array.from({ length: width }, () => '');
  const missing = new Set(options.nulls);
  const rows = rest.slice(0, Math.max(50, Math.floor(SAMPLE_CELLS / width)));
  const sample = names.map((_, i) => rows.map((record) => (missing.has(record[i] ?? '') ? '' : (record[i] ?? ''))));
  return { header, names: uniqueNames(names), sample, decimal: options.decimal ?? decimalSeparator(sample, delimiter) };
}
