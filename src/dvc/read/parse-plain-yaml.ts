import { resolvePlainScalar } from './plain-scalar.ts';
import type { Value } from './value.ts';

/**
 * Reads the plain part of YAML in which DVC writes its files: block maps and lists, plain scalars, quotes without escapes. Many times
 * quicker than a full parser. Gives undefined for anything else, errors included, which a full parser must then look at.
 */
export function parsePlainYaml(text: string): Value | undefined {
  const lines = split(text);
  if (lines === null || lines.length === 0) return undefined;
  const reader = new Reader(lines);
  try {
    const value = reader.block(0);
    return reader.atEnd ? value : undefined;
  } catch (error) {
    if (error instanceof NotPlain) return undefined;
    throw error;
  }
}

class NotPlain extends Error {}

interface Line {
  /** Of the content behind `- ` too. */
  readonly indent: number;
  readonly content: string;
  /** Column of the dash when the line starts a list item. */
  readonly dash: number;
  readonly isAfterBlank: boolean;
}

const LINE = /^( *)(?:(- +)?)([^\s].*)$/;
const KEY = /^([A-Za-z0-9_./][\w./@+-]*|'[^'\n]*'):(?: +(.*))?$/;
/** No indicator at the start; no `: `, ` #` or colon at the end, so that it ends where the line does. */
const PLAIN = /^(?![-?:,[\]{}#&*!|>'"%@`]|.*(?:: | #|:$|\t))\S(?:.*\S)?$/;

/** A list of plain names on one line. */
const FLOW = /^\[( *[A-Za-z0-9_./][\w./@+*-]*(?: *, *[A-Za-z0-9_./][\w./@+*-]*)* *)\]$/;
/** Inside plain text most indicators mean nothing, so that a command may go on with `&&`. */
const CONTINUED = /^(?![-?:,[\]{}#'"]|.*(?:: | #|:$|\t))\S(?:.*\S)?$/;

/** Columns of indentation, and so levels, that are followed. */
const WIDEST = 500;

function split(text: string): Line[] | null {
  const lines: Line[] = [];
  let isAfterBlank = false;
  for (const written of text.split('\n')) {
    // DVC's writer leaves the space at which it wraps a line.
    const raw = withoutSpacesAtEnd(written);
    if (raw !== '') {
      const match = LINE.exec(raw);
      if (!match || raw.endsWith('\r') || /^(?:---|\.\.\.|%)/.test(raw)) return null;
      const [, space = '', dash = '', content = ''] = match;
      lines.push({ indent: space.length + dash.length, content, dash: dash === '' ? -1 : space.length, isAfterBlank });
    }
    isAfterBlank = raw === '';
  }
  return lines;
}

/** A regular expression would take time in the square of a line's indentation. */
function withoutSpacesAtEnd(line: string): string {
  let end = line.length;
  while (line[end - 1] === ' ') end--;
  return line.slice(0, end);
}

class Reader {
  readonly #lines: readonly Line[];
  #at = 0;

  constructor(lines: readonly Line[]) {
    this.#lines = lines;
  }

  get atEnd(): boolean {
    return this.#at === this.#lines.length;
  }

  /** The list or map whose entries stand at this column. */
  block(column: number): Value {
    const line = this.#lines[this.#at];
    if (line === undefined || column > WIDEST) throw new NotPlain();
    if (line.dash === column) return this.#list(column);
    if (line.dash < 0 && line.indent === column) return this.#map(column, false);
    throw new NotPlain();
  }

  #list(column: number): Value[] {
    const items: Value[] = [];
    for (let line = this.#lines[this.#at]; line?.dash === column; line = this.#lines[this.#at]) {
      if (line.content.startsWith('- ')) throw new NotPlain();
      if (KEY.test(line.content)) items.push(this.#map(line.indent, true));
      else {
        this.#at++;
        items.push(this.#scalar(line.content, column));
      }
    }
    return items;
  }

  /** `isItem`: the first entry stands behind the dash of a list item. */
  #map(column: number, isItem: boolean): Map<Value, Value> {
    const map = new Map<Value, Value>();
    for (let line = this.#lines[this.#at]; line?.indent === column; line = this.#lines[this.#at]) {
      if (line.dash >= 0 && !(isItem && map.size === 0)) break;
      const match = KEY.exec(line.content);
      if (!match) throw new NotPlain();
      const key = scalarOf(match[1] as string);
      if (map.has(key) || typeof key !== 'string') throw new NotPlain();
      this.#at++;
      map.set(key, match[2] === undefined ? this.#nested(column) : this.#scalar(match[2] as string, column));
    }
    return map;
  }

  /** What stands below a key: deeper, or a list at the key's own column. */
  #nested(column: number): Value {
    const next = this.#lines[this.#at];
    if (next === undefined) return null;
    const start = next.dash >= 0 ? next.dash : next.indent;
    if (start > column || next.dash === column) return this.block(start);
    return null;
  }

  /** Continued on deeper lines, which plain text folds into one. */
  #scalar(first: string, column: number): Value {
    let text = first;
    for (let line = this.#lines[this.#at]; line !== undefined; line = this.#lines[this.#at]) {
      const start = line.dash >= 0 ? line.dash : line.indent;
      if (start <= column) break;
      if (line.dash >= 0 || line.isAfterBlank || !PLAIN.test(text) || !CONTINUED.test(line.content)) throw new NotPlain();
      text += ` ${line.content}`;
      this.#at++;
    }
    return scalarOf(text);
  }
}

function scalarOf(text: string): Value {
  if (text === '{}') return new Map();
  if (text === '[]') return [];
  const flow = FLOW.exec(text)?.[1];
  if (flow !== undefined) return flow.split(',').map((item) => resolvePlainScalar(item.trim()));
  const quoted = /^'([^']*)'$/.exec(text) ?? /^"([^"\\]*)"$/.exec(text);
  if (quoted) return quoted[1] as string;
  if (!PLAIN.test(text) && !/^-[\d.][^\s:#]*$/.test(text)) throw new NotPlain();
  return resolvePlainScalar(text);
}
