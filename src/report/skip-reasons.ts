import { groupBy } from './group-by.ts';
import type { ReportOutcome } from './schema.ts';

/** Why outcomes were skipped and the rules that were, the reason of most rules first. */
export function skipReasons(
  outcomes: readonly ReportOutcome[],
): { readonly reason: string; readonly rules: readonly string[] }[] {
  const skipped = outcomes.filter(({ status }) => status === 'skipped');
  return [...groupBy(skipped, ({ reason = 'no reason given' }) => reason)]
    .map(([reason, group]) => ({ reason, rules: [...new Set(group.map(({ rule }) => rule))] }))
    .toSorted((a, b) => b.rules.length - a.rules.length);
}
