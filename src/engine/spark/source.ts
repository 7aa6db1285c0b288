import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { UserError } from '../../errors.ts';
import { quote } from '../../text/quote.ts';
import type { Format, ReadOptions, Source } from '../engine.ts';
import { identifier, join, raw, type Sql } from '../sql.ts';
import type { DataSource } from './client.ts';

/** What a data set's location names. */
export type Named =
  | { readonly kind: 'query'; readonly query: Sql }
  | { readonly kind: 'table'; readonly table: Sql }
  | { readonly kind: 'files'; readonly files: DataSource; readonly local: readonly string[] };

const FORMATS: Readonly<Record<Format, string | undefined>> = {
  csv: 'csv',
  tsv: 'csv',
  json: 'json',
  ndjson: 'json',
  parquet: 'parquet',
  arrow: undefined,
  feather: undefined,
};
const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/\.parquet$/i, 'parquet'],
  [/\.(csv|tsv)(\.\w+)?$/i, 'csv'],
  [/\.(json|jsonl|ndjson)(\.\w+)?$/i, 'json'],
  [/\.delta\/?$/i, 'delta'],
  [/\.orc$/i, 'orc'],
  [/\.avro$/i, 'avro'],
];

/**
 * Tells SQL text, a path and a table name apart. `local`: the server is on this machine, so that relative paths have a meaning.
 * @throws UserError for a location that is none of them.
 */
export function nameSource({ location, format, options }: Source, baseDirectory: string, local: boolean): Named {
  if (/^\s*(select|with|values|from|table)\s/i.test(location) || /^\s*\(/.test(location)) {
    return { kind: 'query', query: raw(location.replace(/[;\s]+$/, '')) };
  }
  const known = ENDINGS.find(([ending]) => ending.test(location))?.[1];
  const isPath =
    format !== undefined || /^[a-z][a-z\d+.-]*:\//i.test(location) || (!location.includes('`') && location.includes('/'));
  if (!isPath && known === undefined) return { kind: 'table', table: tableName(location) };
  if (!isPath && !location.includes('/') && !existsSync(resolve(baseDirectory, location))) {
    // `sales.parquet` is a table of a schema unless there is such a file.
    return { kind: 'table', table: tableName(location) };
  }
  const reader = format === undefined ? known : FORMATS[format];
  if (reader === undefined) {
    throw new UserError(`Spark cannot tell how to read ${quote(location)}`, {
      hint: 'name a format of Spark (parquet, csv, json), a table, or write it like delta.`/path/of/the/table`',
    });
  }
  const file = resolve(baseDirectory, location);
  const isFile = local && !/^[a-z][a-z\d+.-]*:\//i.test(location) && existsSync(file);
  const files = { format: reader, options: readerOptions(reader, format, location, options), paths: [isFile ? file : location] };
  return { kind: 'files', files, local: isFile ? [file] : [] };
}

/** `catalog.schema.table`, parts in back-quotes taken as they are; also `parquet.`/path`` as Spark writes it. */
function tableName(location: string): Sql {
  const parts = [...location.matchAll(/(?:^|\.)(?:`((?:[^`]|``)+)`|([^`.\s]+))/gy)];
  if (!parts.length || parts.map(([part]) => part).join('') !== location) {
    throw new UserError(`${quote(location)} is neither a table, nor a path, nor a statement of Spark`, {
      hint: 'write a table as catalog.schema.table, with back-quotes around unusual names',
    });
  }
  return join(
    parts.map(([, quoted, plain]) => identifier(plain ?? quoted!.replaceAll('``', '`'))),
    '.',
  );
}

function readerOptions(
  reader: string,
  format: Format | undefined,
  location: string,
  options: ReadOptions,
): Record<string, string> {
  if (reader !== 'csv') return {};
  const { delimiter, quote: quoted, escape: escaped, header = true, encoding, decimal, nulls = [], skip } = options;
  for (const [name, given] of [
    ['decimal', decimal === ','],
    ['skip', Boolean(skip)],
    ['nulls', nulls.length > 1],
  ] as const) {
    if (given)
      throw new UserError(`Spark cannot read ${quote(location)} with \`${name}\` as given`, {
        hint: 'make it a table of Spark first',
      });
  }
  const separator = delimiter ?? (format === 'tsv' || /\.tsv(\.\w+)?$/i.test(location) ? '\t' : ',');
  return {
    header: String(header),
    inferSchema: 'true',
    sep: separator,
    escape: escaped ?? '"',
    mode: 'FAILFAST',
    ...(quoted !== undefined && { quote: quoted }),
    ...(encoding !== undefined && { encoding }),
    ...(nulls.length && { nullValue: nulls[0]! }),
  };
}
