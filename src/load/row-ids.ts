import type { Column } from '../engine/column.ts';
import { fn } from '../engine/dialect.ts';
import { identifier, join, raw, type Sql, sql } from '../engine/sql.ts';
import type { Table } from '../engine/table.ts';
import type { Inference } from './workspace.ts';

const SCREEN_ROWS = 20_000;
/** Fewer rows than this are too few to tell a key from a coincidence. */
const MIN_ROWS = 50;
/** A counter may have gaps: its range holds at most this many times the rows of all tables. */
const MAX_RANGE = 2;

/** Columns of the tables that identify rows: unique, and counters or codes rather than measurements. Never used to gate. */
export async function inferRowIds(tables: readonly Table[], candidates: readonly Column[]): Promise<Inference[]> {
  const [first] = tables;
  const keys = candidates.filter(({ kind }) => kind === 'integer' || kind === 'text');
  if (!first || !keys.length) return [];
  const sample = await first.sample(SCREEN_ROWS);
  const total = await sample.rows();
  if (total < MIN_ROWS) return [];
  const [distinct] = await sample.query(
    sql`SELECT ${keys.map((key, i) => sql`count(DISTINCT ${key}) AS ${identifier(`d${i}`)}`)} FROM ${sample}`,
  );
  const unique = keys.filter((_, i) => Number(distinct?.[`d${i}`]) === total);
  const found = await Promise.all(
    unique.map((column) => (column.kind === 'integer' ? counter(tables, column) : code(sample, column))),
  );
  return found.flatMap((inference) => inference ?? []);
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

async function code(sample: Table, column: Column): Promise<Inference | undefined> {
  const value: Sql = identifier(column.name);
  const figures: Record<string, Sql> = {
    rows: raw('count(*)'),
    spaced: sql`count(CASE WHEN ${fn.regexpTest(value, '\\s')} THEN 1 END)`,
    digits: sql`count(CASE WHEN ${fn.regexpTest(value, '[0-9]')} THEN 1 END)`,
    shortest: sql`min(${fn.length(value)})`,
    longest: sql`max(${fn.length(value)})`,
  };
  const list = join(Object.entries(figures).map(([name, figure]) => sql`${figure} AS ${identifier(name)}`));
  const [row] = await sample.query(sql`SELECT ${list} FROM ${sample}`);
  if (!row || Number(row.spaced) > 0 || Number(row.digits) < 0.95 * Number(row.rows)) return undefined;
  if (Number(row.longest) - Number(row.shortest) > 8 || Number(row.longest) > 64) return undefined;
  return { fact: 'row-id', value: column.name, reason: `${column.name} is a code, another in every row` };
}
