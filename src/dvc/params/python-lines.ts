import { UserError } from '../../errors.ts';

export interface PythonLine {
  readonly indent: number;
  /** A whole statement: continued lines joined, comments left out. */
  readonly text: string;
}

const TOKEN = /[rRbBuUfF]{0,2}("""|'''|"|')|#[^\n]*|\\\r?\n|\r?\n|[([{]|[)\]}]|;|[^"'#\\\n\r()[\]{};rRbBuUfF]+|[\s\S]/y;

/** Splits a Python text into statements. Throws `UserError` for an unclosed string or bracket. */
export function pythonLines(text: string, path: string): PythonLine[] {
  const lines: PythonLine[] = [];
  let current = '';
  let depth = 0;
  /** Set behind a `;`: the indent of the statement before it. */
  let sameLine: number | undefined;
  const flush = (isSameLine = false) => {
    const indent = sameLine ?? leading(current);
    if (current.trim() !== '') lines.push({ indent, text: current.trim() });
    sameLine = isSameLine ? indent : undefined;
    current = '';
  };
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match !== null; match = TOKEN.exec(text)) {
    const token = match[0];
    const quote = match[1];
    if (quote !== undefined) {
      const end = closing(text, TOKEN.lastIndex, quote);
      if (end < 0) throw new UserError('a string in the Python file has no end', { position: { path } });
      current += text.slice(match.index, end);
      TOKEN.lastIndex = end;
    } else if (token.startsWith('#')) continue;
    else if (token.startsWith('\\') && token.length > 1) current += ' ';
    else if (token === '\n' || token === '\r\n') {
      if (depth === 0) flush();
      else current += ' ';
    } else if (token === ';' && depth === 0) flush(true);
    else {
      if ('([{'.includes(token)) depth++;
      else if (')]}'.includes(token)) depth--;
      current += token;
    }
  }
  flush();
  if (depth !== 0) throw new UserError('the brackets of the Python file do not match', { position: { path } });
  return lines;
}

function leading(line: string): number {
  let width = 0;
  for (const char of line) {
    if (char === ' ') width++;
    else if (char === '\t') width += 8 - (width % 8);
    else break;
  }
  return width;
}

function closing(text: string, from: number, quote: string): number {
  for (let i = from; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text.startsWith(quote, i)) return i + quote.length;
    else if (quote.length === 1 && text[i] === '\n') return -1;
  }
  return -1;
}
