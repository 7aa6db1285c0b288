import { UserError } from '../../errors.ts';
import { compileGlob } from '../ignore/compile-glob.ts';
import { isList, isMap, type Value } from '../read/value.ts';
import { pythonText } from './python-text.ts';

/**
 * The value at a dotted path; undefined when there is none. As in DVC (dpath) each part is a glob over the keys of a map and the
 * indexes of a list, `**` stands for any number of parts, and numbers are equal however they are spelt.
 * Throws `UserError` when several values match.
 */
export function lookUp(value: Value, path: string): Value | undefined {
  if (path === '') return value;
  const [found, ...others] = matches(value, path.replace(/^\.+/, '').split('.'));
  if (others.length > 0) throw new UserError(`the parameter ${JSON.stringify(path)} names ${others.length + 1} values`);
  return found;
}

function matches(value: Value, parts: readonly string[]): Value[] {
  const [part, ...rest] = parts;
  if (part === undefined) return [value];
  const children = childrenOf(value);
  if (part === '**') {
    const below = children.filter(([key]) => isMatch(key, '*')).flatMap(([, child]) => matches(child, parts));
    return [...matches(value, rest), ...below];
  }
  return children.filter(([key]) => isMatch(key, part)).flatMap(([, child]) => matches(child, rest));
}

/** With what their names are compared to: numbers as they are, an index of a list counted from its end too. */
function childrenOf(value: Value): [readonly Value[], Value][] {
  if (isMap(value)) return [...value].map(([key, child]) => [[key], child]);
  if (!isList(value)) return [];
  return value.map((child, i) => [[BigInt(i), BigInt(i - value.length)], child]);
}

function isMatch(keys: readonly Value[], part: string): boolean {
  const number = /^\s*[-+]?\d+(?:_\d+)*\s*$/.test(part) ? BigInt(part.trim().replaceAll('_', '').replace('+', '')) : undefined;
  return keys.some((key) => {
    if (typeof key !== 'string' && number !== undefined)
      return key === number || (typeof key === 'boolean' && BigInt(key) === number);
    if (typeof key === 'number' || key === null) return false;
    return compileGlob(part)?.test(pythonText(key)) ?? key === part;
  });
}
