import { type Column, isNumeric } from '../../engine/column.ts';
import { fn } from '../../engine/dialect.ts';
import { type Sql, sql } from '../../engine/sql.ts';
import type { Form } from '../columns/comparable.ts';
import type { KeyColumn } from './row-keys.ts';

/** Doubles hold whole numbers of so many digits exactly; longer digit strings stay texts. */
const MAX_DIGITS = 15;
/** Moves the edges of rounding away from the round numbers that data is made of, where noise would decide. */
const OFF_GRID = Math.PI / 3;
const NUMBER = '^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)$';
const SPACES = '[ \t\r\n]+';

/** Whether equal values may come with noise: fractions, and whole numbers held against fractions, but not counts and codes. */
export const isMeasured = (column: Column, other: Column = column): boolean =>
  isNumeric(column) && (column.kind !== 'integer' || other.kind !== 'integer');

/** A form in which what only the way of writing tells apart is equal: letter case, spaces, `007` and `7`, digits beyond `digits`. */
export function normalForm({ column, form, other }: KeyColumn, digits: number): Form {
  if (column.kind === 'text') return (one) => normalText(form(one));
  if (!isMeasured(column, other)) return form;
  return (one) => fn.roundSignificant(sql`(${fn.toDouble(form(one))} * ${OFF_GRID})`, digits);
}

/** A text without the accidents of writing; a number of up to 15 characters as the number it spells. */
export function normalText(value: Sql): Sql {
  const trimmed = sql`trim(${fn.toText(value)})`;
  const isNumber = sql`${fn.length(trimmed)} <= ${MAX_DIGITS} AND ${fn.regexpTest(trimmed, NUMBER)}`;
  const plain = sql`lower(${fn.regexpReplaceAll(fn.normalizeText(trimmed), SPACES, ' ')})`;
  return sql`CASE WHEN ${isNumber} THEN ${fn.toText(fn.tryDouble(trimmed))} ELSE ${plain} END`;
}
