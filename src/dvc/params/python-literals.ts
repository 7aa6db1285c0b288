import type { Value } from '../read/value.ts';

const DEPTH = 200;
const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '0': '\0',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\n': '',
};

/** Reads one Python literal: numbers, strings, `True`, `None`, lists, tuples, sets (both as lists) and dicts. */
export class PythonLiterals {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Undefined when the text is anything but one literal. */
  read(): Value | undefined {
    try {
      const value = this.#value(0);
      this.#space();
      return this.#at === this.#text.length ? value : undefined;
    } catch (error) {
      if (error instanceof NotLiteral) return undefined;
      throw error;
    }
  }

  #value(depth: number): Value {
    if (depth > DEPTH) throw new NotLiteral();
    if (this.#take('[')) return this.#list(']', depth);
    if (this.#take('(')) return this.#parenthesis(depth);
    if (this.#take('{')) return this.#braces(depth);
    const string = this.#match(/([rRuU]?)("""|'''|"|')/y);
    if (string) return this.#strings(string[1] !== '' && string[1]?.toLowerCase() === 'r', string[2] as string);
    const word = this.#match(/True\b|False\b|None\b/y)?.[0];
    if (word !== undefined) return word === 'None' ? null : word === 'True';
    return this.#number();
  }

  #number(): Value {
    const match = this.#match(
      /([-+]*)\s*(0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|(?:\d[\d_]*)?\.?\d[\d_]*(?:[eE][-+]?\d+)?|\d[\d_]*\.(?:[eE][-+]?\d+)?)(?![\w.])/y,
    );
    if (!match) throw new NotLiteral();
    const text = (match[2] as string).replaceAll('_', '');
    const negative = (match[1] as string).split('-').length % 2 === 0;
    if (/^0[xXoObB]/.test(text) || /^\d+$/.test(text)) return negative ? -BigInt(text) : BigInt(text);
    return negative ? -Number(text) : Number(text);
  }

  #list(close: string, depth: number): Value[] {
    const items: Value[] = [];
    while (!this.#take(close)) {
      items.push(this.#value(depth + 1));
      if (!this.#take(',') && !this.#peek(close)) throw new NotLiteral();
    }
    return items;
  }

  #parenthesis(depth: number): Value {
    if (this.#take(')')) return [];
    const first = this.#value(depth + 1);
    if (this.#take(')')) return first;
    if (!this.#take(',')) throw new NotLiteral();
    return [first, ...this.#list(')', depth)];
  }

  #braces(depth: number): Value {
    if (this.#take('}')) return new Map();
    const first = this.#value(depth + 1);
    if (!this.#take(':')) {
      if (this.#take('}')) return [first];
      if (!this.#take(',')) throw new NotLiteral();
      return [first, ...this.#list('}', depth)];
    }
    const map = new Map<Value, Value>([[first, this.#value(depth + 1)]]);
    while (!this.#take('}')) {
      if (!this.#take(',')) throw new NotLiteral();
      if (this.#take('}')) break;
      const key = this.#value(depth + 1);
      if (!this.#take(':')) throw new NotLiteral();
      map.set(key, this.#value(depth + 1));
    }
    return map;
  }

  /** Neighbouring strings are one. */
  #strings(isRaw: boolean, quote: string): string {
    let out = '';
    for (;;) {
      if (this.#text.startsWith(quote, this.#at)) {
        this.#at += quote.length;
        break;
      }
      const char = this.#text[this.#at++];
      if (char === undefined) throw new NotLiteral();
      out += char === '\\' ? this.#escape(isRaw) : char;
    }
    const next = this.#match(/([rRuU]?)("""|'''|"|')/y);
    return next ? out + this.#strings(next[1]?.toLowerCase() === 'r', next[2] as string) : out;
  }

  #escape(isRaw: boolean): string {
    const char = this.#text[this.#at++] ?? '';
    if (isRaw) return `\\${char}`;
    const digits = { x: 2, u: 4, U: 8 }[char];
    if (digits !== undefined) {
      const hex = this.#text.slice(this.#at, this.#at + digits);
      if (!/^[0-9a-fA-F]+$/.test(hex) || Number.parseInt(hex, 16) > 0x10ffff) throw new NotLiteral();
      this.#at += digits;
      return String.fromCodePoint(Number.parseInt(hex, 16));
    }
    return ESCAPES[char] ?? `\\${char}`;
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    this.#space();
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match) this.#at += match[0].length;
    return match;
  }

  #take(token: string): boolean {
    if (!this.#peek(token)) return false;
    this.#at += token.length;
    return true;
  }

  #peek(token: string): boolean {
    this.#space();
    return this.#text.startsWith(token, this.#at);
  }

  #space(): void {
    while (/\s/.test(this.#text[this.#at] ?? '')) this.#at++;
  }
}

class NotLiteral extends Error {}
