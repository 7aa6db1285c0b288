import type { Column } from '../../column.ts';
import { asRelation } from '../as-relation.ts';
import { foldCase } from '../column-names.ts';
import { beside, partitionColumns } from '../partition-columns.ts';
import { describe, literal, name, pathList, type Reading, type ReadRelation } from '../reading.ts';
import { CsvFailure, repairOrThrow } from './csv-failure.ts';
import { type Layout, layoutOf, type Repair } from './layout.ts';
import { type Settled, settleTypes, strictlyConverted, type Undecided } from './settle-types.ts';
import { candidates, isMissing, isProved, type TextType } from './text-types.ts';

/** Delimited text up to this size is read as text first; larger files as the types of their first rows, and again when a later row has another. */
const SMALL_BYTES = 16e6;
/** How many times its size a compressed text may be. */
const RATIO = 8;

/** Delimited text as a table. Types are those that every value spells; a row with too few or too many fields is an error. */
export async function readCsv(reading: Reading): Promise<ReadRelation> {
  for (let repair: Repair = {}; ; ) {
    try {
      return await read(reading, repair);
    } catch (error) {
      repair = await repairOrThrow(error, repair, reading);
    } finally {
      await reading.plain.remove();
    }
  }
}

interface TextColumn {
  readonly name: string;
  readonly texts: readonly string[];
}

async function read(reading: Reading, repair: Repair): Promise<ReadRelation> {
  const layouts: Layout[] = [];
  for (const file of reading.files) layouts.push(await layoutOf(reading, file, repair));
  const relation = relationOf(layouts, reading, repair);
  const decimal = layouts.some((layout) => layout.decimal === ',') ? ',' : '.';
  const columns = mergeColumns(layouts);
  const bytes = reading.files.reduce((sum, { size, compression }) => sum + size * (compression === 'none' ? 1 : RATIO), 0);
  try {
    const settled = bytes > SMALL_BYTES ? await readAtOnce(reading, relation, columns, decimal) : undefined;
    const types = settled ?? (await readAsText(reading, relation, columns, decimal));
    return await asRelation(
      reading.database,
      reading.table,
      withNulls(await describe(reading.database, name(reading.table)), types),
    );
  } catch (error) {
    throw new CsvFailure(error, layouts);
  }
}

/** Reads all columns as text, decides their types, and converts them. */
async function readAsText(
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
async function readAtOnce(
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

function mergeColumns(layouts: readonly Layout[]): TextColumn[] {
  const merged = new Map<string, { name: string; texts: string[] }>();
  for (const { names, sample } of layouts) {
    for (const [i, column] of names.entries()) {
      const known = merged.get(foldCase(column));
      if (known) known.texts.push(...sample[i]!);
      else merged.set(foldCase(column), { name: column, texts: [...sample[i]!] });
    }
  }
  return [...merged.values()];
}

/** One SELECT per run of files that are laid out alike. */
function relationOf(layouts: readonly Layout[], { partitions, options }: Reading, repair: Repair): string {
  const groups: Layout[][] = [];
  for (const layout of layouts) {
    const group = groups.at(-1);
    if (group && sameLayout(group[0]!, layout)) group.push(layout);
    else groups.push([layout]);
  }
  let firstFile = 0;
  const selects = groups.map((group) => {
    const folders = partitionColumns(partitions, group[0]!.names, firstFile);
    firstFile += group.length;
    return `SELECT ${['*', ...folders].join(', ')} FROM ${readCall(group, options.nulls ?? [], repair)}`;
  });
  return selects.join(' UNION ALL BY NAME ');
}

const sameLayout = (a: Layout, b: Layout): boolean =>
  JSON.stringify([a.dialect, a.header, a.skip, a.names, a.compression]) ===
  JSON.stringify([b.dialect, b.header, b.skip, b.names, b.compression]);

function readCall(group: readonly Layout[], nulls: readonly string[], { lineSize }: Repair): string {
  const { dialect, header, skip, names, compression } = group[0]!;
  const settings = [
    'auto_detect = false',
    `delim = ${literal(dialect.delimiter)}`,
    `quote = ${literal(dialect.quote)}`,
    `escape = ${literal(dialect.escape)}`,
    `header = ${header}`,
    `skip = ${skip}`,
    `columns = {${names.map((_, i) => `'c${i}': 'VARCHAR'`).join(', ')}}`,
    `nullstr = [${['', ...nulls].map((text) => literal(text)).join(', ')}]`,
    `compression = '${compression}'`,
    'hive_partitioning = false',
    ...(lineSize === undefined ? [] : [`max_line_size = ${lineSize}`, `buffer_size = ${lineSize * 2}`, 'parallel = false']),
  ];
  const paths = pathList(group.map((layout) => layout.path));
  return `read_csv(${paths}, ${settings.join(', ')}) AS files(${names.map(name).join(', ')})`;
}

const withNulls = (columns: readonly Column[], settled: ReadonlyMap<string, Settled>): Column[] =>
  columns.map((column) => (settled.get(column.name) === 'null' ? { ...column, kind: 'null', type: 'NULL' } : column));
