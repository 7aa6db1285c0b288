import { isList, isMap, type Value } from '../read/value.ts';

/** The value at a dotted path; indexes of lists are parts too. Undefined when there is none. */
export function lookUp(value: Value, path: string): Value | undefined {
  let current: Value | undefined = value;
  for (const part of path.split('.')) {
    if (isMap(current)) current = current.has(part) ? current.get(part) : byNumber(current, part);
    else if (isList(current) && /^\d+$/.test(part)) current = current[Number(part)];
    else return undefined;
  }
  return current;
}

/** A key such as `2020` in YAML is a number. */
function byNumber(map: ReadonlyMap<Value, Value>, part: string): Value | undefined {
  return /^\d+$/.test(part) ? map.get(BigInt(part)) : undefined;
}
