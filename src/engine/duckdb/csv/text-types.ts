import { literal } from '../reading.ts';

/** A type that the texts of a column can spell. */
export interface TextType {
  /** DuckDB's name of it. */
  readonly name: string;
  /** What a value must match as a whole, in JavaScript and in RE2. */
  readonly pattern: string;
  /** The value of a text that matches, as SQL; fails where only `attempt` doesn't. */
  convert(text: string): string;
  /** The value, or NULL for a text that is missing, or that matches but isn't one: 31 February, an integer that is too large. */
  attempt(text: string): string;
  /** SQL that is true only for texts that match and are values, and costs less than the pattern; false or NULL says nothing. */
  surely?(text: string): string;
  /** The pattern of the values of which one must be there: the others can be read in two ways. */
  readonly proof?: string;
}

/** Texts that stand for a missing value in columns of numbers, dates and booleans: the list of pandas. In columns of text they are values. */
const MISSING = [
  ...['', '#N/A', '#N/A N/A', '#NA', '-1.#IND', '-1.#QNAN', '-NaN', '-nan', '1.#IND', '1.#QNAN'],
  ...['<NA>', 'N/A', 'NA', 'NULL', 'NaN', 'None', 'n/a', 'nan', 'null'],
];

export const MISSING_PATTERN = `[ \\t]*(?:${MISSING.map((text) => text.replaceAll(/[.#/]/g, '[$&]')).join('|')})[ \\t]*`;

/** The types a text may spell, the narrowest first. */
export function textTypes(decimal: '.' | ','): readonly TextType[] {
  return decimal === '.' ? POINT_TYPES : COMMA_TYPES;
}

/** The types that every one of these texts spells, missing values aside. */
export function candidates(texts: readonly string[], decimal: '.' | ','): TextType[] {
  const values = texts.filter((text) => !isMissing(text));
  return textTypes(decimal).filter((type) => {
    const expression = expressionOf(type.pattern);
    return values.every((value) => expression.test(value));
  });
}

export const isMissing = (text: string): boolean => expressionOf(MISSING_PATTERN).test(text);

export const isProved = ({ proof }: TextType, texts: readonly string[]): boolean =>
  proof === undefined || texts.some((text) => expressionOf(proof).test(text));

const expressions = new Map<string, RegExp>();

function expressionOf(pattern: string): RegExp {
  let expression = expressions.get(pattern);
  if (!expression) {
    expression = new RegExp(`^(?:${pattern})$`);
    expressions.set(pattern, expression);
  }
  return expression;
}

const padded = (pattern: string): string => `[ \\t]*(?:${pattern})[ \\t]*`;

const cast = (name: string, pattern: string): TextType => ({
  name,
  pattern: padded(pattern),
  convert: (text) => `CAST(${text} AS ${name})`,
  attempt: (text) => `TRY_CAST(${text} AS ${name})`,
});

const parsed = (name: string, pattern: string, formats: readonly string[], proof?: string): TextType => {
  const list = `[${formats.map((format) => literal(format)).join(', ')}]`;
  return {
    name,
    pattern: padded(pattern),
    convert: (text) => `CAST(strptime(trim(${text}), ${list}) AS ${name})`,
    attempt: (text) => `CAST(try_strptime(trim(${text}), ${list}) AS ${name})`,
    ...(proof !== undefined && { proof: padded(proof) }),
  };
};

/** A text is surely a value when DuckDB writes the value alike. */
const canonical = (type: TextType): TextType => ({
  ...type,
  surely: (text) => `CAST(${type.attempt(text)} AS VARCHAR) = ${text}`,
});

const BOOLEAN: TextType = {
  ...cast('BOOLEAN', 'true|True|TRUE|false|False|FALSE'),
  surely: (text) => `${text} IN ('true', 'false', 'True', 'False')`,
};
const INTEGERS = [canonical(cast('BIGINT', '[+-]?[0-9]+')), canonical(cast('HUGEINT', '[+-]?[0-9]{1,38}'))];
const withoutNaN = (number: string): string => `nullif(${number}, 'NaN'::DOUBLE)`;
const INFINITY = '[+-]?(?:inf|Inf|INF|infinity|Infinity|INFINITY)';
const NUMBER: TextType = {
  ...cast('DOUBLE', `[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?|${INFINITY}`),
  attempt: (text) => withoutNaN(`TRY_CAST(${text} AS DOUBLE)`),
  // DuckDB also takes underscores between digits.
  surely: (text) => `isfinite(TRY_CAST(${text} AS DOUBLE)) AND NOT contains(${text}, '_')`,
};
const COMMA_NUMBER: TextType = {
  name: 'DOUBLE',
  pattern: padded(`[+-]?(?:[0-9]+,?[0-9]*|,[0-9]+)(?:[eE][+-]?[0-9]+)?|${INFINITY}`),
  convert: (text) => `CAST(replace(${text}, ',', '.') AS DOUBLE)`,
  attempt: (text) => withoutNaN(`TRY_CAST(replace(${text}, ',', '.') AS DOUBLE)`),
};

const CLOCK = '[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]{1,9})?)?';
const ISO_DAY = '[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}';
const ZONE = '(?:Z| ?UTC|[+-][0-9]{2}(?::?[0-9]{2})?)';
const ISO_TYPES = [
  canonical(cast('DATE', ISO_DAY)),
  canonical(cast('TIMESTAMP', `${ISO_DAY}(?:[ T]${CLOCK})?`)),
  cast('TIMESTAMPTZ', `${ISO_DAY}[ T]${CLOCK} ?${ZONE}`),
  cast('TIME', '[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,9})?'),
];

const CLOCK_FORMATS = ['', ' %H:%M', ' %H:%M:%S', ' %H:%M:%S.%f'];
const ABOVE_TWELVE = '(?:1[3-9]|2[0-9]|3[01])';

/** Dates with the day or month first: with `/` and `-`, some day above 12 must show which it is; with dots the day is always first. */
const ORDERED_DATES = ['/', '-', '.'].flatMap((separator) => {
  const s = separator === '.' ? '\\.' : separator;
  const date = `[0-9]{1,2}${s}[0-9]{1,2}${s}[0-9]{4}`;
  const orders: [string, string | undefined][] =
    separator === '.'
      ? [['%d.%m.%Y', undefined]]
      : [
          [`%d${separator}%m${separator}%Y`, `${ABOVE_TWELVE}${s}.*`],
          [`%m${separator}%d${separator}%Y`, `[0-9]{1,2}${s}${ABOVE_TWELVE}${s}.*`],
        ];
  return orders.flatMap(([format, proof]) => [
    parsed('DATE', date, [format], proof),
    parsed(
      'TIMESTAMP',
      `${date}(?: ${CLOCK})?`,
      CLOCK_FORMATS.map((clock) => format + clock),
      proof,
    ),
  ]);
});

const NAMED_MONTH = parsed('DATE', '[0-9]{1,2}[- ][A-Za-z]{3,9}[- ][0-9]{4}|[A-Za-z]{3,9} [0-9]{1,2},? [0-9]{4}', [
  '%d-%b-%Y',
  '%d %b %Y',
  '%d-%B-%Y',
  '%d %B %Y',
  '%b %d %Y',
  '%b %d, %Y',
  '%B %d %Y',
  '%B %d, %Y',
]);

const DATES = [...ISO_TYPES, ...ORDERED_DATES, NAMED_MONTH];
const POINT_TYPES = [BOOLEAN, ...INTEGERS, NUMBER, ...DATES];
const COMMA_TYPES = [BOOLEAN, ...INTEGERS, COMMA_NUMBER, ...DATES];
