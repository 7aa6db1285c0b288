import { isList, isMap, PythonTuple, Timestamp, type Value, type ValueMap } from '../read/value.ts';
import { TemplateError } from './template-error.ts';

/** Reads a file of variables; gives its map and where it lies, for `imports`. */
export type LoadVars = (path: string, directory: string) => { readonly key: string; readonly values: Value };

/** The variables in scope. Immutable: every change gives a new context. */
export class Context {
  readonly #values: ValueMap;
  /** Loaded files → the keys taken, null for all. */
  readonly #imports: ReadonlyMap<string, readonly string[] | null>;
  readonly #reserved: ReadonlySet<string>;

  constructor(
    values: ValueMap = new Map(),
    imports: ReadonlyMap<string, readonly string[] | null> = new Map(),
    reserved: ReadonlySet<string> = new Set(),
  ) {
    this.#values = values;
    this.#imports = imports;
    this.#reserved = reserved;
  }

  /** The value at a dotted path. Throws `TemplateError` when there is none. */
  select(path: string): Value {
    let current: Value = this.#values;
    for (const raw of path.split('.')) {
      const part = raw.trim();
      const next: Value | undefined = isMap(current) ? current.get(part) : isList(current) ? item(current, part) : undefined;
      if (next === undefined) throw new TemplateError(`could not find '${path}'`);
      current = next;
    }
    return current;
  }

  /** Adds maps deeply. Throws `TemplateError` for a value that is already there. */
  merge(values: ValueMap): Context {
    const taken = [...values.keys()].find((key) => this.#reserved.has(key as string));
    if (taken !== undefined) throw new TemplateError(`'${String(taken)}' is reserved in generated stages`);
    return new Context(mergeMaps(this.#values, cleaned(values), ''), this.#imports, this.#reserved);
  }

  /** Sets `item` and `key` of a generated stage, over what is there. */
  withReserved(values: Readonly<Record<string, Value>>): Context {
    const entries = Object.entries(values);
    const reserved = new Set([...this.#reserved, ...entries.map(([key]) => key)]);
    return new Context(new Map([...this.#values, ...cleaned(new Map(entries))]), this.#imports, reserved);
  }

  /** Takes in one item of `vars`: a map, a file, or `file:key,key`. */
  load(vars: Value, directory: string, read: LoadVars): Context {
    if (isMap(vars)) return this.merge(vars);
    const [path = '', keyText] = splitOnce(vars as string);
    const keys = keyText?.split(',').filter((key) => key !== '') ?? [];
    const { key, values } = read(path, directory);
    const before = this.#imports.get(key);
    if (before === null && keys.length === 0) return this;
    if (before === null) throw new TemplateError(`cannot load '${String(vars)}' in part: it is loaded already`);
    if (before !== undefined && (keys.length === 0 || keys.some((k) => before.includes(k)))) {
      throw new TemplateError(`cannot load '${String(vars)}': it is loaded in part already`);
    }
    if (!isMap(values)) throw new TemplateError(`'${path}' holds no map of variables`);
    const merged = this.merge(keys.length === 0 ? values : pick(values, keys, path));
    const imports = new Map([...this.#imports, [key, keys.length === 0 ? null : [...(before ?? []), ...keys]] as const]);
    return new Context(merged.#values, imports, this.#reserved);
  }
}

function splitOnce(text: string): [string, string | undefined] {
  const at = text.indexOf(':');
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

function pick(values: ValueMap, keys: readonly string[], path: string): ValueMap {
  return new Map(
    keys.map((key) => {
      const value = values.get(key);
      if (value === undefined) throw new TemplateError(`could not find '${key}' in '${path}'`);
      return [key, value];
    }),
  );
}

function mergeMaps(into: ValueMap, update: ValueMap, at: string): ValueMap {
  const merged = new Map(into);
  for (const [key, value] of update) {
    const old = into.get(key);
    if (isMap(old) && isMap(value)) merged.set(key, mergeMaps(old, value, `${at}${String(key)}.`));
    else if (into.has(key)) throw new TemplateError(`cannot define '${at}${String(key)}' again`);
    else merged.set(key, value);
  }
  return merged;
}

/** Without keys that aren't text, which no expression can name. Throws for dates, which stop DVC altogether. */
function cleaned(values: ValueMap): ValueMap {
  return cleanedValue(values, '') as ValueMap;
}

function cleanedValue(value: Value, at: string): Value {
  if (value instanceof Timestamp)
    throw new TemplateError(`'${at.slice(1)}' is a date without quotes, which DVC cannot use: put it in quotes`);
  if (value instanceof PythonTuple) throw new TemplateError(`'${at.slice(1)}' is a tuple or a set, which DVC cannot use`);
  if (isList(value)) return value.map((item, i) => cleanedValue(item, `${at}.${i}`));
  if (!isMap(value)) return value;
  const texts = [...value].filter(([key]) => typeof key === 'string');
  return new Map(texts.map(([key, item]) => [key, cleanedValue(item, `${at}.${String(key)}`)]));
}

function item(list: readonly Value[], part: string): Value | undefined {
  return /^[-+]?\d+$/.test(part) ? list.at(Number(part)) : undefined;
}
