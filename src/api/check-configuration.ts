import type { Outcome } from '../check/outcome.ts';
import type { RuleEntry } from '../check/registry.ts';
import { type CheckResult, runRules } from '../check/run.ts';
import type { Config } from '../config/config.ts';
import { parseRuleOptions } from '../config/rule-options.ts';
import type { Baseline } from '../judge/baseline.ts';
import { suppressionsIn } from '../judge/judge.ts';
import { noEngine } from '../load/no-engine.ts';

/** Runs the rules that look at the user's own entries, which only fare one way or another once all else has been checked. */
export function checkConfiguration(
  rules: readonly RuleEntry[],
  ran: {
    readonly outcomes: readonly Outcome[];
    readonly config: Config;
    readonly now: Date;
    readonly baselines: readonly Baseline[];
  },
): Promise<CheckResult> {
  const workspace = {
    ...{ engine: noEngine, datasets: [], entity: [], id: [], inferredIds: [], features: new Map(), inferences: [] },
    suppressions: suppressionsIn(ran),
  };
  return runRules(rules, workspace, { now: ran.now, optionsOf: (rule) => parseRuleOptions(rule, ran.config) });
}
