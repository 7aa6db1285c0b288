import { type FileHandle, open } from 'node:fs/promises';
import { type DuckDBAppender, DuckDBDataChunk } from '@duckdb/node-api';
import { CompressionType, compressionRegistry, type Field, type RecordBatch, RecordBatchReader, type Schema } from 'apache-arrow';
import { decompress as decodeZstd } from 'fzstd';
import { UserError } from '../../../errors.ts';
import type { Column } from '../../column.ts';
import { asRelation } from '../as-relation.ts';
import { uniqueNames } from '../column-names.ts';
import type { Partition } from '../files/partitions.ts';
import { describe, literal, name, type Reading, type ReadRelation, type SourceFile } from '../reading.ts';
import { type ArrowColumn, arrowColumn, isNullType } from './arrow-column.ts';
import { decodeLz4 } from './lz4-frame.ts';

compressionRegistry.set(CompressionType.LZ4_FRAME, { decode: decodeLz4 });
compressionRegistry.set(CompressionType.ZSTD, { decode: (data) => decodeZstd(data) });

/** Rows DuckDB takes at once. */
const CHUNK_ROWS = 2048;

/** Arrow IPC files and streams (Feather version 2 is the former) as a table; files of several columns are joined by their names. */
export async function readArrow(reading: Reading): Promise<ReadRelation> {
  const { database, files, partitions, table } = reading;
  const parts: string[] = [];
  const nulls = new Map<string, boolean>();
  for (const [i, file] of files.entries()) {
    const part = files.length === 1 && !partitions.length ? table : database.unusedName(`${table} (${i})`);
    const schema = await load(reading, file, part);
    for (const [j, column] of fieldNames(schema).entries()) {
      nulls.set(column, (nulls.get(column) ?? true) && isNullType((schema.fields[j] as Field).type));
    }
    parts.push(part);
  }
  if (parts[0] !== table) {
    const selects = parts.map((part, i) => `SELECT ${['*', ...folderValues(partitions, i)].join(', ')} FROM ${name(part)}`);
    await database.run(`CREATE TABLE ${name(table)} AS ${selects.join(' UNION ALL BY NAME ')}`);
    for (const part of parts) await database.run(`DROP TABLE ${name(part)}`);
  }
  const columns = (await describe(database, name(table))).map(
    (column): Column => (nulls.get(column.name) ? { name: column.name, kind: 'null', type: 'NULL' } : column),
  );
  return asRelation(database, table, columns);
}

// apache-arrow gives an empty name as null.
const fieldNames = (schema: Schema): string[] => uniqueNames(schema.fields.map((field) => field.name ?? ''));

const folderValues = (partitions: readonly Partition[], file: number): string[] =>
  partitions.map((partition) => `CAST(${literal(partition.values[file]!)} AS ${partition.type}) AS ${name(partition.name)}`);

async function load({ database, plain }: Reading, file: SourceFile, table: string): Promise<Schema> {
  const { label, compression } = file;
  const path = compression === 'none' ? file.path : await plain.unpack(file.path, compression, label);
  const handle = await open(path);
  try {
    const reader = await readerOf(handle, label);
    const { schema } = reader;
    const columns = schema.fields.map((field) => arrowColumn(field.type));
    if (!columns.length) throw new UserError(`${label} has no columns`, { hint: 'write it again with its columns' });
    const names = fieldNames(schema);
    const list = names.map((column, i) => `${name(column)} ${columns[i]!.declared ?? columns[i]!.type}`);
    await database.run(`CREATE TABLE ${name(table)} (${list.join(', ')})`);
    await database.exclusive(async () => {
      const appender = await database.connection.createAppender(table);
      for await (const batch of reader) append(appender, batch as RecordBatch, columns);
      appender.closeSync();
    });
    return schema;
  } catch (error) {
    throw error instanceof UserError ? error : damaged(label, error);
  } finally {
    await handle.close().catch(() => undefined);
  }
}

async function readerOf(handle: FileHandle, label: string): Promise<RecordBatchReader> {
  const { size } = await handle.stat();
  const magic = await bytesAt(handle, 0, 6);
  const isFile = magic.toString('latin1') === 'ARROW1';
  const end = await bytesAt(handle, Math.max(0, size - 8), 8);
  // A stream that was cut between two batches reads like a whole one.
  const whole = isFile ? end.subarray(2).toString('latin1') === 'ARROW1' : end.readUInt32LE(4) === 0;
  if (!whole) throw damaged(label);
  const reader = await (isFile
    ? RecordBatchReader.from(handle)
    : RecordBatchReader.from(handle.createReadStream({ autoClose: false, start: 0 })));
  return (await reader.open()) as RecordBatchReader;
}

async function bytesAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(length), position });
  return bytesRead === length ? buffer : Buffer.alloc(length, 0xff);
}

function append(appender: DuckDBAppender, batch: RecordBatch, columns: readonly ArrowColumn[]): void {
  if (!batch.numRows) return;
  const vectors = columns.map((_, i) => batch.getChildAt(i)!);
  const readers = columns.map((column, i) => column.reader(vectors[i]!));
  const types = columns.map((column) => column.type);
  for (let start = 0; start < batch.numRows; start += CHUNK_ROWS) {
    const length = Math.min(CHUNK_ROWS, batch.numRows - start);
    const chunk = DuckDBDataChunk.create(types, length);
    for (const [i, read] of readers.entries()) {
      const vector = vectors[i]!;
      chunk.setColumnValues(
        i,
        Array.from({ length }, (_, row) => (vector.isValid(start + row) ? read(start + row) : null)),
      );
    }
    appender.appendDataChunk(chunk);
  }
}

const damaged = (label: string, cause?: unknown): UserError =>
  new UserError(`${label} is damaged or cut short: it is not a whole Arrow file`, {
    hint: 'fetch or write the file again',
    cause,
  });
