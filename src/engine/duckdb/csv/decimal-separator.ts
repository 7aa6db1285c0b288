import { isMissing } from './text-types.ts';

/**
 * Which character separates decimals: a comma when some column between `;` or tabs consists of numbers with commas, unless these
 * may separate thousands, and no column has decimal points.
 */
export function decimalSeparator(columns: readonly (readonly string[])[], delimiter: string): '.' | ',' {
  if (delimiter !== ';' && delimiter !== '\t' && delimiter !== '|') return '.';
  const present = columns
    .map((texts) => texts.filter((text) => !isMissing(text)).map((text) => text.trim()))
    .filter((texts) => texts.length);
  if (present.some((texts) => texts.some((text) => text.includes('.')) && texts.every((text) => POINT.test(text)))) return '.';
  const isComma = present.some((texts) => texts.every((text) => COMMA.test(text)) && texts.some((text) => SURE.test(text)));
  return isComma ? ',' : '.';
}

const POINT = /^[+-]?\d*\.?\d+(e[+-]?\d+)?$/i;
const COMMA = /^[+-]?\d*,?\d+(e[+-]?\d+)?$/i;
/** Not what a separator of thousands gives: three digits after one to three others, of which the first isn't 0. */
const SURE = /^[+-]?(0?,\d+|\d+,(\d{1,2}|\d{4,})|\d{4,},\d+)$/;
