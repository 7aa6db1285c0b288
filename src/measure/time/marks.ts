import { type Column, isNumeric } from '../../engine/column.ts';
import { fn } from '../../engine/dialect.ts';
import { type FrameColumn, frameValue } from '../../engine/frame.ts';
import { identifier, type Sql, sql, type Value } from '../../engine/sql.ts';
import { momentsOf } from '../../stats/moments.ts';
import { isMissing } from '../columns/nulls.ts';
import { quantileOf } from '../columns/sorted-values.ts';
import { presentValue } from '../labels/target-sql.ts';
import { isNull } from '../strength/missing-table.ts';
import type { DatedRows } from './dated-rows.ts';

/** What each row has or has not, to be counted over time. */
export interface Marks {
  readonly kind: 'filled' | 'amount' | 'class';
  readonly column: Column;
  /** 1, 0, or NaN for rows that take no part. */
  readonly values: Float64Array;
  /** Of an amount: whether it is more than next to nothing. */
  readonly begun?: Float64Array;
  /** Whether a row has it, and whether it takes part. */
  readonly has: Sql;
  readonly counts: Sql;
}

/** An amount begins at nothing, or at less than this part of the usual one. */
const BEGINS = 0.05;
/** Next to nothing, as a part of the mean. */
const NOTHING = 0.1;
/** Where so many of the older rows have next to nothing, that is no sign of age. */
const OFTEN = 0.2;

/** Whether a column is filled; undefined where fewer than `least` rows are without. */
export function filledMarks(rows: DatedRows, column: Column, least: number): Marks | undefined {
  const columns = rows.frames.map((frame) => frame.columns.get(column.name));
  // Most columns are filled everywhere.
  if (columns.reduce((sum, held) => sum + (held ? missingIn(held) : 0), 0) < least) return undefined;
  const values = Float64Array.from(rows.row, (row, i) => {
    const held = columns[rows.frame[i]!];
    return held ? Number(!isNull(held[row])) : Number.NaN;
  });
  const without = values.filter((value) => value === 0).length;
  if (without < least) return undefined;
  return { kind: 'filled', column, values, has: sql`NOT ${isMissing(column)}`, counts: sql`1 = 1` };
}

function missingIn(values: FrameColumn): number {
  let missing = 0;
  if (values instanceof Float64Array) {
    for (let row = 0; row < values.length; row++) if (Number.isNaN(values[row]!)) missing++;
  } else for (const value of values) if (value === null) missing++;
  return missing;
}

/**
 * Whether an amount, which is never negative and may be next to nothing, has reached what is usual in the older half of the rows; and, where
 * it often isn't, whether it is more than next to nothing. None for other columns.
 */
export function amountMarks(rows: DatedRows, column: Column): Marks[] {
  if (!isNumeric(column) && column.kind !== 'boolean') return [];
  const numbers = numbersByTime(rows, column.name);
  let least = Infinity;
  for (let i = 0; i < numbers.length; i++) if (numbers[i]! < least) least = numbers[i]!;
  if (!(least >= 0)) return [];
  const older = numbers.subarray(0, numbers.length >> 1).filter((value) => !Number.isNaN(value));
  if (!older.length) return [];
  const usual = quantileOf(older.sort(), 0.5);
  if (least > BEGINS * usual) return [];
  const little = NOTHING * momentsOf(older.filter(Number.isFinite)).mean;
  const oftenNothing = older.filter((value) => value <= little).length >= OFTEN * older.length;
  const [isUsual, isBegun] = [(value: number) => (usual > 0 ? value >= usual : value > 0), (value: number) => value > little];
  const marked = (is: (value: number) => boolean) => numbers.map((one) => (Number.isNaN(one) ? one : Number(is(one))));
  const value = fn.toDouble(identifier(column.name));
  const common = { kind: 'amount', column, begun: marked(isBegun), counts: sql`NOT ${isMissing(column)}` } as const;
  return [
    { ...common, values: marked(isUsual), has: usual > 0 ? sql`${value} >= ${usual}` : sql`${value} > 0` },
    ...(oftenNothing ? [{ ...common, values: common.begun, has: sql`${value} > ${little}` }] : []),
  ];
}

/** Whether a target is of a class, as a frame holds it; rows without a target take no part. */
export function classMarks(rows: DatedRows, column: Column, name: Value): Marks {
  const columns = rows.frames.map((frame) => frame.columns.get(column.name));
  const value = frameValue(column)!;
  return {
    kind: 'class',
    column,
    values: Float64Array.from(rows.row, (row, i) => {
      const one = columns[rows.frame[i]!]?.[row];
      return one === undefined || isNull(one) ? Number.NaN : Number(one === name);
    }),
    has: sql`${value} = ${name}`,
    counts: presentValue(value, column.kind === 'float'),
  };
}

/** A column's numbers, the oldest first. */
export function numbersByTime(rows: DatedRows, name: string): Float64Array {
  const columns = rows.frames.map((frame) => frame.numbers(name));
  const numbers = new Float64Array(rows.row.length).fill(Number.NaN);
  for (let i = 0; i < numbers.length; i++) {
    const held = columns[rows.frame[i]!];
    if (held) numbers[i] = held[rows.row[i]!]!;
  }
  return numbers;
}
