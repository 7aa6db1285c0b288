import { PythonSet, PythonTuple, type Value } from '../read/value.ts';

const DEPTH = 200;
const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  "'": "'",
  '"': '"',
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
      const first = this.#value(0);
      const value = this.#take(',') ? PythonTuple.from([first, ...this.#list('', 0)]) : first;
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
    if (this.#match(/set\s*\(\s*\)/y)) return new PythonSet();
    return this.#number();
  }

  #number(): Value {
    const sign = this.#match(/[-+]/y)?.[0];
    const value = sign !== undefined && this.#take('(') ? this.#inParentheses() : this.#unsigned();
    return sign === '-' ? -value : value;
  }

  #inParentheses(): bigint | number {
    const value = this.#take('(') ? this.#inParentheses() : this.#unsigned();
    if (!this.#take(')')) throw new NotLiteral();
    return value;
  }

  #unsigned(): bigint | number {
    const match = this.#match(
      /(0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|(?:\d[\d_]*)?\.?\d[\d_]*(?:[eE][-+]?\d+)?|\d[\d_]*\.(?:[eE][-+]?\d+)?)(?![\w.])/y,
    );
    if (!match) throw new NotLiteral();
    const text = (match[1] as string).replaceAll('_', '');
    return /^0[xXoObB]/.test(text) || /^\d+$/.test(text) ? BigInt(text) : Number(text);
  }

  #list(close: string, depth: number): Value[] {
    const items: Value[] = [];
    while (!this.#ends(close)) {
      items.push(this.#value(depth + 1));
      if (!this.#take(',') && !(close === '' ? this.#ends(close) : this.#peek(close))) throw new NotLiteral();
    }
    return items;
  }

  /** '': the end of the text. */
  #ends(close: string): boolean {
    if (close !== '') return this.#take(close);
    this.#space();
    return this.#at === this.#text.length;
  }

  #parenthesis(depth: number): Value {
    if (this.#take(')')) return new PythonTuple();
    const first = this.#value(depth + 1);
    if (this.#take(')')) return first;
    if (!this.#take(',')) throw new NotLiteral();
    return PythonTuple.from([first, ...this.#list(')', depth)]);
  }

  #braces(depth: number): Value {
    if (this.#take('}')) return new Map();
    const first = this.#value(depth + 1);
    if (!this.#take(':')) {
      if (this.#take('}')) return PythonSet.from([first]);
      if (!this.#take(',')) throw new NotLiteral();
      return PythonSet.from([first, ...this.#list('}', depth)]);
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
    const octal = /^[0-7]{1,3}/.exec(this.#text.slice(this.#at - 1))?.[0];
    if (octal !== undefined) {
      this.#at += octal.length - 1;
      return String.fromCharCode(Number.parseInt(octal, 8));
    }
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
