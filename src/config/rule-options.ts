import type { z } from 'zod';
import { quote } from '../text/quote.ts';
import type { Config } from './config.ts';
import { throwProblems } from './config-error.ts';
import { explainIssues } from './explain-issues.ts';
import { dotted } from './path.ts';
import type { NamedRule } from './rule-pattern.ts';
import { settingsFor } from './rule-settings.ts';

/**
 * A rule's options with the configured ones filled in.
 * @throws ConfigError with every wrong option and where it stands
 */
export function parseRuleOptions<O extends z.ZodType>(
  rule: NamedRule & { readonly options: O },
  { rules, origins }: Pick<Config, 'rules' | 'origins'>,
): z.output<O> {
  const settings = settingsFor(rule, rules).filter(({ options }) => options);
  const value = Object.assign({}, ...settings.map(({ options }) => options)) as Record<string, unknown>;
  const parsed = rule.options.safeParse(value);
  if (parsed.success) return parsed.data;
  const settingOf = (option: unknown) => settings.findLast(({ options }) => Object.hasOwn(options ?? {}, String(option)));
  const problems = explainIssues(parsed.error.issues, rule.options, value, {
    name: (path) => (path.length ? `${quote(dotted(path))} of rule ${quote(rule.id)}` : `rule ${quote(rule.id)}`),
    position: (path) => {
      const setting = settingOf(path[0]);
      const option = setting && origins.get(dotted(['rules', setting.pattern, ...path.slice(0, 1)]));
      return option?.position ?? setting?.origin.position;
    },
  });
  throwProblems(problems.map((problem) => ({ ...problem, hint: problem.hint ?? `see \`watertight explain ${rule.id}\`` })));
  throw parsed.error;
}
