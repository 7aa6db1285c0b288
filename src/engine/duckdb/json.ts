import { UserError } from '../../errors.ts';
import type { Column } from '../column.ts';
import { asRelation } from './as-relation.ts';
import { detectEncoding } from './files/encoding.ts';
import { readHead } from './files/file-head.ts';
import { type ReadableText, readableText } from './files/readable-text.ts';
import { partitionColumns } from './partition-columns.ts';
import { labelIn, unreadable, withoutValues } from './read-error.ts';
import { describe, name, pathList, type Reading, type ReadRelation, type SourceFile } from './reading.ts';

const HEAD_BYTES = 1 << 12;
const OBJECT_BYTES = 2 ** 24;
const LARGEST_OBJECT_BYTES = 2 ** 30;

/** Objects, in an array, one per line or one after the other, as a table with a column per key. */
export async function readJson(reading: Reading): Promise<ReadRelation> {
  const { database, table, partitions } = reading;
  const call = await callOf(reading);
  for (let size = OBJECT_BYTES; ; size *= 4) {
    try {
      const from = call(size);
      // Describing reads all rows, so only when there are names to compare.
      const known = partitions.length ? await describe(database, from) : [];
      const folders = partitionColumns(
        partitions,
        known.map((column) => column.name),
      );
      await database.run(`CREATE TABLE ${name(table)} AS SELECT ${['*', ...folders].join(', ')} FROM ${from}`);
      break;
    } catch (error) {
      const tooSmall = error instanceof Error && /maximum_object_size/.test(error.message) && !/Malformed/.test(error.message);
      if (!tooSmall || size >= LARGEST_OBJECT_BYTES) throw malformed(error, reading);
    }
  }
  const columns = await describe(database, name(table));
  await refuseColumnWise(reading, columns);
  return asRelation(database, table, await plainColumns(reading, columns));
}

async function callOf({ files, plain, options }: Reading): Promise<(objectSize: number) => string> {
  const readable: ReadableText[] = [];
  const formats = new Set<string>();
  for (const file of files) {
    const { bytes, complete } = await readHead(file.path, file.compression, file.label, HEAD_BYTES);
    const encoding = detectEncoding(bytes);
    const label = options.encoding ?? encoding.label;
    formats.add(layoutOf(file, new TextDecoder(label).decode(bytes), complete));
    // DuckDB takes a byte order mark for a value.
    readable.push(
      encoding.byteOrderMark && label === 'utf-8'
        ? { path: await plain.transcode(file.path, file.compression, file.label, label, false), compression: 'none' }
        : await readableText(plain, file, label),
    );
  }
  const [format, ...others] = formats;
  const [compression, ...differing] = new Set(readable.map((text) => text.compression));
  return (objectSize) =>
    `read_json(${pathList(readable.map((text) => text.path))}, ${[
      `format = '${others.length ? 'auto' : format}'`,
      `compression = '${differing.length ? 'auto_detect' : compression === 'none' ? 'uncompressed' : compression}'`,
      'records = true',
      'sample_size = -1',
      'union_by_name = true',
      'hive_partitioning = false',
      `maximum_object_size = ${objectSize}`,
    ].join(', ')})`;
}

/** @throws UserError when the values aren't objects. */
function layoutOf({ label, format }: SourceFile, head: string, complete: boolean): string {
  const text = head.trimStart();
  if (!text && complete) throw new UserError(`${label} holds no rows`, { hint: 'write its rows, or fetch it again' });
  if (/^\[\s*\]\s*$/.test(text)) {
    throw new UserError(`${label} is an empty array: it has no rows and no columns`, {
      hint: 'write its rows, or fetch it again',
    });
  }
  if (!/^\[\s*(\{|$)|^\{/.test(text)) {
    throw notObjects(label);
  }
  if (text.startsWith('[')) return 'array';
  return format === 'ndjson' ? 'newline_delimited' : 'auto';
}

const notObjects = (label: string): UserError =>
  new UserError(`${label} holds values that are not objects`, {
    hint: 'write one object per row, for example {"age": 31, "plan": "free"}, in an array or one per line',
  });

/** One object of nothing but lists and objects is a table written by columns. */
async function refuseColumnWise({ database, table, files }: Reading, columns: readonly Column[]): Promise<void> {
  if (files.length > 1 || files[0]!.format === 'ndjson' || columns.some((column) => column.kind !== 'nested')) return;
  const [row] = await database.rows(`SELECT count(*) AS n FROM ${name(table)}`);
  if (row?.n !== 1) return;
  throw new UserError(`${files[0]!.label} is one object, not a list of rows`, {
    hint: "write one object per row: in pandas df.to_json(path, orient='records')",
  });
}

/** Columns whose values have no type in common become text; those without any value are of no kind. */
async function plainColumns({ database, table }: Reading, columns: readonly Column[]): Promise<readonly Column[]> {
  const mixed = columns.filter((column) => column.type === 'JSON');
  if (!mixed.length) return columns;
  const tests = mixed.flatMap((column, i) => {
    const type = `json_type(${name(column.name)})`;
    return [
      `coalesce(bool_or(${type} IN ('OBJECT', 'ARRAY')), false) AS nested${i}`,
      `count(*) FILTER (${type} <> 'NULL') AS values${i}`,
    ];
  });
  const [row] = await database.rows(`SELECT ${tests.join(', ')} FROM ${name(table)}`);
  const kinds = new Map<Column, Column>();
  for (const [i, column] of mixed.entries()) {
    if (row![`nested${i}`] === true) continue;
    const value = name(column.name);
    await database.run(`ALTER TABLE ${name(table)} ALTER COLUMN ${value} SET DATA TYPE VARCHAR USING ${value} ->> '$'`);
    const empty = row![`values${i}`] === 0;
    kinds.set(column, { name: column.name, kind: empty ? 'null' : 'text', type: empty ? 'NULL' : 'VARCHAR' });
  }
  return columns.map((column) => kinds.get(column) ?? column);
}

function malformed(error: unknown, reading: Reading): unknown {
  if (!(error instanceof Error) || error instanceof UserError) return error;
  const { message } = error;
  const label = labelIn(message, reading);
  const [, line] = /in line (\d+)/.exec(message) ?? [];
  const [, key] = /has duplicate key "(.*?)"/s.exec(message) ?? [];
  const where = line === undefined ? '' : `line ${line} of `;
  const shown = reading.files.find((file) => file.label === label)?.shown;
  const details = line !== undefined && shown !== undefined ? { position: { path: shown, line: Number(line) } } : {};
  if (key !== undefined)
    return new UserError(`${where}${label} has an object with one key twice`, { hint: 'write each key once', ...details });
  if (/expected records/.test(message)) return notObjects(label);
  if (/Malformed JSON|JSON transform error/.test(message)) {
    const [, reason] = /: ([^:\n]*?)\.? *(Try|$)/m.exec(message) ?? [];
    return new UserError(`${where}${label} is not valid JSON${reason ? `: ${withoutValues(reason)}` : ''}`, {
      hint: 'mend it, or write it again: a file that was cut short ends in the middle of a value',
      ...details,
    });
  }
  try {
    return unreadable(reading)(error);
  } catch (explained) {
    return explained;
  }
}
