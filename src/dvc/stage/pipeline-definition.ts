import { UserError } from '../../errors.ts';
import { isList, isMap, type Value, type ValueMap } from '../read/value.ts';

export interface OutDefinition {
  readonly path: string;
  readonly cache: boolean;
  readonly push: boolean;
  readonly remote?: string;
}

/** Outs, metrics and plots of a resolved stage, each path once, in the order in which their sections stand. */
export function outDefinitions(definition: ValueMap, file: string): OutDefinition[] {
  return [...definition].flatMap(([section, value]) => {
    if (section !== 'outs' && section !== 'metrics' && section !== 'plots') return [];
    const flags = new Map<string, Map<Value, Value>>();
    for (const item of value as readonly Value[]) {
      for (const [path, given] of isMap(item) ? item : [[item, new Map()] as const]) {
        const key = textOr(path, section, file);
        if (isList(given))
          throw new UserError(`the plot ${key} holds a list where DVC reads a map`, { position: { path: file } });
        flags.set(key, new Map([...(flags.get(key) ?? []), ...(isMap(given) ? given : [])]));
      }
    }
    return [...flags].map(([path, given]) => {
      const remote = given.get('remote');
      return {
        path,
        cache: given.get('cache') !== false,
        push: given.get('push') !== false,
        ...(typeof remote === 'string' && { remote }),
      };
    });
  });
}

/** Parameter files of a resolved stage with the keys taken of each; no keys: the whole file. */
export function paramDefinitions(definition: ValueMap, file: string): Map<string, string[]> {
  const items = (definition.get('params') ?? []) as readonly Value[];
  const whole = new Set(
    items.flatMap((item) => (isMap(item) ? [...item].filter(([, keys]) => isEmpty(keys)).map(([path]) => path) : [])),
  );
  const params = new Map<string, string[]>();
  const add = (path: string, keys: readonly string[]) => params.set(path, [...(params.get(path) ?? []), ...keys]);
  for (const item of items) {
    if (!isMap(item)) {
      if (!whole.has('params.yaml')) add('params.yaml', [textOr(item, 'params', file)]);
      continue;
    }
    for (const [path, keys] of item) {
      if (whole.has(path)) params.set(path as string, []);
      else if (isList(keys))
        add(
          textOr(path, 'params', file),
          keys.map((key) => (typeof key === 'bigint' ? String(key) : textOr(key, 'params', file))),
        );
      else throw new UserError(`params of ${String(path)} must be a list`, { position: { path: file } });
    }
  }
  return params;
}

function isEmpty(keys: Value): boolean {
  return (
    keys === null || keys === '' || keys === false || (isList(keys) && keys.length === 0) || (isMap(keys) && keys.size === 0)
  );
}

export function textOr(value: Value, section: string, file: string): string {
  if (typeof value === 'string' && value !== '' && !value.includes('\0')) return value;
  throw new UserError(`${section} holds ${value === '' ? 'an empty text' : String(value)} where a path belongs`, {
    position: { path: file },
  });
}
