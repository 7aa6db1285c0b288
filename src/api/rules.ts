import type { RuleEntry } from '../check/registry.ts';

/** The facts of every built-in rule; each rule's code is loaded when it is to run. */
export async function builtInRules(): Promise<readonly RuleEntry[]> {
  const { rules } = await import('../../rules/index.generated.ts');
  return rules;
}
