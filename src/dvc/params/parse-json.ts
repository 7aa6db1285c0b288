import { UserError } from '../../errors.ts';
import type { Value } from '../read/value.ts';

const DEPTH = 500;

/** JSON as Python's `json.loads` takes it: ints apart from floats, `NaN` and `Infinity`, the last of equal keys. */
export function parseJson(text: string, path: string): Value {
  let at = 0;
  const fail = (): never => {
    const before = text.slice(0, at).split('\n');
    throw new UserError('not valid JSON', { position: { path, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 } });
  };
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  };
  const take = (token: string): boolean => {
    match(SPACE);
    if (!text.startsWith(token, at)) return false;
    at += token.length;
    return true;
  };
  const string = (): string => {
    match(SPACE);
    const found = match(STRING) ?? fail();
    try {
      return JSON.parse(found) as string;
    } catch {
      return fail();
    }
  };
  const value = (depth: number): Value => {
    if (depth > DEPTH) return fail();
    if (take('{')) {
      const map = new Map<Value, Value>();
      if (take('}')) return map;
      do {
        const key = string();
        if (!take(':')) fail();
        map.set(key, value(depth + 1));
      } while (take(','));
      return take('}') ? map : fail();
    }
    if (take('[')) {
      const list: Value[] = [];
      if (take(']')) return list;
      do list.push(value(depth + 1));
      while (take(','));
      return take(']') ? list : fail();
    }
    if (text[at] === '"') return string();
    const word = match(/[A-Za-z-]*[A-Za-z]|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/y) ?? fail();
    if (word in WORDS) return WORDS[word as keyof typeof WORDS];
    if (!/^-?(?:0|[1-9])/.test(word) || /^-?0\d/.test(word)) fail();
    return /[.eE]/.test(word) ? Number(word) : BigInt(word);
  };
  const result = value(0);
  match(SPACE);
  return at === text.length ? result : fail();
}

const SPACE = /[ \t\r\n]*/y;
const STRING = /"(?:[^"\\]|\\.)*"/y;
const WORDS = {
  true: true,
  false: false,
  null: null,
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
};
