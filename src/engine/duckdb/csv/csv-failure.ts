import { UserError } from '../../../errors.ts';
import { contentOf } from '../files/compression.ts';
import { labelIn, mentioned, unreadable } from '../read-error.ts';
import type { Reading } from '../reading.ts';
import type { Layout, Repair } from './layout.ts';

/** An error of DuckDB, with what was known of the files. */
export class CsvFailure extends Error {
  readonly layouts: readonly Layout[];

  constructor(cause: unknown, layouts: readonly Layout[]) {
    super('delimited text could not be read', { cause });
    this.layouts = layouts;
  }
}

/** What DuckDB takes for a line unless told otherwise. */
const DUCKDB_LINE = 2_000_000;
const LARGEST_LINE = 2 ** 30;

/**
 * What to do otherwise in the next attempt.
 * @throws UserError with file and line when nothing would help.
 */
export async function repairOrThrow(failure: unknown, repair: Repair, reading: Reading): Promise<Repair> {
  if (!(failure instanceof CsvFailure)) throw failure;
  const { cause, layouts } = failure;
  if (!(cause instanceof Error) || cause instanceof UserError) throw cause;
  const { message } = cause;
  const layout = mentioned(message, layouts);
  const label = layout?.file.label ?? labelIn(message, reading);

  const lineSize = Number(/Actual Size:(\d+)/.exec(message)?.[1] ?? 0);
  if (/Maximum line size/.test(message) && (repair.lineSize ?? 0) < LARGEST_LINE) {
    return { ...repair, lineSize: Math.min(LARGEST_LINE, 4 * Math.max(lineSize, repair.lineSize ?? DUCKDB_LINE)) };
  }
  if (/Invalid unicode/.test(message) && layout && !layout.encoding.proved) return { ...repair, encoding: 'windows-1252' };
  // A late quote in tab-separated text that quotes nothing before it.
  if (/unterminated quote/.test(message) && layout && isUnquotedTsv(layout)) return { ...repair, unquoted: true };
  if (/state machine reached an invalid state/.test(message) && !repair.newlines) return { ...repair, newlines: true };

  const record = Number(/CSV Error on Line: (\d+)/.exec(message)?.[1] ?? 0);
  if (!record && !/CSV/.test(message)) return unreadable(reading)(cause);
  const line = record && layout ? await lineOf(layout, record) : undefined;
  const { what, hint } = explain(message, layout);
  throw new UserError(`${line === undefined ? '' : `line ${line} of `}${label} ${what}`, {
    hint,
    ...(layout && line !== undefined && { position: { path: layout.file.shown, line } }),
  });
}

const isUnquotedTsv = ({ dialect }: Layout): boolean => dialect.delimiter === '\t' && dialect.quote !== '' && !dialect.quotes;

function explain(message: string, layout: Layout | undefined): { what: string; hint: string } {
  const [, expected, found] = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(message) ?? [];
  if (expected !== undefined) {
    return {
      what:
        // DuckDB stops counting at the first field too many.
        Number(found) > Number(expected)
          ? `has more fields than the first line, which has ${expected}`
          : `has ${found} ${found === '1' ? 'field' : 'fields'} where the first line has ${expected}`,
      hint: `mend the line; if ${JSON.stringify(layout?.dialect.delimiter ?? ',')} does not separate values, say what does: options: { delimiter: ';' }`,
    };
  }
  if (/unterminated quote/.test(message)) {
    return {
      what: 'has a quote that does not end where the value ends',
      hint: `mend the line, or read quotes as they are: options: { quote: '' }`,
    };
  }
  if (/Invalid unicode/.test(message)) {
    return {
      what: 'is not valid UTF-8 text',
      hint: 'declare the encoding, for example options: { encoding: windows-1252 }, or mend the line',
    };
  }
  if (/Maximum line size/.test(message)) {
    return { what: 'is longer than 1 GB', hint: 'check the quotes and line ends before it' };
  }
  return {
    what: 'cannot be read as delimited text',
    hint: 'give its layout: options: { delimiter, quote, escape, header, encoding }',
  };
}

/** The line on which a record starts: DuckDB counts a record that spans lines once. */
async function lineOf({ path, compression, file, dialect }: Layout, record: number): Promise<number> {
  const quote = dialect.quote.charCodeAt(0);
  const [LF, CR] = [10, 13];
  let [line, records, previous] = [1, 1, 0];
  let inQuotes = false;
  for await (const bytes of contentOf(path, compression, file.label)) {
    for (const byte of bytes) {
      if (records >= record) return line;
      if (byte === quote) inQuotes = !inQuotes;
      if (byte === LF ? previous !== CR : byte === CR) {
        line++;
        if (!inQuotes) records++;
      }
      previous = byte;
    }
  }
  return line;
}
