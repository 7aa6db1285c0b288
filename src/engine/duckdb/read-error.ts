import { UserError } from '../../errors.ts';
import { quote } from '../../text/quote.ts';
import type { Reading } from './reading.ts';

/** DuckDB's refusals that a user can mend; any other error comes back as it is. The statement tells which files were read. */
export function toUserError(error: unknown, statement = ''): unknown {
  if (!(error instanceof Error) || error instanceof UserError) return error;
  const { message } = error;
  if (/No space left on device|failed to offload data block|max_temp_directory_size/i.test(message)) {
    return new UserError('the memory limit was reached, and the disk of the temporary folder is full', {
      hint: 'free space there, set TMPDIR to another disk, or raise --memory-limit',
      cause: error,
    });
  }
  if (/^Out of Memory Error/.test(message)) {
    return new UserError('the memory limit was reached', {
      hint: 'raise it, for example --memory-limit 4GB, or check fewer rules with --only',
      cause: error,
    });
  }
  const [, path, reason] = /Failed to read file "(.+?)": (.+)/s.exec(message) ?? [];
  if (path !== undefined) return damagedFile(quote(path), withoutValues(reason!), error);
  const [, failing] = /^IO Error: .*?(?:file|from|path) ["'](.+?)["']/.exec(message) ?? [];
  const [, list] = /read_parquet\(\[('(?:[^']|'')+'(?:, '(?:[^']|'')+')*)\]/.exec(statement) ?? [];
  // What Thrift, in which Parquet's headers are written, says of other bytes; it names no file.
  if (list !== undefined && /^Invalid Error: /.test(message)) return damagedFile(pathsIn(list), withoutValues(message), error);
  return failing === undefined
    ? error
    : new UserError(`${quote(failing)} cannot be read: ${withoutValues(message)}`, { cause: error });
}

function pathsIn(list: string): string {
  const paths = list.match(/'(?:[^']|'')+'/g)!.map((literal) =>
    literal
      .slice(1, -1)
      .replaceAll("''", "'")
      .replaceAll(/\[([*?[])\]/g, '$1'),
  );
  return paths.length === 1 ? quote(paths[0]!) : `one of ${paths.length} files, the first of which is ${quote(paths[0]!)},`;
}

/** For `catch`: rethrows what went wrong with the files of a reading, naming the file. */
export function unreadable(reading: Reading): (error: unknown) => never {
  return (error) => {
    if (error instanceof UserError && !(error.cause instanceof Error && /Failed to read file/.test(error.cause.message)))
      throw error;
    const cause = error instanceof UserError ? error.cause : error;
    if (!(cause instanceof Error)) throw error;
    const label = labelIn(cause.message, reading);
    if (/^(IO|Invalid|Invalid Input|Conversion|Out of Range|Serialization) Error: /.test(cause.message)) {
      throw damagedFile(label, withoutValues(cause.message), cause);
    }
    if (!/^Not implemented Error: /.test(cause.message)) throw error;
    throw new UserError(`${label} cannot be read: ${withoutValues(cause.message)}`, {
      hint: 'write it again with common settings',
      cause,
    });
  };
}

/** The label of the file that a message of DuckDB names, or of the only one. */
export function labelIn(message: string, { files, plain }: Reading): string {
  const named = mentioned(message, files);
  if (named) return named.label;
  const [written] = /[^'"\s]*plain-\d+/.exec(message) ?? [];
  const label = written === undefined ? undefined : plain.labelOf(written);
  return label ?? (files.length === 1 ? files[0]!.label : `one of ${files.length} files`);
}

/** The file whose path a message holds. */
export const mentioned = <T extends { readonly path: string }>(message: string, files: readonly T[]): T | undefined =>
  files
    .filter(({ path }) => message.includes(path))
    .reduce<T | undefined>((best, file) => (best && best.path.length >= file.path.length ? best : file), undefined);

const damagedFile = (label: string, reason: string, cause: Error): UserError =>
  new UserError(`${label} is damaged or cut short: ${reason}`, { hint: 'fetch or write the file again', cause });

/** The first line of a message of DuckDB, without its class and without what stands in quotes: values and paths. */
export const withoutValues = (message: string): string =>
  message
    .split('\n', 1)[0]!
    .replace(/^((\w+ )*Error: )+/, '')
    .replaceAll(/ ?(file )?("[^"]*"|'[^']*')/g, '')
    .trim();
