import { type Position, UserError } from '../errors.ts';

/** A message of protobuf's text format: its fields in order. */
export interface TextMessage {
  readonly fields: readonly TextField[];
  /** Of the field that holds it. */
  readonly position: Position;
}

export interface TextField {
  readonly name: string;
  /** Text, a number, a message, or a word such as `true`, `FLOAT` or `inf`. */
  readonly value: string | number | TextMessage | TextWord;
  readonly position: Position;
}

export interface TextWord {
  readonly word: string;
}

interface Token {
  readonly kind: 'name' | 'number' | 'text' | 'sign' | 'end';
  readonly text: string;
  readonly offset: number;
}

const TOKEN =
  /([\s\uFEFF]|#[^\n]*)+|(?<name>[A-Za-z_][\w.]*)|(?<number>-?\s*(?:0x[\da-f]+|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)f?)(?![\w.])|(?<text>"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*')|(?<sign>[{}<>[\]:;,/-])/iy;

const deepestNesting = 64;

/**
 * Reads protobuf's text format without knowing the message: fields, nested messages, lists, text of several pieces, comments.
 * Extension names and expanded `Any` messages are skipped over.
 * Source of the grammar: protobuf.dev, "Text Format Language Specification".
 * @throws UserError with the position of what is no text format
 */
export function parseTextFormat(source: string, shown: string): TextMessage {
  const positionOf = positionsIn(source, shown);
  const tokens = tokenize(source, positionOf);
  let at = 0;
  const peek = () => tokens[at]!;
  const fail = (expected: string, token = peek()): never => {
    const found = token.kind === 'end' ? 'the end of the file' : `\`${token.text.slice(0, 40)}\``;
    throw new UserError(`expected ${expected}, not ${found}`, { position: positionOf(token.offset) });
  };
  const take = (text: string): boolean => peek().kind === 'sign' && peek().text === text && at++ >= 0;
  return message('', 0, positionOf(0));

  function message(end: string, depth: number, position: Position): TextMessage {
    if (depth > deepestNesting) fail(`at most ${deepestNesting} levels of nesting`);
    const fields: TextField[] = [];
    while (end ? !take(end) : peek().kind !== 'end') {
      fields.push(...field(depth));
      if (!take(',')) take(';');
    }
    return { fields, position };
  }

  function field(depth: number): TextField[] {
    const place = positionOf(peek().offset);
    const name = fieldName();
    const hasColon = take(':');
    const isList = take('[');
    const values: TextField['value'][] = [];
    do {
      if (isList && take(']')) return toFields();
      values.push(value(hasColon, depth, place));
    } while (isList && take(','));
    if (isList && !take(']')) fail('`,` or `]`');
    return toFields();

    function toFields() {
      return values.map((one) => ({ name, value: one, position: place }));
    }
  }

  function fieldName(): string {
    if (take('[')) {
      let name = '';
      while (!take(']')) {
        if (peek().kind === 'end') fail('`]`');
        name += tokens[at++]!.text;
      }
      return `[${name}]`;
    }
    if (peek().kind !== 'name') fail('the name of a field');
    return tokens[at++]!.text;
  }

  function value(hasColon: boolean, depth: number, place: Position): TextField['value'] {
    if (take('{')) return message('}', depth + 1, place);
    if (take('<')) return message('>', depth + 1, place);
    if (!hasColon) fail('`:` or `{`');
    const token = peek();
    if (token.kind === 'text') {
      let text = '';
      while (peek().kind === 'text') text += unescaped(tokens[at++]!.text.slice(1, -1));
      return text;
    }
    at++;
    if (token.kind === 'number')
      return Number(
        token.text
          .replace(/\s/g, '')
          .replace(/^(-?)0(?=\d+$)/, '$10o')
          .replace(/(?<!x.*)f$/i, ''),
      );
    if (token.kind === 'name') return { word: token.text };
    if (token.kind === 'sign' && token.text === '-' && peek().kind === 'name') return { word: `-${tokens[at++]!.text}` };
    return fail('a value', token);
  }
}

function tokenize(source: string, positionOf: (offset: number) => Position): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const offset = TOKEN.lastIndex;
    const found = TOKEN.exec(source);
    if (!found) {
      const what = /["']/.test(source[offset]!) ? 'text without a closing quote' : 'not understood';
      throw new UserError(`${what}: \`${source.slice(offset, offset + 20).split('\n', 1)[0]}\``, {
        position: positionOf(offset),
      });
    }
    const [kind, text] = Object.entries(found.groups ?? {}).find(([, group]) => group !== undefined) ?? [];
    if (kind !== undefined && text !== undefined) tokens.push({ kind: kind as Token['kind'], text, offset });
  }
  return [...tokens, { kind: 'end', text: '', offset: source.length }];
}

function positionsIn(source: string, path: string): (offset: number) => Position {
  const starts = [0, ...[...source.matchAll(/\n/g)].map(({ index }) => index + 1)];
  return (offset) => {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle;
    }
    return { path, line: low + 1, column: offset - starts[low]! + 1 };
  };
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', a: '\x07', b: '\b', f: '\f', v: '\v' };

/** Bytes written as octal or hexadecimal are those of UTF-8. */
function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  const bytes: Buffer[] = [];
  for (const [piece, octal, hex, short, long, one] of text.matchAll(
    /\\(?:([0-7]{1,3})|x([\da-f]{1,2})|u([\da-f]{4})|U([\da-f]{8})|([\s\S]))|[^\\]+/gi,
  )) {
    const code = Number.parseInt(short ?? long ?? '', 16);
    if (octal !== undefined || hex !== undefined)
      bytes.push(Buffer.from([Number.parseInt(octal ?? hex!, octal === undefined ? 16 : 8) & 0xff]));
    else if (code <= 0x10ffff) bytes.push(Buffer.from(String.fromCodePoint(code)));
    else bytes.push(Buffer.from(one === undefined ? piece : (escapes[one] ?? one)));
  }
  return Buffer.concat(bytes).toString();
}
