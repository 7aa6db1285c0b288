interface Matcher {
  asymmetricMatch(value: unknown): boolean;
}

/** Whether a value is as expected: equal, or accepted by a matcher of a test framework (`expect.closeTo(…)`) or a function. */
export function matches(value: unknown, expected: unknown): boolean {
  if (isMatcher(expected)) return expected.asymmetricMatch(value);
  if (typeof expected === 'function') return Boolean(expected(value));
  if (Object.is(value, expected) || value === expected) return true;
  if (typeof value !== 'object' || typeof expected !== 'object' || value === null || expected === null) return false;
  if (Array.isArray(value) !== Array.isArray(expected)) return false;
  const keys = (object: object) => Object.keys(object).filter((key) => (object as Record<string, unknown>)[key] !== undefined);
  return keys(value).length === keys(expected).length && contains(value, expected);
}

/** Whether a value has all that is expected, and maybe more. */
export const contains = (value: unknown, expected: object): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(expected).every(([key, wanted]) => matches((value as Record<string, unknown>)[key], wanted));

const isMatcher = (value: unknown): value is Matcher =>
  typeof value === 'object' && value !== null && 'asymmetricMatch' in value && typeof value.asymmetricMatch === 'function';
