import { didYouMean, nearest } from '../text/did-you-mean.ts';
import { quote } from '../text/quote.ts';

/** What patterns are held against. */
export interface NamedRule {
  readonly id: string;
  readonly tags?: readonly string[];
}

/** Whether a rule is meant by its id, by `area/*` or by one of its tags. */
export const matchesRule = (pattern: string, { id, tags = [] }: NamedRule): boolean =>
  pattern === id || (pattern.endsWith('/*') && id.startsWith(pattern.slice(0, -1))) || tags.includes(pattern);

/** What to write instead of a pattern that matches no rule. */
export function suggestPattern(pattern: string, rules: readonly NamedRule[]): string {
  const areas = [...new Set(rules.map(({ id }) => id.slice(0, id.indexOf('/'))))];
  if (areas.includes(pattern)) return `did you mean ${quote(`${pattern}/*`)}?`;
  const ids = rules.map(({ id }) => id);
  const sameName = ids.find((id) => id.endsWith(`/${pattern}`) || id.split('/')[1] === pattern.split('/')[1]);
  if (sameName !== undefined) return `did you mean ${quote(sameName)}?`;
  const known = [...ids, ...areas.map((area) => `${area}/*`), ...new Set(rules.flatMap(({ tags = [] }) => tags))];
  const name = nearest(
    pattern.split('/').at(-1)!,
    ids.map((id) => id.split('/')[1]!),
  );
  const named = name === undefined ? undefined : ids.find((id) => id.endsWith(`/${name}`));
  return didYouMean(pattern, known) ?? (named ? `did you mean ${quote(named)}?` : 'list them with `watertight rules`');
}
