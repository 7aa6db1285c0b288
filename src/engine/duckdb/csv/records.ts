export interface Dialect {
  readonly delimiter: string;
  /** Empty: nothing is quoted. */
  readonly quote: string;
  /** What makes a quote inside quotes part of the value: the quote itself (doubled), or another character. */
  readonly escape: string;
}

/** The first records of delimited text; blank lines are left out. The last one is left out too when the text goes on after its end. */
export function parseRecords(text: string, dialect: Dialect, complete: boolean, limit: number): string[][] {
  const records: string[][] = [];
  let at = 0;
  while (at < text.length && records.length < limit) {
    const fields: string[] = [];
    let end: FieldEnd;
    do {
      end = fieldAt(text, at, dialect);
      fields.push(end.value);
      at = end.next;
    } while (end.stop === 'delimiter');
    if (end.stop === 'end' && !complete) break;
    if (fields.length > 1 || fields[0] !== '' || end.quoted) records.push(fields);
  }
  return records;
}

interface FieldEnd {
  readonly value: string;
  readonly quoted: boolean;
  readonly stop: 'delimiter' | 'line' | 'end';
  /** Where the next field or record starts. */
  readonly next: number;
}

function fieldAt(text: string, start: number, { delimiter, quote, escape: escaping }: Dialect): FieldEnd {
  let open = start;
  while (quote && text[open] === ' ') open++;
  const quoted = quote !== '' && text[open] === quote;
  let at = start;
  let value = '';
  if (quoted) {
    at = open + 1;
    for (; at < text.length; at++) {
      if (text[at] === escaping && (escaping !== quote || text[at + 1] === quote) && at + 1 < text.length) value += text[++at];
      else if (text[at] === quote) break;
      else value += text[at];
    }
    at++;
  }
  const from = at;
  at = endOfField(text, at, delimiter);
  value += text.slice(from, at);
  if (at >= text.length) return { value, quoted, stop: 'end', next: at };
  if (text.startsWith(delimiter, at)) return { value, quoted, stop: 'delimiter', next: at + delimiter.length };
  return { value, quoted, stop: 'line', next: at + (text.startsWith('\r\n', at) ? 2 : 1) };
}

function endOfField(text: string, start: number, delimiter: string): number {
  const first = delimiter.charCodeAt(0);
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === LF || code === CR || (code === first && text.startsWith(delimiter, at))) return at;
  }
  return text.length;
}

const LF = 10;
const CR = 13;
