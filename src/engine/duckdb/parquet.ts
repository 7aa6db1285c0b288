import type { Column } from '../column.ts';
import { identifier, raw } from '../sql.ts';
import { asRelation, ROW, unused } from './as-relation.ts';
import { foldCase } from './column-names.ts';
import { partitionColumns } from './partition-columns.ts';
import { unreadable } from './read-error.ts';
import { describe, name, pathList, type Reading, type ReadRelation } from './reading.ts';
import { partOf, rowGroups } from './row-groups.ts';

/** Files up to this size and number of values are read once and kept in memory. */
const KEPT_BYTES = 64e6;
const KEPT_VALUES = 10e6;

/** Parquet files as one relation: small ones in a table, large ones read anew by each statement. */
export async function readParquet(reading: Reading): Promise<ReadRelation> {
  const { database, files, table, partitions } = reading;
  const paths = await Promise.all(files.map((file) => plainPath(reading, file)));
  const failed = unreadable(reading);
  const rows = await rowCounts(reading, paths).catch(failed);
  const call = `read_parquet(${pathList(paths)}, hive_partitioning = false${(await haveOneSchema(reading, paths)) ? '' : ', union_by_name = true'})`;

  const found = await describe(database, call).catch(failed);
  const names = found.map((column) => column.name);
  const folders = partitionColumns(partitions, names);
  const all = ['*', ...folders].join(', ');

  const values = rows.reduce((sum, count) => sum + count, 0) * found.length;
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  // Unpacked files are removed after reading.
  if ((values <= KEPT_VALUES && bytes <= KEPT_BYTES) || files.some((file) => file.compression !== 'none')) {
    await database.run(`CREATE TABLE ${name(table)} AS SELECT ${all} FROM ${call}`).catch(failed);
    return asRelation(database, table, await describe(database, name(table)));
  }
  const row = rowExpression(rows, names);
  if (!folders.length) {
    const part = paths.length === 1 && row !== undefined ? partOf(call, await rowGroups(reading, paths[0]!)) : undefined;
    return { relation: raw(call), columns: found, rowNumber: row === undefined ? row : raw(row), part };
  }
  const columns = await describe(database, `(SELECT ${all} FROM ${call})`);
  if (row === undefined) return { relation: raw(`(SELECT ${all} FROM ${call})`), columns, rowNumber: undefined };
  const rowName = unused(columns, ROW);
  return { relation: raw(`(SELECT ${all}, ${row} AS ${name(rowName)} FROM ${call})`), columns, rowNumber: identifier(rowName) };
}

const plainPath = async ({ plain }: Reading, { path, compression, label }: Reading['files'][number]): Promise<string> =>
  compression === 'none' ? path : plain.unpack(path, compression, label);

async function rowCounts({ database }: Reading, paths: readonly string[]): Promise<number[]> {
  const counts = await database.rows(`SELECT file_name, num_rows FROM parquet_file_metadata(${pathList(paths)})`);
  const byFile = new Map(counts.map(({ file_name, num_rows }) => [file_name, Number(num_rows)]));
  return paths.map((path) => byFile.get(path) ?? 0);
}

async function haveOneSchema({ database }: Reading, paths: readonly string[]): Promise<boolean> {
  if (paths.length === 1) return true;
  const [schemas] = await database.rows(
    `SELECT count(DISTINCT fields) AS n FROM (
      SELECT list((name, type, repetition_type, num_children, logical_type, converted_type, scale, precision) ORDER BY column_id) AS fields
      FROM parquet_schema(${pathList(paths)}) WHERE column_id > 0 GROUP BY file_name)`,
  );
  return Number(schemas?.n) <= 1;
}

/** The position of a row over all files, from the columns that DuckDB adds to Parquet files; undefined when the file's own hide them. */
function rowExpression(rows: readonly number[], names: readonly Column['name'][]): string | undefined {
  if (names.some((column) => ['file_row_number', 'file_index'].includes(foldCase(column)))) return undefined;
  if (rows.length === 1) return 'file_row_number';
  const starts = [0];
  for (const count of rows.slice(0, -1)) starts.push(starts.at(-1)! + count);
  return `(([${starts.join(', ')}]::BIGINT[])[CAST(file_index AS BIGINT) + 1] + file_row_number)`;
}
