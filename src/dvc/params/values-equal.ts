import { isList, isMap, PythonTuple, type Value } from '../read/value.ts';

/** Python's `==`: 1 = 1.0 = true, order of a map's keys doesn't count, NaN equals nothing. */
export function valuesEqual(a: Value | undefined, b: Value | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  if (isList(a) || isList(b)) {
    if (!isList(a) || !isList(b) || a instanceof PythonTuple !== b instanceof PythonTuple) return false;
    return a.length === b.length && a.every((item, i) => valuesEqual(item, b[i]));
  }
  if (isMap(a) || isMap(b)) {
    return isMap(a) && isMap(b) && a.size === b.size && [...a].every(([key, item]) => valuesEqual(item, b.get(key)));
  }
  const [x, y] = [numeric(a), numeric(b)];
  // biome-ignore lint/suspicious/noDoubleEquals: == compares a bigint with a number exactly, as Python does
  return x !== undefined && y !== undefined ? x == y : x === y && a === b;
}

function numeric(value: Value): bigint | number | undefined {
  if (typeof value === 'boolean') return value ? 1n : 0n;
  return typeof value === 'bigint' || typeof value === 'number' ? value : undefined;
}
