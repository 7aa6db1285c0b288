import { pythonText } from '../params/python-text.ts';
import { isList, isMap, type Value } from '../read/value.ts';
import type { Context } from './context.ts';
import { expressionsIn, isExpression } from './expression.ts';
import { TemplateError } from './template-error.ts';
import { type FlagStyle, unpackFlags } from './unpack-flags.ts';

export interface InterpolateOptions {
  /** The key of a stage that is resolved; lists and maps may stand only where it is undefined, and maps in `cmd`. */
  readonly key?: string;
  readonly flags?: FlagStyle;
}

/** Resolves every `${…}` in a value, in keys of maps too. Throws `TemplateError`. */
export function interpolate(value: Value, context: Context, options: InterpolateOptions = {}): Value {
  if (typeof value === 'string') return interpolateText(value, context, options);
  if (isList(value)) return value.map((item) => interpolate(item, context, options));
  if (isMap(value))
    return new Map([...value].map(([key, item]) => [interpolate(key, context, options), interpolate(item, context, options)]));
  return value;
}

/** A text that is nothing but one expression keeps the type of its value. */
export function interpolateText(text: string, context: Context, { key, flags }: InterpolateOptions = {}): Value {
  const expressions = expressionsIn(text);
  const select = (path: string): Value => {
    const value = context.select(path);
    const allowed = key === undefined || (isMap(value) && key === 'cmd') || !(isMap(value) || isList(value));
    if (!allowed) throw new TemplateError(`'${path}' is a ${isMap(value) ? 'map' : 'list'}, which cannot stand here`);
    return value;
  };
  if (isExpression(text)) return select(expressions[0]!.path);
  let out = '';
  let from = 0;
  for (const { start, end, path } of expressions) {
    out += text.slice(from, start) + templateText(select(path), flags);
    from = end;
  }
  return (out + text.slice(from)).replaceAll('\\${', '${');
}

/** A value as it stands inside a text: Python's `str`, but `true` and `false`, and maps as command-line flags. */
export function templateText(value: Value, flags?: FlagStyle): string {
  if (typeof value === 'boolean') return String(value);
  return isMap(value) ? unpackFlags(value, flags) : pythonText(value);
}
