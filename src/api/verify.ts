import type { RuleEntry } from '../check/registry.ts';
import { runRules } from '../check/run.ts';
import type { Config } from '../config/config.ts';
import { parseRuleOptions } from '../config/rule-options.ts';
import { describeError } from '../errors.ts';
import { loadRepository } from '../load/repository.ts';
import type { Report } from '../report/schema.ts';
import { type CheckOptions, type Ran, refuseWrongOptions, reportOn } from './report-on.ts';
import { revisionNotices } from './revision-notices.ts';
import { storeNotices } from './store-notices.ts';

export interface VerifyOptions extends CheckOptions {
  /** Where to look for the repository; the configuration's directory when absent. */
  readonly cwd?: string;
}

/**
 * Runs the rules that need only a DVC repository, and those of the feature store that is declared: no data set is opened and no engine
 * started. A repository that DVC refuses gives a report with status `error`.
 * @throws UserError for a configuration that cannot be used, and where there is neither
 */
export function verify(config: Config, options: VerifyOptions = {}): Promise<Report> {
  const { cwd = config.baseDirectory } = options;
  return reportOn(config, options, (effective, rules, now) =>
    run(effective, rules.filter(isOfRepository(effective)), { ...options, cwd, now }),
  );
}

const isOfRepository =
  ({ feast }: Config) =>
  ({ subject }: RuleEntry): boolean =>
    subject === 'pipeline' || subject === 'recorded' || (subject === 'feature-store' && feast !== undefined);

async function run(
  config: Config,
  rules: readonly RuleEntry[],
  { cwd, now, signal, revisions, onProgress }: VerifyOptions & { readonly cwd: string; readonly now: Date },
): Promise<Ran> {
  await refuseWrongOptions(rules, config);
  const deadline = config.timeoutMs === undefined ? undefined : AbortSignal.timeout(config.timeoutMs);
  const either = [signal, deadline].filter((one) => one !== undefined);
  const workspace = await loadRepository(config, cwd, { signal: AbortSignal.any(either), ...(revisions && { revisions }) });
  const result = await runRules(rules, workspace, {
    optionsOf: (rule) => parseRuleOptions(rule, config),
    now,
    ruleTimeoutMs: config.ruleTimeoutMs,
    signal,
    deadline,
    onProgress,
  });
  const problem = workspace.repository?.problem;
  return {
    ...result,
    datasets: [],
    inferred: [...workspace.inferences],
    engine: workspace.engine.name,
    errors: [...(problem ? [problem] : []), ...(workspace.problems ?? [])].map(describeError),
    notices: [...revisionNotices(workspace), ...storeNotices(workspace)],
  };
}
