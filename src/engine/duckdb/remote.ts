import { UserError } from '../../errors.ts';
import { maskSecrets } from '../../text/mask-secrets.ts';
import { quote } from '../../text/quote.ts';
import type { Format, Opened, ReadOptions, Source } from '../engine.ts';
import { raw } from '../sql.ts';
import { asRelation } from './as-relation.ts';
import { foldCase } from './column-names.ts';
import type { Database } from './database.ts';
import { loadExtension } from './extension.ts';
import { formatOfName } from './files/detect-format.ts';
import { withoutValues } from './read-error.ts';
import { describe, literal, name } from './reading.ts';
import { registerCredentials } from './remote-credentials.ts';

const SCHEME = /^(s3|gs|gcs|https?):\/\//i;

export const isRemote = (location: string): boolean => SCHEME.test(location);

/**
 * Files behind a URL as a relation: of Parquet only the columns that a statement names are fetched, delimited text and JSON are read once.
 * @throws UserError when they cannot be reached or read.
 */
export async function openRemote({ location, format: given, options }: Source, database: Database): Promise<Opened> {
  const shown = quote(maskSecrets(location));
  const scheme = SCHEME.exec(location)![1]!.toLowerCase();
  const format = given ?? formatOfName(new URL(location).pathname);
  if (format === undefined || format === 'arrow' || format === 'feather') {
    throw new UserError(`the format of ${shown} cannot be read from afar`, {
      hint: 'name one with `format:` (parquet, csv, tsv, json, ndjson), or copy the file here',
    });
  }
  await loadExtension(database, 'httpfs');
  await registerCredentials(database, scheme);
  const failed = (error: unknown): never => {
    if (!(error instanceof Error) || !/^(\w+ )*Error: /.test(error.message)) throw error;
    throw new UserError(`${shown} cannot be read: ${reasonOf(error.message)}`, {
      hint: HINTS[scheme] ?? HINTS.https!,
      cause: error,
    });
  };
  if (format !== 'parquet') {
    const table = database.unusedName(location);
    await database.run(`CREATE TABLE ${name(table)} AS SELECT * FROM ${readCall(location, format, options)}`).catch(failed);
    const read = await asRelation(database, table, await describe(database, name(table)));
    return { ...read, format, files: [] };
  }
  const call = `read_parquet(${literal(location)})`;
  const columns = await describe(database, call).catch(failed);
  const isOne = !/[*?[]/.test(location) && !columns.some((column) => foldCase(column.name) === 'file_row_number');
  return { relation: raw(call), columns, format, files: [], rowNumber: isOne ? raw('file_row_number') : undefined };
}

const HINTS: Readonly<Record<string, string>> = {
  https: 'see whether the address opens in a browser',
  s3: 'see whether `aws s3 ls` shows it: region and credentials come from the same variables, profiles and roles',
  gs: 'set GCS_ACCESS_KEY_ID and GCS_SECRET_ACCESS_KEY to an HMAC key, unless the bucket is public',
};

function reasonOf(message: string): string {
  const status = /\bHTTP (?:code |error )?\(?(\d{3})\b|\b(\d{3}) \(\w/.exec(message);
  return status ? `the server answered ${status[1] ?? status[2]}` : maskSecrets(withoutValues(message));
}

function readCall(location: string, format: Exclude<Format, 'parquet'>, options: ReadOptions): string {
  if (format === 'json' || format === 'ndjson') return `read_json(${literal(location)})`;
  const {
    delimiter = format === 'tsv' ? '\t' : undefined,
    quote: quoted,
    escape: escaped,
    header,
    nulls,
    skip,
    decimal,
    encoding,
  } = options;
  const given = { delim: delimiter, quote: quoted, escape: escaped, header, skip, decimal_separator: decimal, encoding };
  const settings = Object.entries(given).flatMap(([key, value]) => (value === undefined ? [] : `, ${key} = ${literal(value)}`));
  const nullTexts = nulls ? `, nullstr = [${nulls.map(literal).join(', ')}]` : '';
  return `read_csv(${literal(location)}, sample_size = -1${settings.join('')}${nullTexts})`;
}
