import type { Column } from '../../column.ts';
import { asRelation } from '../as-relation.ts';
import { foldCase } from '../column-names.ts';
import { describe, name, type Reading, type ReadRelation } from '../reading.ts';
import { CsvFailure, repairOrThrow } from './csv-failure.ts';
import { type Layout, layoutOf, type Repair } from './layout.ts';
import { readStatement } from './read-statement.ts';
import type { Settled } from './settle-types.ts';
import { readAsText, readAtOnce, type TextColumn } from './typed-table.ts';

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

async function read(reading: Reading, repair: Repair): Promise<ReadRelation> {
  const layouts: Layout[] = [];
  for (const file of reading.files) layouts.push(await layoutOf(reading, file, repair));
  const relation = readStatement(layouts, reading, repair);
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

const withNulls = (columns: readonly Column[], settled: ReadonlyMap<string, Settled>): Column[] =>
  columns.map((column) => (settled.get(column.name) === 'null' ? { ...column, kind: 'null', type: 'NULL' } : column));
