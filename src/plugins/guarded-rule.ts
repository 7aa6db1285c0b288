import type { AnyRule } from '../check/rule.ts';
import { UserError } from '../errors.ts';
import { quote } from '../text/quote.ts';

type Finding = Readonly<Record<string, unknown>>;

/** The rule, with what it reports checked: the compiler has not seen every plugin. */
export function guardedRule(rule: AnyRule, origin: string): AnyRule {
  return {
    ...rule,
    async check(context: { readonly report: (finding: Finding) => void }) {
      const report = (finding: Finding): void => {
        const problem = problemOf(finding, rule);
        if (problem !== undefined) throw new UserError(`${rule.id} (${origin}) ${problem}`);
        context.report(finding);
      };
      return rule.check({ ...context, report });
    },
  };
}

function problemOf(finding: Finding, { messages }: AnyRule): string | undefined {
  const { messageId, data = {}, columns = [], evidence } = finding;
  const ids = Object.keys(messages);
  if (typeof messageId !== 'string' || !ids.includes(messageId))
    return `reported the message ${quote(String(messageId))}; it has ${ids.map(quote).join(', ')}`;
  const template = String((messages as Record<string, string>)[messageId]);
  const lacking = [...template.matchAll(/\{\{\s*(\w+)/g)].find(
    ([, slot]) => !isScalar((data as Finding)[slot!]) || (data as Finding)[slot!] === null,
  );
  if (lacking) return `reported ${quote(messageId)} without ${quote(lacking[1]!)} in its data`;
  if (!Array.isArray(columns) || columns.some((column) => typeof column !== 'string' && typeof column?.name !== 'string'))
    return `reported ${quote(messageId)} with columns that are neither columns nor their names`;
  if (typeof evidence !== 'object' || evidence === null) return `reported ${quote(messageId)} without evidence`;
  const odd = Object.entries(evidence).find(([, value]) => ![value].flat().every(isScalar));
  if (odd) return `reported ${quote(messageId)} with evidence ${quote(odd[0])} that is no number or text`;
  return undefined;
}

const isScalar = (value: unknown): boolean => value === null || ['string', 'number', 'boolean', 'bigint'].includes(typeof value);
