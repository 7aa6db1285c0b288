import { isList, isMap, type Value } from './value.ts';

/** Says what is wrong with a value, as `at.path: what`, or null. */
export type Shape = (value: Value, at: string) => string | null;

export const anything: Shape = () => null;
export const text: Shape = (value, at) => (typeof value === 'string' ? null : `${at}: expected text`);
/** Text that can name a file. */
export const path: Shape = (value, at) =>
  typeof value === 'string' && !value.includes('\0')
    ? null
    : `${at}: expected ${typeof value === 'string' ? 'a path without NUL' : 'text'}`;
export const flag: Shape = (value, at) => (typeof value === 'boolean' ? null : `${at}: expected true or false`);
/** Python's `bool` is an `int`. */
export const integer: Shape = (value, at) =>
  typeof value === 'bigint' || typeof value === 'boolean' ? null : `${at}: expected a whole number`;
export const nothing: Shape = (value, at) => (value === null ? null : `${at}: expected nothing`);

export function anyOf(expected: string, ...shapes: readonly Shape[]): Shape {
  return (value, at) => {
    const problems = shapes.map((shape) => shape(value, at));
    if (problems.includes(null)) return null;
    return (
      problems.find((problem) => problem !== null && !problem.startsWith(`${at}: expected`)) ?? `${at}: expected ${expected}`
    );
  };
}

export function listOf(shape: Shape): Shape {
  return (value, at) => {
    if (!isList(value)) return `${at}: expected a list`;
    return firstProblem(value.entries(), (i, item) => shape(item, `${at}[${i}]`));
  };
}

/** A map from text to values of one shape. */
export function mapOf(shape: Shape): Shape {
  return (value, at) => {
    if (!isMap(value)) return `${at}: expected a map`;
    return firstProblem(value, (key, item) =>
      typeof key === 'string' ? shape(item, join(at, key)) : `${at}: key ${show(key)} must be quoted`,
    );
  };
}

/** A map with these keys and no others. */
export function keys(shapes: Readonly<Record<string, Shape>>, required: readonly string[] = []): Shape {
  const known = new Map(Object.entries(shapes));
  return (value, at) => {
    if (!isMap(value)) return `${at}: expected a map`;
    const missing = required.find((key) => !value.has(key));
    if (missing !== undefined) return `${at}: missing '${missing}'`;
    return firstProblem(value, (key, item) => {
      const shape = typeof key === 'string' ? known.get(key) : undefined;
      return shape ? shape(item, join(at, key as string)) : `${at}: unknown key ${show(key)}`;
    });
  };
}

function firstProblem<K, V>(entries: Iterable<readonly [K, V]>, problemOf: (key: K, value: V) => string | null): string | null {
  for (const [key, value] of entries) {
    const problem = problemOf(key, value);
    if (problem !== null) return problem;
  }
  return null;
}

function join(at: string, key: string): string {
  return at === '' ? key : `${at}.${key}`;
}

function show(key: Value): string {
  return typeof key === 'string' ? JSON.stringify(key) : String(key);
}
