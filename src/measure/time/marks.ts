import { type Column, isNumeric } from '../../engine/column.ts';
import { fn } from '../../engine/dialect.ts';
import { type FrameColumn, frameValue } from '../../engine/frame.ts';
import { identifier, type Sql, sql, type Value } from '../../engine/sql.ts';
import { finiteOnly } from '../../stats/finite-only.ts';
import { momentsOf } from '../../stats/moments.ts';
import { countUpTo } from '../../stats/sorted.ts';
import { isMissing } from '../columns/nulls.ts';
import { quantileOf } from '../columns/sorted-values.ts';
import { presentValue } from '../labels/target-sql.ts';
import { isNull } from '../strength/missing-table.ts';
import type { DatedRows } from './dated-rows.ts';

/** What each row has or has not, to be counted over time. */
export interface Marks {
  readonly kind: 'filled' | 'amount' | 'class';
  readonly column: Column;
  /** 1, 0, or −1 for rows that take no part. */
  readonly values: Int8Array;
  /** Of an amount: whether it is more than next to nothing. */
  readonly begun?: Int8Array;
  /** Whether a row has it, and whether it takes part. */
  readonly has: Sql;
  readonly counts: Sql;
}

const NO_PART = -1;
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
  const values = new Int8Array(rows.row.length).fill(NO_PART);
  let without = 0;
  for (let i = 0; i < values.length; i++) {
    const held = columns[rows.frame[i]!];
    if (!held) continue;
    values[i] = Number(!isNull(held[rows.row[i]!]));
    if (values[i] === 0) without++;
  }
  if (without < least) return undefined;
  return { kind: 'filled', column, values, has: sql`NOT ${isMissing(column)}`, counts: sql`1 = 1` };
}

function missingIn(values: FrameColumn): number {
  let missing = 0;
  if (values instanceof Float64Array) {
    for (let row = 0; row < values.length; row++) if (Number.isNaN(values[row]!)) missing++;
  } else for (let row = 0; row < values.length; row++) if (values[row] === null) missing++;
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
  for (let i = 0; i < numbers.length && least >= 0; i++) if (numbers[i]! < least) least = numbers[i]!;
  if (!(least >= 0)) return [];
  const older = numbers.slice(0, numbers.length >> 1).sort();
  const present = older.subarray(0, countUpTo(older, Infinity));
  if (!present.length) return [];
  const usual = quantileOf(present, 0.5);
  if (least > BEGINS * usual) return [];
  const little = NOTHING * momentsOf(finiteOnly(present)).mean;
  const oftenNothing = countUpTo(present, little) >= OFTEN * present.length;
  const value = fn.toDouble(identifier(column.name));
  const common = { kind: 'amount', column, begun: above(numbers, little), counts: sql`NOT ${isMissing(column)}` } as const;
  return [
    usual > 0
      ? { ...common, values: above(numbers, usual, true), has: sql`${value} >= ${usual}` }
      : { ...common, values: above(numbers, 0), has: sql`${value} > 0` },
    ...(oftenNothing ? [{ ...common, values: common.begun, has: sql`${value} > ${little}` }] : []),
  ];
}

/** Whether numbers are above (`orAt`: or at) a limit. */
function above(numbers: Float64Array, limit: number, orAt = false): Int8Array {
  const marks = new Int8Array(numbers.length);
  for (let i = 0; i < marks.length; i++) {
    const value = numbers[i]!;
    marks[i] = Number.isNaN(value) ? NO_PART : Number(value > limit || (orAt && value === limit));
  }
  return marks;
}

/** Whether a target is of a class, as a frame holds it; rows without a target take no part. */
export function classMarks(rows: DatedRows, column: Column, name: Value): Marks {
  const columns = rows.frames.map((frame) => frame.columns.get(column.name));
  const value = frameValue(column)!;
  return {
    kind: 'class',
    column,
    values: Int8Array.from(rows.row, (row, i) => {
      const one = columns[rows.frame[i]!]?.[row];
      return one === undefined || isNull(one) ? NO_PART : Number(one === name);
    }),
    has: sql`${value} = ${name}`,
    counts: presentValue(value, column.kind === 'float'),
  };
}

/** A column's numbers, the oldest first. */
export function numbersByTime(rows: DatedRows, name: string): Float64Array {
  const { frames, frame, row } = rows;
  const columns = frames.map((one) => one.numbers(name));
  const numbers = new Float64Array(row.length);
  for (let i = 0; i < numbers.length; i++) numbers[i] = columns[frame[i]!]?.[row[i]!] ?? Number.NaN;
  return numbers;
}
