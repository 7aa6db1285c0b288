export const DELIMITERS = [',', '\t', ';', '|'] as const;

export interface Counts {
  /** Per record, how often each of DELIMITERS stands outside quotes. */
  readonly records: readonly (readonly number[])[];
  /** Values between quotes, as they should be. */
  readonly quoted: number;
  /** Quotes that don't end where a value does. */
  readonly broken: number;
  /** Quotes inside quotes with a backslash before them. */
  readonly backslashes: number;
}

/** Reads a text once for all delimiters, taking `quote` (or nothing, when empty) for the quote. */
export function countDelimiters(text: string, quote: string, complete: boolean): Counts {
  const q = quote ? quote.charCodeAt(0) : -1;
  const records: number[][] = [];
  let counts = DELIMITERS.map(() => 0);
  let [quoted, broken, backslashes] = [0, 0, 0];
  let inQuotes = false;
  let fieldStart = true;
  let blank = true;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (inQuotes) {
      if (code !== q) continue;
      const next = text.charCodeAt(i + 1);
      if (next === q) i++;
      else if (text[i - 1] === '\\' && !endsField(next)) backslashes++;
      else {
        inQuotes = false;
        if (endsField(next)) quoted++;
        else broken++;
      }
    } else if (code === q && fieldStart) {
      inQuotes = true;
      blank = false;
    } else if (code === LF || code === CR) {
      if (!blank) records.push(counts);
      if (!blank) counts = DELIMITERS.map(() => 0);
      fieldStart = true;
      blank = true;
    } else {
      const delimiter = CODES.indexOf(code);
      if (delimiter !== -1) counts[delimiter]!++;
      fieldStart = delimiter !== -1 || (fieldStart && code === SPACE);
      blank = false;
    }
  }
  if (inQuotes && complete) broken++;
  if (complete && !blank) records.push(counts);
  return { records, quoted, broken, backslashes };
}

const LF = 10;
const CR = 13;
const SPACE = 32;
const CODES = DELIMITERS.map((delimiter) => delimiter.charCodeAt(0));

/** Whether a value ends before this character; NaN is the end of the text. */
const endsField = (code: number): boolean => code === LF || code === CR || Number.isNaN(code) || CODES.includes(code);
