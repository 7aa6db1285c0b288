import type { Column } from '../engine/column.ts';
import { fn } from '../engine/dialect.ts';
import type { FrameColumn } from '../engine/frame.ts';
import { identifier, raw, sql } from '../engine/sql.ts';
import type { Table } from '../engine/table.ts';
import type { Inference } from './workspace.ts';

/** Fewer rows than this are too few to tell a key from a coincidence. */
const MIN_ROWS = 50;
/** A counter may have gaps: its range holds at most this many times the rows of all tables. */
const MAX_RANGE = 2;
const MAX_CODE_LENGTH = 64;
const MAX_CODE_SPREAD = 8;

/** Columns of the tables that identify rows: unique, and counters or codes rather than measurements. Never used to gate. */
export async function inferRowIds(tables: readonly Table[], candidates: readonly Column[]): Promise<Inference[]> {
  const [first] = tables;
  const keys = candidates.filter(({ kind }) => kind === 'integer' || kind === 'text');
  if (!first || !keys.length) return [];
  const frame = await first.frame();
  if (frame.rows < MIN_ROWS) return [];
  const found = keys.map((column) => {
    const values = frame.columns.get(column.name);
    if (!values || !areUnique(values)) return undefined;
    return column.kind === 'integer' ? counter(tables, column) : code(column, values as readonly string[]);
  });
  return (await Promise.all(found)).flatMap((inference) => inference ?? []);
}

/** Whether each row has a value, and one that no other row has. */
function areUnique(values: FrameColumn): boolean {
  const seen = new Set<unknown>();
  for (const value of values) {
    if (value === null || Number.isNaN(value) || seen.has(value)) return false;
    seen.add(value);
  }
  return true;
}

async function counter(tables: readonly Table[], column: Column): Promise<Inference | undefined> {
  const having = tables.filter((table) => table.column(column.name)?.kind === 'integer');
  const parts = await Promise.all(
    having.map((table) =>
      table.aggregate({
        rows: raw('count(*)'),
        min: sql`min(${column})`,
        max: sql`max(${column})`,
        distinct: fn.approxDistinct(identifier(column.name)),
      }),
    ),
  );
  const rows = parts.reduce((sum, part) => sum + Number(part.rows), 0);
  const range = Math.max(...parts.map((p) => Number(p.max))) - Math.min(...parts.map((p) => Number(p.min))) + 1;
  // Twice the error of an approximate count below the number of rows.
  if (range > MAX_RANGE * rows || Number(parts[0]?.distinct) < 0.9 * Number(parts[0]?.rows)) return undefined;
  return {
    fact: 'row-id',
    value: column.name,
    reason: `${column.name} is a whole number, another in every row, without large gaps`,
  };
}

function code({ name }: Column, values: readonly string[]): Inference | undefined {
  const lengths = values.map((value) => value.length);
  const [shortest, longest] = [Math.min(...lengths), Math.max(...lengths)];
  if (longest > MAX_CODE_LENGTH || longest - shortest > MAX_CODE_SPREAD || values.some((value) => /\s/.test(value)))
    return undefined;
  if (values.filter((value) => /\d/.test(value)).length < 0.95 * values.length) return undefined;
  return { fact: 'row-id', value: name, reason: `${name} is a code, another in every row` };
}
