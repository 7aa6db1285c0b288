import { DATE_TYPES } from './date-types.ts';
import { canonical, cast, padded, type TextType } from './text-type.ts';

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

const BOOLEAN: TextType = {
  ...cast('BOOLEAN', 'true|True|TRUE|false|False|FALSE'),
  surely: (text) => `${text} IN ('true', 'false', 'True', 'False')`,
};
const INTEGERS = [canonical(cast('BIGINT', '[+-]?[0-9]+')), canonical(cast('HUGEINT', '[+-]?[0-9]{1,38}'))];
const withoutNaN = (number: string): string => `nullif(${number}, 'NaN'::DOUBLE)`;
const INFINITY = '[+-]?(?:inf|Inf|INF|infinity|Infinity|INFINITY)';
// Integers of more digits are names of things, which doubles would run together.
const NUMBER: TextType = {
  ...cast('DOUBLE', `[+-]?(?:[0-9]{1,38}(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?|${INFINITY}`),
  attempt: (text) => withoutNaN(`TRY_CAST(${text} AS DOUBLE)`),
  // DuckDB also takes underscores between digits.
  surely: (text) => `isfinite(TRY_CAST(${text} AS DOUBLE)) AND NOT contains(${text}, '_') AND strlen(${text}) <= 38`,
};
const COMMA_NUMBER: TextType = {
  name: 'DOUBLE',
  pattern: padded(`[+-]?(?:[0-9]{1,38}(?:,[0-9]*)?|,[0-9]+)(?:[eE][+-]?[0-9]+)?|${INFINITY}`),
  convert: (text) => `CAST(replace(${text}, ',', '.') AS DOUBLE)`,
  attempt: (text) => withoutNaN(`TRY_CAST(replace(${text}, ',', '.') AS DOUBLE)`),
};

const POINT_TYPES = [BOOLEAN, ...INTEGERS, NUMBER, ...DATE_TYPES];
const COMMA_TYPES = [BOOLEAN, ...INTEGERS, COMMA_NUMBER, ...DATE_TYPES];
