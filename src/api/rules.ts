import type { RuleEntry } from '../check/registry.ts';
import type { Config } from '../config/config.ts';

/** The facts of every built-in rule; each rule's code is loaded when it is to run. */
export async function builtInRules(): Promise<readonly RuleEntry[]> {
  const { rules } = await import('../../rules/index.generated.ts');
  return rules;
}

/** Built-in rules and those of a configuration. @throws ConfigError for rules that cannot be */
export async function rulesOf(config: Config): Promise<readonly RuleEntry[]> {
  const rules = await builtInRules();
  if (!config.custom?.length) return rules;
  const { customRules } = await import('../custom/custom-rules.ts');
  return [...rules, ...customRules(config, rules)];
}
