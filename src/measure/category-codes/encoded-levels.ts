import type { Column } from '../../engine/column.ts';
import { fn } from '../../engine/dialect.ts';
import type { Frame } from '../../engine/frame.ts';
import { frameValue } from '../../engine/frame.ts';
import { identifier, type Sql, sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import type { Totals } from '../../stats/encoding-families.ts';
import { total } from '../../stats/total.ts';
import { labelCounts } from '../labels/label-counts.ts';
import type { Response } from '../labels/responses.ts';
import { presentValue } from '../labels/target-sql.ts';
import { pairedLevels } from './paired-levels.ts';

/** What each level of a key holds in one table; one array a response, or a coded column. */
export interface LevelTable {
  readonly rows: Float64Array;
  readonly responses: readonly ResponseSums[];
  readonly codes: readonly CodeSums[];
}

/** Over the rows of a level that have a target. */
export interface ResponseSums {
  readonly rows: Float64Array;
  readonly sums: Float64Array;
  readonly squares: Float64Array;
}

/** Least and greatest code of a level; NaN without any. */
export interface CodeSums {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

export interface EncodedLevels {
  readonly fit: LevelTable;
  readonly heldOut: LevelTable;
  readonly totals: { readonly fit: readonly Totals[]; readonly heldOut: readonly Totals[] };
  readonly rows: { readonly fit: number; readonly heldOut: number };
  /** Share of the levels looked at: fewer than all where there are very many. */
  readonly share: number;
  /** The levels, where they come from the engine; else they are those of `pairedLevels`. */
  readonly keys?: readonly LevelKey[];
}

export type LevelKey = string | number | null;

const MOST_LEVELS = 50_000;

/** Groups the rows of both tables by a key; on the frames where they hold all rows, else in the engine. */
export async function encodedLevels(
  tables: { readonly fit: Table; readonly heldOut: Table },
  key: Column,
  coded: readonly Column[],
  responses: readonly Response[],
): Promise<EncodedLevels | undefined> {
  const [first, second] = await Promise.all([tables.fit.frame(), tables.heldOut.frame()]);
  const paired = pairedLevels(first, second, key.name);
  if (!paired) return undefined;
  if (!first.sampled && !second.sampled) {
    const fit = levelTable(first, paired.fit, paired.count, coded, responses);
    const heldOut = levelTable(second, paired.heldOut, paired.count, coded, responses);
    const totals = {
      fit: responses.map((one) => totalsOf(one.values(first))),
      heldOut: responses.map((one) => totalsOf(one.values(second))),
    };
    return { fit, heldOut, totals, rows: { fit: first.rows, heldOut: second.rows }, share: 1 };
  }
  const [fitRows, heldOutRows] = await Promise.all([tables.fit.rows(), tables.heldOut.rows()]);
  const estimate =
    paired.count < first.rows / 10 ? paired.count : (paired.count / (first.rows + second.rows)) * (fitRows + heldOutRows);
  const parts = Math.ceil(estimate / MOST_LEVELS);
  const [fit, heldOut] = await Promise.all([
    queryLevels(tables.fit, key, coded, responses, parts),
    queryLevels(tables.heldOut, key, coded, responses, parts),
  ]);
  const totals = await Promise.all([queryTotals(tables.fit, responses), queryTotals(tables.heldOut, responses)]);
  const levels = [...new Set([...fit.keys(), ...heldOut.keys()])];
  return {
    fit: arranged(levels, fit, coded.length, responses.length),
    heldOut: arranged(levels, heldOut, coded.length, responses.length),
    totals: { fit: totals[0], heldOut: totals[1] },
    rows: { fit: fitRows, heldOut: heldOutRows },
    share: 1 / parts,
    keys: levels,
  };
}

function emptyTable(count: number, coded: number, responses: number): LevelTable {
  const zeros = () => new Float64Array(count);
  return {
    rows: zeros(),
    responses: Array.from({ length: responses }, () => ({ rows: zeros(), sums: zeros(), squares: zeros() })),
    codes: Array.from({ length: coded }, () => ({ low: zeros().fill(Number.NaN), high: zeros().fill(Number.NaN) })),
  };
}

function levelTable(
  frame: Frame,
  levels: Int32Array,
  count: number,
  coded: readonly Column[],
  responses: readonly Response[],
): LevelTable {
  const table = emptyTable(count, coded.length, responses.length);
  for (const level of levels) if (level >= 0) table.rows[level]!++;
  responses.forEach((response, r) => {
    const { rows, sums, squares } = table.responses[r]!;
    const values = response.values(frame);
    for (let row = 0; row < levels.length; row++) {
      const level = levels[row]!;
      const y = values[row]!;
      if (level < 0 || Number.isNaN(y)) continue;
      rows[level]!++;
      sums[level]! += y;
      squares[level]! += y * y;
    }
  });
  coded.forEach(({ name }, c) => {
    const { low, high } = table.codes[c]!;
    const values = frame.numbers(name);
    for (let row = 0; values && row < levels.length; row++) {
      const level = levels[row]!;
      const code = values[row]!;
      if (level < 0 || Number.isNaN(code)) continue;
      if (!(code >= low[level]!)) low[level] = code;
      if (!(code <= high[level]!)) high[level] = code;
    }
  });
  return table;
}

function totalsOf(values: Float64Array): Totals {
  const present = values.filter((value) => !Number.isNaN(value));
  let sum = 0;
  for (const value of present) sum += value;
  let squares = 0;
  for (const value of present) squares += (value - sum / present.length) ** 2;
  return { rows: present.length, sum, squares };
}

type QueriedLevel = { readonly row: Readonly<Record<string, unknown>> };

async function queryLevels(
  table: Table,
  key: Column,
  coded: readonly Column[],
  responses: readonly Response[],
  parts: number,
): Promise<ReadonlyMap<LevelKey, QueriedLevel>> {
  const value = frameValue(table.column(key.name)!)!;
  const inPart = parts > 1 ? sql`WHERE ${fn.bucket(fn.hash(value, 1), parts)} = 0` : sql``;
  const inner = [
    sql`${value} AS k`,
    ...responses.map((one, r) => sql`${fn.toDouble(one.expression(table))} AS ${identifier(`y${r}`)}`),
    ...coded.map(({ name }, c) => sql`${present(frameValue(table.column(name)!)!)} AS ${identifier(`e${c}`)}`),
  ];
  const outer = [
    sql`k`,
    sql`count(*) AS n`,
    ...responses.flatMap((one, r) => {
      const y = identifier(`y${r}`);
      return [
        sql`count(${y}) AS ${identifier(`n${r}`)}`,
        sql`${fn.sum(y)} AS ${identifier(`s${r}`)}`,
        ...(one.kind === 'class' ? [] : [sql`${fn.sum(sql`${y} * ${y}`)} AS ${identifier(`q${r}`)}`]),
      ];
    }),
    ...coded.flatMap((_, c) => {
      const e = identifier(`e${c}`);
      return [sql`min(${e}) AS ${identifier(`l${c}`)}`, sql`max(${e}) AS ${identifier(`h${c}`)}`];
    }),
  ];
  const rows = await table.query(sql`SELECT ${outer} FROM (SELECT ${inner} FROM ${table} ${inPart}) AS levelled GROUP BY k`);
  const keyed = rows.map((row): [LevelKey, QueriedLevel] => [levelKey(key, row.k), { row }]);
  return new Map(isText(key) ? keyed : keyed.filter(([k]) => k !== null && !Number.isNaN(k)));
}

const isText = ({ kind }: Column): boolean => kind === 'text' || kind === 'time';

/** A level as it comes from the engine, in the form in which `keys` holds it. */
export function levelKey(key: Column, value: unknown): LevelKey {
  return value === null || value === undefined ? null : isText(key) ? String(value) : Number(value);
}

/** NaN as NULL: the least and the greatest of values leave it out then. */
const present = (value: Sql): Sql => sql`CASE WHEN ${presentValue(value, true)} THEN ${value} END`;

function arranged(
  levels: readonly LevelKey[],
  found: ReadonlyMap<LevelKey, QueriedLevel>,
  coded: number,
  responses: number,
): LevelTable {
  const table = emptyTable(levels.length, coded, responses);
  levels.forEach((level, i) => {
    const row = found.get(level)?.row;
    if (!row) return;
    const read = (name: string) => (row[name] === null || row[name] === undefined ? Number.NaN : Number(row[name]));
    table.rows[i] = read('n');
    table.responses.forEach((one, r) => {
      one.rows[i] = read(`n${r}`);
      one.sums[i] = read(`s${r}`) || 0;
      // Ones and zeros are their own squares.
      one.squares[i] = (row[`q${r}`] === undefined ? one.sums[i]! : read(`q${r}`)) || 0;
    });
    table.codes.forEach((one, c) => {
      one.low[i] = read(`l${c}`);
      one.high[i] = read(`h${c}`);
    });
  });
  return table;
}

function queryTotals(table: Table, responses: readonly Response[]): Promise<Totals[]> {
  return Promise.all(
    responses.map(async ({ label, expression }) => {
      if (label) {
        const counts = (await labelCounts(table, label.target)) ?? new Map<string, number>();
        const [rows, sum] = [total([...counts.values()]), counts.get(String(label.name)) ?? 0];
        return { rows, sum, squares: rows ? (sum * (rows - sum)) / rows : 0 };
      }
      const y = fn.toDouble(expression(table));
      const found = await table.aggregate({ n: sql`count(${y})`, sum: fn.sum(y), variance: fn.variance(y) });
      const rows = Number(found.n ?? 0);
      return { rows, sum: Number(found.sum ?? 0), squares: rows * Number(found.variance ?? 0) };
    }),
  );
}
