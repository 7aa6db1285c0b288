import { type Column, isNumeric } from '../../engine/column.ts';
import { fn } from '../../engine/dialect.ts';
import { type Frame, type FrameColumn, frameValue } from '../../engine/frame.ts';
import { type Sql, sql } from '../../engine/sql.ts';
import type { Predictor } from './predictor.ts';

/** Something that can be read off an id beside its identity. */
export interface IdReading extends Predictor {
  readonly what: 'number' | 'prefix' | 'suffix' | 'length' | 'remainder';
}

const DIGITS = '[^0-9]';
const PREFIXES = [1, 2, 3, 4];
/** Remainders that check digits, shards and round-robin assignments leave. */
const MODULI = [2, 3, 5, 7, 10, 16];

/** Numbers, prefixes, lengths and remainders of a frame's id column, and the SQL that gives the same over all rows. */
export function idReadings(frame: Frame, column: Column): IdReading[] {
  const values = frame.columns.get(column.name);
  const expression = frameValue(column);
  if (!values || !expression) return [];
  if (values instanceof Float64Array) return isNumeric(column) ? numberReadings(values, expression) : [];
  const digits = fn.regexpReplaceAll(expression, DIGITS, '');
  const number = sql`CASE WHEN ${fn.length(digits)} BETWEEN 1 AND 15 THEN ${fn.tryDouble(digits)} END`;
  return [
    ...numberReadings(numbersOf(values), number),
    ...PREFIXES.map((length): IdReading => {
      const cut = (text: string) => text.slice(0, length);
      return { what: 'prefix', values: mapTexts(values, cut), expression: sql`substr(${expression}, 1, ${length})` };
    }),
    {
      what: 'suffix',
      values: mapTexts(values, (text) => text.slice(-1)),
      expression: sql`substr(${expression}, ${fn.length(expression)}, 1)`,
    },
    {
      what: 'length',
      values: Float64Array.from(values, (text) => (text === null ? Number.NaN : text.length)),
      expression: fn.toDouble(fn.length(expression)),
    },
  ];
}

function numberReadings(values: Float64Array, expression: Sql): IdReading[] {
  const whole = values.filter((value) => Number.isSafeInteger(value)).length;
  const number: IdReading = { what: 'number', values, expression };
  if (whole < 0.9 * values.length) return whole ? [number] : [];
  return [
    number,
    ...MODULI.map((modulus): IdReading => {
      const remainder = sql`${expression} - floor(${expression} / ${modulus}) * ${modulus}`;
      const rests = Array.from(values, (value) =>
        Number.isSafeInteger(value) ? String(value - Math.floor(value / modulus) * modulus) : null,
      );
      return { what: 'remainder', values: rests, expression: fn.toText(remainder) };
    }),
  ];
}

const numbersOf = (texts: readonly (string | null)[]): Float64Array =>
  Float64Array.from(texts, (text) => {
    const digits = text?.replace(/[^0-9]/g, '') ?? '';
    return digits.length >= 1 && digits.length <= 15 ? Number(digits) : Number.NaN;
  });

const mapTexts = (texts: readonly (string | null)[], cut: (text: string) => string): FrameColumn =>
  texts.map((text) => (text === null ? null : cut(text)));
