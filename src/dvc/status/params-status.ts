import { existsSync } from 'node:fs';
import { UserError } from '../../errors.ts';
import { lookUp } from '../params/look-up.ts';
import { parseParams } from '../params/parse-params.ts';
import { valuesEqual } from '../params/values-equal.ts';
import { isMap, PythonSet, PythonTuple, type Value } from '../read/value.ts';
import type { ParamsDep } from '../stage/stage.ts';

/** What became of tracked parameters: one word for the file, or one for each key that differs; null when none does. */
export function paramsStatus(
  dep: ParamsDep,
  path: string,
  read: (path: string) => string,
  equal = valuesEqual,
): string | Record<string, string> | null {
  if (!existsSync(path)) return 'deleted';
  const { locked, keys } = dep;
  if (locked === undefined) return 'new';
  const actual = actualValues(parseParams(read(path), dep.path), keys, dep.path);
  const names = keys.length > 0 ? keys : [...new Set([...actual.keys(), ...locked.keys()])];
  const changes = names.flatMap((name): [string, string][] => {
    if (!actual.has(name)) return [[name, 'deleted']];
    if (!locked.has(name)) return [[name, 'new']];
    return equal(listOf(actual.get(name)), locked.get(name)) ? [] : [[name, 'modified']];
  });
  return changes.length === 0 ? null : Object.fromEntries(changes);
}

function actualValues(values: Value, keys: readonly string[], path: string): Map<string, Value> {
  if (keys.length === 0) {
    if (!isMap(values)) throw new UserError('holds no map of parameters', { position: { path } });
    return new Map([...values].map(([key, value]) => [String(key), value]));
  }
  return new Map(
    keys.flatMap((key) => {
      const value = lookUp(values, key);
      return value === undefined ? [] : [[key, value] as const];
    }),
  );
}

/** DVC takes a tuple for the list that it recorded; not so one within another value, or a set. */
function listOf(value: Value | undefined): Value | undefined {
  return value instanceof PythonTuple && !(value instanceof PythonSet) ? Array.from(value) : value;
}
