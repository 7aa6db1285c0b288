import { stat } from 'node:fs/promises';
import { isAbsolute, parse, relative } from 'node:path';
import { UserError } from '../../errors.ts';
import { quote } from '../../text/quote.ts';
import type { Format, Opened, Source } from '../engine.ts';
import type { Database } from './database.ts';
import { detectFormat, formatOfName } from './files/detect-format.ts';
import { type Found, findFiles } from './files/find-files.ts';
import { type Partition, partitionsOf } from './files/partitions.ts';
import { PlainFiles } from './files/plain-file.ts';
import type { Reading, ReadRelation, SourceFile } from './reading.ts';
import { isRemote, openRemote } from './remote.ts';

/**
 * Makes the files of a source a relation of the database.
 * @throws UserError when there are none, or they cannot be read whole.
 */
export async function openSource(source: Source, baseDirectory: string, database: Database): Promise<Opened> {
  if (isRemote(source.location)) return openRemote(source, database);
  const found = await findFiles(source.location, baseDirectory);
  const files = await ofOneFormat(found, source, baseDirectory);
  const plain = new PlainFiles(database.temporaryDirectory);
  const reading: Reading = {
    database,
    table: database.unusedName(source.location),
    files,
    options: source.options,
    partitions: partitions(found, files, source),
    plain,
  };
  const { format } = files[0]!;
  try {
    const read = await READERS[format](reading);
    return { ...read, format, files: files.map((file) => file.path) };
  } finally {
    await plain.remove();
  }
}

type Reader = (reading: Reading) => Promise<ReadRelation>;

const parquet: Reader = async (reading) => (await import('./parquet.ts')).readParquet(reading);
const csv: Reader = async (reading) => (await import('./csv/read-csv.ts')).readCsv(reading);
const json: Reader = async (reading) => (await import('./json.ts')).readJson(reading);
const arrow: Reader = async (reading) => (await import('./arrow/read-arrow.ts')).readArrow(reading);

const READERS: Readonly<Record<Format, Reader>> = { parquet, csv, tsv: csv, json, ndjson: json, arrow, feather: arrow };

async function ofOneFormat({ paths, root }: Found, { location, format }: Source, baseDirectory: string): Promise<SourceFile[]> {
  const named = root !== undefined && format === undefined ? paths.filter((path) => formatOfName(path)) : paths;
  const files: SourceFile[] = [];
  for (const path of named.length ? named : paths) {
    const shown = root === undefined ? location : fromBase(path, baseDirectory);
    const label = quote(shown);
    files.push({ path, shown, label, ...(await detectFormat(path, label, format)), size: (await stat(path)).size });
  }
  const formats = [...new Set(files.map((file) => file.format))];
  if (formats.length > 1) {
    throw new UserError(`${quote(location)} holds files of several formats: ${formats.join(', ')}`, {
      hint: `choose one with a pattern, for example ${quote(`${location.replace(/\/$/, '')}/*.${formats[0]}`)}`,
    });
  }
  return files;
}

function fromBase(path: string, baseDirectory: string): string {
  const inside = relative(baseDirectory, path);
  return inside.startsWith('..') || isAbsolute(inside) ? path : inside;
}

function partitions({ root }: Found, files: readonly SourceFile[], { options }: Source): Partition[] {
  if (options.hivePartitioning === false || (root === undefined && !options.hivePartitioning)) return [];
  const paths = files.map((file) => file.path);
  return partitionsOf(root ?? parse(paths[0]!).root, paths);
}
