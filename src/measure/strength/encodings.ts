import { fn } from '../../engine/dialect.ts';
import type { FrameColumn } from '../../engine/frame.ts';
import { type Sql, sql } from '../../engine/sql.ts';
import { shapeOf, textShape } from '../columns/text-shape.ts';
import type { Predictor } from './predictor.ts';

/** Something that can be read off a value beside the value itself. */
export interface Encoding {
  /** How it is called in a finding. */
  readonly name: string;
  /** Undefined where it does not fit the column. */
  readonly of: (predictor: Predictor) => Predictor | undefined;
}

type Text = (text: string) => string;

const ofNumbers = (name: string, value: (number: number) => number, expression: (number: Sql) => Sql): Encoding => ({
  name,
  of: ({ values, expression: number }) =>
    values instanceof Float64Array ? encoded(values.map(value), () => expression(number)) : undefined,
});

const ofTexts = (name: string, value: Text, expression: (text: Sql) => Sql): Encoding => ({
  name,
  of: ({ values, expression: text }) =>
    values instanceof Float64Array ? undefined : encoded(mapTexts(values, value), () => expression(text)),
});

const toNumber = (name: string, value: (text: string) => number, expression: (text: Sql) => Sql): Encoding => ({
  name,
  of: ({ values, expression: text }) =>
    values instanceof Float64Array
      ? undefined
      : encoded(
          Float64Array.from(values, (one) => (one === null ? Number.NaN : value(one))),
          () => expression(text),
        ),
});

/** Few of many encodings tell enough to be looked at in the engine. */
const encoded = (values: FrameColumn, expression: () => Sql): Predictor => ({
  values,
  get expression() {
    return expression();
  },
});

const mapTexts = (values: readonly (string | null)[], map: Text): FrameColumn =>
  values.map((value) => (value === null ? null : map(value)));

/** Doubles tell whole numbers apart up to here. */
const EXACT = 2 ** 53;

const remainder = (divisor: number): Encoding =>
  ofNumbers(
    `remainder by ${divisor}`,
    (value) => (Number.isInteger(value) && Math.abs(value) < EXACT ? ((value % divisor) + divisor) % divisor : Number.NaN),
    (value) =>
      sql`CASE WHEN abs(${value}) < ${EXACT} AND ${value} = floor(${value}) THEN ${value} - ${divisor} * floor(${value} / ${divisor}) END`,
  );

const start = (length: number): Encoding =>
  ofTexts(
    length === 1 ? 'first character' : `first ${length} characters`,
    (text) => text.slice(0, length),
    (text) => sql`substr(${text}, 1, ${length})`,
  );

const length = toNumber(
  'length',
  (text) => text.length,
  (text) => fn.toDouble(fn.length(text)),
);

const form = ofTexts('form', textShape, shapeOf);

const lastNumber = toNumber(
  'last number',
  (text) => {
    const digits = text.replace(/^.*[^0-9]/s, '');
    return digits ? Number(digits) : Number.NaN;
  },
  (text) => fn.tryDouble(fn.regexpReplaceAll(text, '^.*[^0-9]', '')),
);

const lastCharacter = ofTexts(
  'last character',
  (text) => text.slice(-1),
  (text) => sql`substr(${text}, ${fn.length(text)}, 1)`,
);

/** What the number of an id, its parts and its form may say. */
export const ID_ENCODINGS: readonly Encoding[] = [
  { name: 'value', of: (predictor) => (predictor.values instanceof Float64Array ? predictor : undefined) },
  ...[1, 2, 3].map(start),
  lastNumber,
  lastCharacter,
  length,
  form,
];

/** Buckets into which an id may have been sorted. Of what only counts the rows, they follow the seasons. */
export const ID_BUCKETS: readonly Encoding[] = [2, 3, 4, 5, 7, 8, 10, 16, 100].map(remainder);

const MOST_PLACES = 8;

/** Decimal places; negative for whole numbers that end in zeros. */
const places = ofNumbers('decimal places', decimalPlaces, (value) => {
  const tried = Array.from({ length: MOST_PLACES + 1 }, (_, digits) => digits);
  const fraction = tried.slice(1).map((digits) => sql`WHEN ${value} = round(${value}, ${digits}) THEN ${digits}e0`);
  const zeros = [3, 2, 1].map(
    (digits) => sql`WHEN ${value} = ${10 ** digits} * floor(${value} / ${10 ** digits}) THEN -${digits}e0`,
  );
  return sql`CASE WHEN ${value} IS NULL OR ${fn.isNaN(value)} THEN NULL ${spaced(zeros)} WHEN ${value} = floor(${value}) THEN 0e0 ${spaced(fraction)} ELSE ${MOST_PLACES + 1}e0 END`;
});

function decimalPlaces(value: number): number {
  if (Number.isNaN(value)) return Number.NaN;
  if (Number.isInteger(value)) return value % 10 ? 0 : value % 100 ? -1 : value % 1000 ? -2 : -3;
  // A number of fewer places has the most places too, as long as it is small enough for them.
  if (Math.abs(value) < CERTAIN && !hasPlaces(value, MOST_PLACES)) return MOST_PLACES + 1;
  for (let digits = 1; digits <= MOST_PLACES; digits++) if (hasPlaces(value, digits)) return digits;
  return MOST_PLACES + 1;
}

const POWERS = Float64Array.from({ length: MOST_PLACES + 1 }, (_, digits) => 10 ** digits);
const CERTAIN = 1e7;

const hasPlaces = (value: number, digits: number): boolean => Math.round(value * POWERS[digits]!) / POWERS[digits]! === value;

const spaced = (parts: readonly Sql[]): Sql => parts.reduce((all, part) => sql`${all} ${part}`);

/** How a value is written, whatever it is. */
export const FORMATS: readonly Encoding[] = [places, length, form];

/** How finely a time is written, in parts of a day: 0 a part of a second, 1 a second, 2 a minute, 3 an hour, 4 a day. */
export const TIME_FORMAT: Encoding = ofNumbers(
  'finest unit',
  (micros) => UNITS.findLastIndex((unit) => micros % unit === 0),
  (micros) =>
    sql`CASE ${spaced([...UNITS.keys()].reverse().map((i) => sql`WHEN ${micros} = ${UNITS[i]!} * floor(${micros} / ${UNITS[i]!}) THEN ${i}e0`))} END`,
);

/** Microseconds of the units. */
const UNITS = [1, 1e6, 60e6, 3600e6, 86_400e6];
