/** A value as Python would hold it: an int is a bigint, a float a number. Keys of maps keep their type and order. */
export type Value = string | boolean | null | bigint | number | Timestamp | readonly Value[] | ValueMap;
export type ValueMap = ReadonlyMap<Value, Value>;

/** An unquoted date in YAML or TOML, which DVC itself cannot handle. */
export class Timestamp {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A tuple of a Python file: a list that is equal to no list. */
export class PythonTuple extends Array<Value> {}

/** A set, likewise. */
export class PythonSet extends PythonTuple {}

export function isMap(value: Value | undefined): value is ValueMap {
  return value instanceof Map;
}

export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}
