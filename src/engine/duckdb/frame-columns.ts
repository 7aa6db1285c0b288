import type { DuckDBDataChunk, DuckDBTypeId } from '@duckdb/node-api';
import type { FrameColumn } from '../frame.ts';
import { api } from './api.ts';
import { bindings } from './bindings.ts';
import { TextReader } from './text-reader.ts';

/** Doubles become one Float64Array with NaN for NULL, texts and other values an array. */
export function toFrameColumns(chunks: readonly DuckDBDataChunk[], types: readonly DuckDBTypeId[]): FrameColumn[] {
  const rows = chunks.reduce((sum, chunk) => sum + chunk.rowCount, 0);
  const reader = new TextReader();
  return types.map((type, column) => {
    if (rows === 0 || type === api.DuckDBTypeId.DOUBLE) return numbers(chunks, column, rows);
    if (type === api.DuckDBTypeId.VARCHAR) return texts(chunks, column, reader);
    return chunks.flatMap((chunk) => chunk.getColumnValues(column) as (string | null)[]);
  });
}

function numbers(chunks: readonly DuckDBDataChunk[], column: number, rows: number): Float64Array {
  const values = new Float64Array(rows);
  let start = 0;
  for (const chunk of chunks) {
    const { data, valid, count } = vectorOf(chunk, column, Float64Array.BYTES_PER_ELEMENT);
    values.set(new Float64Array(data.buffer, data.byteOffset, count), start);
    if (valid) for (let i = 0; i < count; i++) if (!isSet(valid, i)) values[start + i] = Number.NaN;
    start += count;
  }
  return values;
}

function texts(chunks: readonly DuckDBDataChunk[], column: number, reader: TextReader): (string | null)[] {
  const values: (string | null)[] = [];
  for (const chunk of chunks) {
    const { data, valid, count } = vectorOf(chunk, column, TextReader.BYTES);
    reader.open(data);
    for (let i = 0; i < count; i++) values.push(valid && !isSet(valid, i) ? null : reader.text(i));
  }
  return values;
}

/** The memory of a chunk's column, which lives as long as the chunk; `valid` has a bit a value, and is missing where no value is NULL. */
function vectorOf(chunk: DuckDBDataChunk, column: number, bytes: number) {
  const count = chunk.rowCount;
  const vector = bindings.data_chunk_get_vector(chunk.chunk, column);
  const valid: Uint8Array | null = bindings.vector_get_validity(vector, 8 * Math.ceil(count / 64));
  return { count, data: bindings.vector_get_data(vector, count * bytes), valid };
}

const isSet = (bits: Uint8Array, i: number): boolean => ((bits[i >> 3]! >> (i & 7)) & 1) === 1;
