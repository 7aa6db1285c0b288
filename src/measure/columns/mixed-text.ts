const MAX_WORDS = 10;
const MIN_NUMBERS = 10;
const MAX_REST = 0.02;

/** In RE2 and JavaScript alike. */
export const NUMBER_PATTERN = '^\\s*[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?\\s*$';
export const DATE_PATTERN = '^\\s*[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9:.]+(Z|[+-][0-9:]+)?)?\\s*$';

const NUMBER = new RegExp(NUMBER_PATTERN);
const DATE = new RegExp(DATE_PATTERN);
const OTHER_NUMBER = /^\s*[$€£¥]?\s*[+-]?(\d{1,3}([,. '’]\d{3})+|\d+)([.,]\d+)?\s*[%$€£¥]?\s*$/u;
const OTHER_DATE = /^\s*\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\s*$/;
const LEADING_ZERO = /^\s*0\d/;

/** A text column that is nearly one of numbers or of dates. */
export interface MixedText {
  readonly main: 'numbers' | 'dates';
  readonly rows: number;
  readonly mainRows: number;
  /** Rows with words, of which there are few different ones. */
  readonly words: number;
  /** Rows with numbers or dates in another notation. */
  readonly otherNotation: number;
}

/** Undefined where fewer than half of the values are numbers or dates, or where what looks like numbers are codes. */
export function mixedText(levels: ReadonlyMap<string, number>): MixedText | undefined {
  const all = [...levels];
  const rows = rowsOf(all);
  for (const [main, own, other] of [
    ['numbers', NUMBER, OTHER_NUMBER],
    ['dates', DATE, OTHER_DATE],
  ] as const) {
    const values = all.filter(([text]) => own.test(text));
    if (values.length < MIN_NUMBERS || rowsOf(values) < rows / 2) continue;
    if (main === 'numbers' && values.some(([text]) => LEADING_ZERO.test(text))) return undefined;
    const rest = all.filter(([text]) => !own.test(text));
    const otherwise = rest.filter(([text]) => other.test(text));
    const unread = rest.filter(([text]) => !other.test(text));
    const codes = unread.filter(([text]) => /\d/.test(text));
    if (unread.length > MAX_WORDS || rowsOf(codes) > MAX_REST * rows) return undefined;
    return { main, rows, mainRows: rowsOf(values), words: rowsOf(unread), otherNotation: rowsOf(otherwise) };
  }
  return undefined;
}

const rowsOf = (levels: readonly (readonly [string, number])[]): number => levels.reduce((sum, [, n]) => sum + n, 0);
