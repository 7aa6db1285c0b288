import type { Severity } from '../check/rule.ts';
import type { Origin } from '../features/feature.ts';
import { quote } from '../text/quote.ts';
import type { Config, RuleSetting } from './config.ts';
import { type Problem, throwProblems } from './config-error.ts';
import { matchesRule, type NamedRule, suggestPattern } from './rule-pattern.ts';

export interface RatedRule extends NamedRule {
  readonly severity: Severity;
}

export interface EffectiveSetting {
  readonly severity: Severity | 'off';
  /** Severity of a finding that the rule graded itself: the user's at or above the rule's default; below it, the lower of the two. */
  readonly graded: (severity: Severity) => Severity;
  /** Options given for the rule, not validated; later settings replace single keys of earlier ones. */
  readonly options: Readonly<Record<string, unknown>> | undefined;
  /** Where the severity was given. */
  readonly origin: Origin;
}

/** What the configuration says of a rule: flags beat the file, an exact id beats a pattern, later beats earlier. */
export function severityOf(rule: RatedRule, { rules }: Pick<Config, 'rules'>): EffectiveSetting {
  const settings = settingsFor(rule, rules);
  const chosen = settings.findLast(({ severity }) => severity !== undefined);
  const severity = chosen?.severity ?? rule.severity;
  const options = settings.flatMap((setting) => setting.options ?? []);
  return {
    severity,
    graded: (graded) => {
      if (!chosen || severity === 'off') return graded;
      return rank[graded] >= rank[rule.severity] || rank[graded] > rank[severity] ? severity : graded;
    },
    options: options.length ? Object.assign({}, ...options) : undefined,
    origin: chosen?.origin ?? { kind: 'default' },
  };
}

/** Whether `--only` and `--skip` leave a rule in the run. */
export const isSelected = (rule: NamedRule, { only, skip }: Pick<Config, 'only' | 'skip'>): boolean =>
  (!only.length || only.some((pattern) => matchesRule(pattern, rule))) && !skip.some((pattern) => matchesRule(pattern, rule));

/** @throws ConfigError naming every pattern of `rules`, `ignore`, `--set`, `--only` and `--skip` that matches no rule */
export function checkRulePatterns(config: Pick<Config, 'rules' | 'ignore' | 'only' | 'skip'>, known: readonly NamedRule[]): void {
  const problems: Problem[] = [];
  const check = (pattern: string, position: Problem['position'], by: string, rules = known) => {
    if (rules.some((rule) => matchesRule(pattern, rule))) return;
    problems.push({ message: `${by}${quote(pattern)} is no known rule`, hint: suggestPattern(pattern, rules), position });
  };
  for (const { pattern, origin } of config.rules) check(pattern, origin.position, origin.kind === 'flag' ? '`--set`: ' : '');
  const untagged = known.map(({ id }) => ({ id }));
  for (const { rule, position } of config.ignore) check(rule, position, '', untagged);
  for (const pattern of config.only) check(pattern, undefined, '`--only`: ');
  for (const pattern of config.skip) check(pattern, undefined, '`--skip`: ');
  throwProblems(problems);
}

/** The settings that speak of a rule, the one that wins last; equal ones stay in order. */
export function settingsFor(rule: NamedRule, rules: readonly RuleSetting[]): RuleSetting[] {
  const weight = ({ origin, pattern }: RuleSetting): number => (origin.kind === 'flag' ? 2 : 0) + (pattern === rule.id ? 1 : 0);
  return rules.filter(({ pattern }) => matchesRule(pattern, rule)).toSorted((a, b) => weight(a) - weight(b));
}

const rank: Readonly<Record<Severity, number>> = { info: 0, warn: 1, error: 2 };
