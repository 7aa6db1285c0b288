import { type Column, isTemporal } from '../../engine/column.ts';
import { fn } from '../../engine/dialect.ts';
import type { Frame } from '../../engine/frame.ts';
import { identifier, type Sql, sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import { microsOfText } from './text-times.ts';

const SECOND = 1e6;
const DAY = 86_400 * SECOND;
const YEAR = 365.2425 * DAY;
const DATE_LENGTH = '2000-01-01'.length;
/** Years have at most this share of mistyped ones at either end. */
const TAIL = 0.05;
const OLDEST_YEAR = 1000;
/** Whole numbers in these ranges are read as years, or as seconds, milliseconds or microseconds since 1970. */
const UNITS: readonly (readonly [from: number, to: number, origin: number, micros: number])[] = [
  [1800, 2200, 1970, YEAR],
  [1e8, 1e10, 0, SECOND],
  [1e11, 1e13, 0, 1e3],
  [1e14, 1e16, 0, 1],
];

/** Microseconds since 1970-01-01 UTC that a column's values stand for, as doubles; undefined when they stand for no time. */
export function eventTime(column: Column, frame: Frame): Sql | undefined {
  if (isTemporal(column) || column.kind === 'text') return timeOfType(column);
  const value = identifier(column.name);
  const unit = unitOf(column, frame);
  return unit && sql`(${fn.toDouble(value)} - ${unit.origin}) * ${unit.micros}`;
}

/** The same of a frame's rows, NaN where there is no time. */
export function eventTimes(column: Column, frame: Frame): Float64Array | undefined {
  const numbers = frame.numbers(column.name);
  if (isTemporal(column)) return numbers;
  if (column.kind === 'text') return Float64Array.from(frame.texts(column.name) ?? [], (text) => microsOfText(text));
  const unit = unitOf(column, frame);
  return unit && numbers?.map((value) => (value - unit.origin) * unit.micros);
}

/** The same of a table's column, whose values are read only where its type does not say what they stand for. */
export async function timeOf(table: Table, column: Column): Promise<Sql | undefined> {
  return isTemporal(column) || column.kind === 'text' ? timeOfType(column) : eventTime(column, await table.frame());
}

/** Whether the times are days: dates, texts without an hour, or nothing but midnights. */
export function areDays(column: Column, frame: Frame): boolean {
  if (column.kind === 'date') return true;
  if (column.kind === 'text')
    return (frame.texts(column.name) ?? []).every((text) => text === null || text.trim().length <= DATE_LENGTH);
  const micros = isTemporal(column) ? frame.numbers(column.name) : undefined;
  return micros?.every((value) => Number.isNaN(value) || value % DAY === 0) ?? false;
}

function unitOf({ name, kind }: Column, frame: Frame): { readonly origin: number; readonly micros: number } | undefined {
  if (kind !== 'integer' && kind !== 'float') return undefined;
  const values =
    frame
      .numbers(name)
      ?.filter((one) => !Number.isNaN(one))
      .sort() ?? [];
  const at = (share: number) => values[Math.floor(share * values.length)]!;
  const unit = values.length ? UNITS.find(([from, to]) => at(0.5) >= from && at(0.5) < to) : undefined;
  // A clock's 1830 and 2015 are no years.
  if (unit === UNITS[0] && !(at(TAIL) >= OLDEST_YEAR && at(1 - TAIL) < UNITS[0]![1])) return undefined;
  return unit && { origin: unit[2], micros: unit[3] };
}

function timeOfType({ name, kind }: Column): Sql {
  const value = identifier(name);
  return fn.toDouble(fn.epochMicros(kind === 'text' ? fn.tryTimestamp(value) : value));
}
