import { beside } from '../partition-columns.ts';
import { name, type Reading } from '../reading.ts';
import { type Settled, settleTypes, strictlyConverted, type Undecided } from './settle-types.ts';
import type { TextType } from './text-type.ts';
import { candidates, isMissing, isProved } from './text-types.ts';

export interface TextColumn {
  readonly name: string;
  /** The first texts, empty where they are missing. */
  readonly texts: readonly string[];
}

/** Reads all columns as text, decides their types, and converts them. */
export async function readAsText(
  { database, table, partitions }: Reading,
  relation: string,
  columns: readonly TextColumn[],
  decimal: '.' | ',',
): Promise<Map<string, Settled>> {
  const texts = database.unusedName(`${table} (text)`);
  await database.run(`CREATE TABLE ${name(texts)} AS ${relation}`);
  const undecided = columns.flatMap((column) => possible(column, decimal) ?? []);
  const settled = await settleTypes(database, texts, undecided, decimal);
  const list = columns.map((column) => {
    const type = settled.get(column.name) ?? 'text';
    return typeof type === 'string' ? selected(column.name, type) : `${type.attempt(name(column.name))} AS ${name(column.name)}`;
  });
  const folders = beside(
    partitions,
    columns.map((column) => column.name),
  ).map((partition) => name(partition.name));
  await database.run(`CREATE TABLE ${name(table)} AS SELECT ${[...list, ...folders].join(', ')} FROM ${name(texts)}`);
  await database.run(`DROP TABLE ${name(texts)}`);
  return settled;
}

/** Converts while reading, with the types of the first rows; undefined when a value isn't of its column's. */
export async function readAtOnce(
  { database, table }: Reading,
  relation: string,
  columns: readonly TextColumn[],
  decimal: '.' | ',',
): Promise<Map<string, Settled> | undefined> {
  const settled = new Map<string, Settled>();
  const undecided: Undecided[] = [];
  for (const column of columns) {
    const option = possible(column, decimal);
    const [type] = option?.candidates ?? [];
    if (type && isProved(type, column.texts)) settled.set(column.name, type);
    else if (option) undecided.push(option);
  }
  const replaced = [...settled].map(
    ([column, type]) => `${strictlyConverted(type as TextType, name(column))} AS ${name(column)}`,
  );
  const list = replaced.length ? `* REPLACE (${replaced.join(', ')})` : '*';
  try {
    await database.run(`CREATE TABLE ${name(table)} AS SELECT ${list} FROM (${relation})`);
  } catch (error) {
    if (
      error instanceof Error &&
      /^(Conversion|Invalid Input) Error/.test(error.message) &&
      !error.message.includes('CSV Error')
    ) {
      return undefined;
    }
    throw error;
  }
  for (const [column, type] of await settleTypes(database, table, undecided, decimal)) {
    settled.set(column, type);
    if (typeof type !== 'string') {
      const text = name(column);
      await database.run(
        `ALTER TABLE ${name(table)} ALTER COLUMN ${text} SET DATA TYPE ${type.name} USING ${type.attempt(text)}`,
      );
    } else if (type === 'null') {
      await database.run(`UPDATE ${name(table)} SET ${name(column)} = NULL WHERE ${name(column)} IS NOT NULL`);
    }
  }
  return settled;
}

const selected = (column: string, type: 'text' | 'null'): string =>
  type === 'null' ? `CAST(NULL AS VARCHAR) AS ${name(column)}` : name(column);

/** A column that may be other than text; without candidates when the first rows have no value. */
function possible({ name: column, texts }: TextColumn, decimal: '.' | ','): Undecided | undefined {
  const present = texts.filter((text) => !isMissing(text));
  if (!present.length) return { column, candidates: [] };
  const types = candidates(present, decimal);
  return types.length ? { column, candidates: types } : undefined;
}
