import { pythonText } from '../params/python-text.ts';
import { isList, isMap, type Value, type ValueMap } from '../read/value.ts';
import { TemplateError } from './template-error.ts';

/** `[parsing]` of `.dvc/config`. */
export interface FlagStyle {
  /** `boolean_optional`: false becomes `--no-name`; otherwise it leaves no trace. */
  readonly bool?: string;
  /** `append`: the flag is repeated for each item; otherwise it stands once. */
  readonly list?: string;
}

/** A map as command-line flags: `{a: 1, b: {c: x}}` → `--a 1 --b.c x`. */
export function unpackFlags(map: ValueMap, style: FlagStyle = {}): string {
  return flatten(map, '')
    .flatMap(([name, value]) => flag(name, value, style))
    .join(' ');
}

function flag(name: string, value: Value, { bool, list }: FlagStyle): string[] {
  if (typeof value === 'boolean') return value ? [`--${name}`] : bool === 'boolean_optional' ? [`--no-${name}`] : [];
  if (!isList(value)) return [`--${name} ${argument(value)}`];
  const items = value.map((item) => {
    if (isList(item) || isMap(item)) throw new TemplateError(`'${name}' is a list within a list, which cannot become a flag`);
    return argument(item);
  });
  if (list === 'append') return items.map((item) => `--${name} ${item}`);
  return items.length === 0 ? [] : [`--${name} ${items.join(' ')}`];
}

function flatten(map: ValueMap, prefix: string): [string, Value][] {
  return [...map].flatMap(([key, value]): [string, Value][] => {
    const name = `${prefix}${pythonText(key)}`;
    return isMap(value) ? flatten(value, `${name}.`) : [[name, value]];
  });
}

function argument(value: Value): string {
  return typeof value === 'string' ? shellQuote(value) : pythonText(value);
}

/** As Python's `shlex.quote`. */
function shellQuote(text: string): string {
  if (text === '') return "''";
  return /[^\w@%+=:,./-]/.test(text) ? `'${text.replaceAll("'", `'"'"'`)}'` : text;
}
