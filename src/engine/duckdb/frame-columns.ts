import type { DuckDBDataChunk } from '@duckdb/node-api';
import type { FrameColumn } from '../frame.ts';

/** Doubles become one Float64Array with NaN for NULL, other values texts. */
export function toFrameColumns(chunks: readonly DuckDBDataChunk[], columns: number): FrameColumn[] {
  const rows = chunks.reduce((sum, chunk) => sum + chunk.rowCount, 0);
  return Array.from({ length: columns }, (_, column) => {
    const numeric = chunks.every((chunk) => isDouble(chunk, column));
    return numeric ? numbers(chunks, column, rows) : texts(chunks, column);
  });
}

const isDouble = (chunk: DuckDBDataChunk, column: number): boolean => String(chunk.getColumnVector(column).type) === 'DOUBLE';

function numbers(chunks: readonly DuckDBDataChunk[], column: number, rows: number): Float64Array {
  const values = new Float64Array(rows);
  let row = 0;
  for (const chunk of chunks) {
    const vector = chunk.getColumnVector(column);
    const { rowCount } = chunk;
    for (let i = 0; i < rowCount; i++) {
      const value = vector.getItem(i);
      values[row++] = value === null ? Number.NaN : (value as number);
    }
  }
  return values;
}

function texts(chunks: readonly DuckDBDataChunk[], column: number): (string | null)[] {
  return chunks.flatMap((chunk) => chunk.getColumnValues(column) as (string | null)[]);
}
