import type { Column } from '../../engine/column.ts';
import { fn } from '../../engine/dialect.ts';
import { frameValue } from '../../engine/frame.ts';
import { type Relation, sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import { TARGET_ENCODINGS } from '../../stats/encoding-families.ts';
import { type FittedOn, type FittingSet, fittedOn } from '../../stats/fitted-on.ts';
import { weightedCorrelation } from '../../stats/weighted-correlation.ts';
import type { Response } from '../labels/responses.ts';
import { presentValue } from '../labels/target-sql.ts';

/** Rows of one level that have one code, in each table: under cross-fitting, the rows of one fold. */
interface Part {
  readonly level: string;
  readonly code: number;
  readonly fit: Sums;
  readonly heldOut: Sums;
}

interface Sums {
  rows: number;
  sum: number;
  squares: number;
}

/** Each fold has a prior of its own, near that of all rows: codes lie a little off the formula, by this share of their spread. */
const TOLERANCE = 2e-3;
const SCREEN = 0.8;
/** Levels looked at in tables too large for a frame. */
const MOST_LEVELS = 500;

/** The rows whose targets the codes of the fit rows are out-of-fold means of: all rows of the other folds, or the fit rows among them. */
export async function crossFitted(
  tables: { readonly fit: Table; readonly heldOut: Table },
  key: Column,
  column: Column,
  response: Response,
): Promise<FittedOn<'fit' | 'all'> | undefined> {
  const parts = await partsOf(tables, key, column, response);
  const wholes = new Map<string, { fit: Sums; all: Sums }>();
  for (const { level, fit, heldOut } of parts) {
    const whole = wholes.get(level) ?? { fit: none(), all: none() };
    add(whole.fit, fit);
    add(whole.all, fit);
    add(whole.all, heldOut);
    wholes.set(level, whole);
  }
  const coded = parts.filter(({ fit }) => fit.rows > 0);
  const sets = (['fit', 'all'] as const).map((name): FittingSet<'fit' | 'all'> => {
    const others = coded.map((part) => {
      const rest = { ...wholes.get(part.level)![name] };
      subtract(rest, part.fit);
      if (name === 'all') subtract(rest, part.heldOut);
      return rest;
    });
    const total = none();
    for (const whole of wholes.values()) add(total, whole[name]);
    return {
      name,
      levels: {
        codes: Float64Array.from(coded, ({ code }) => code - response.center),
        rows: Float64Array.from(others, ({ rows }) => rows),
        sums: Float64Array.from(others, ({ sum }) => sum),
        within: Float64Array.from(others, ({ rows, sum, squares }) => Math.max(0, squares - sum ** 2 / Math.max(1, rows))),
        merged: false,
      },
      totals: {
        rows: total.rows,
        sum: total.sum,
        squares: Math.max(0, total.squares - total.sum ** 2 / Math.max(1, total.rows)),
      },
    };
  });
  const { codes, rows, sums } = sets[1]!.levels;
  const means = sums.map((sum, i) => sum / rows[i]!);
  if (weightedCorrelation(codes, means, rows) < SCREEN) return undefined;
  const contested = rows.map((n, i) => Number(n > sets[0]!.levels.rows[i]!));
  return fittedOn(TARGET_ENCODINGS.slice(0, 3), sets, contested, TOLERANCE * spreadOf(codes));
}

const none = (): Sums => ({ rows: 0, sum: 0, squares: 0 });

function add(to: Sums, other: Sums, sign: 1 | -1 = 1): void {
  to.rows += sign * other.rows;
  to.sum += sign * other.sum;
  to.squares += sign * other.squares;
}

const subtract = (from: Sums, other: Sums): void => add(from, other, -1);

async function partsOf(
  tables: { readonly fit: Table; readonly heldOut: Table },
  key: Column,
  column: Column,
  response: Response,
): Promise<Part[]> {
  const parts = new Map<string, Part>();
  const partOf = (level: string, code: number): Part => {
    const name = `${code}\0${level}`;
    const found = parts.get(name) ?? { level, code, fit: none(), heldOut: none() };
    parts.set(name, found);
    return found;
  };
  for (const side of ['fit', 'heldOut'] as const) {
    const frame = await tables[side].frame();
    if (frame.sampled) {
      for (const row of await queryParts(tables[side], await largestLevels(tables.fit, key), key, column, response)) {
        const sums = { rows: Number(row.n), sum: Number(row.s), squares: Number(row.q) };
        add(partOf(String(row.k), Number(row.e))[side], sums);
      }
      continue;
    }
    const [levels, codes, target] = [frame.columns.get(key.name)!, frame.numbers(column.name)!, response.values(frame)];
    for (let row = 0; row < frame.rows; row++) {
      const y = target[row]!;
      if (Number.isNaN(codes[row]!) || Number.isNaN(y) || levels[row] === null) continue;
      add(partOf(String(levels[row]), codes[row]!)[side], { rows: 1, sum: y, squares: y * y });
    }
  }
  return [...parts.values()];
}

function largestLevels(table: Table, key: Column): Promise<Relation> {
  const value = frameValue(table.column(key.name)!)!;
  return table.materialize(
    sql`SELECT ${value} AS k, count(*) AS n FROM ${table} WHERE ${value} IS NOT NULL GROUP BY ${value} ORDER BY n DESC, k LIMIT ${MOST_LEVELS}`,
  );
}

async function queryParts(table: Table, levels: Relation, key: Column, column: Column, response: Response) {
  const [k, e] = [frameValue(table.column(key.name)!)!, frameValue(table.column(column.name)!)!];
  const y = fn.toDouble(response.expression(table));
  return table.query(sql`
    SELECT k, e, count(*) AS n, ${fn.sum(sql`y`)} AS s, ${fn.sum(sql`y * y`)} AS q
    FROM (SELECT ${k} AS k, ${e} AS e, ${y} AS y FROM ${table}) AS coded
    WHERE k IN (SELECT k FROM ${levels})
      AND y IS NOT NULL AND ${presentValue(sql`e`, true)}
    GROUP BY k, e`);
}

function spreadOf(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value / values.length, 0);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2 / values.length, 0));
}
