import { SHINGLE_WORDS, shingles, words } from './shingles.ts';

/** Words that two texts have beside a letterhead or a signature, each its own. */
const LEAST_OWN = 3;

/** Whether two texts have the same beginning, or the same end, and are otherwise different, both. */
export function isSignedAs(text: string, other: string): boolean {
  const [a, b] = [words(text), words(other)];
  const most = Math.min(a.length, b.length);
  let [first, last] = [0, 0];
  while (first < most && a[first] === b[first]) first++;
  while (last < most && a[a.length - 1 - last] === b[b.length - 1 - last]) last++;
  const shared = Math.max(first, last);
  if (shared < SHINGLE_WORDS || most - shared < LEAST_OWN) return false;
  const own = (of: readonly string[]) => (first > last ? of.slice(first) : of.slice(0, of.length - last));
  const [rest, others] = [own(a).join(' '), new Set(shingles(own(b).join(' ')))];
  return !shingles(rest).some((one) => others.has(one));
}
