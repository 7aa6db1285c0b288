import { randomUUID } from 'node:crypto';
import type { Outcome, RuleFacts } from '../check/outcome.ts';
import type { RuleEntry } from '../check/registry.ts';
import type { CheckResult, RunOptions } from '../check/run.ts';
import type { Config } from '../config/config.ts';
import { parseRuleOptions } from '../config/rule-options.ts';
import { checkRulePatterns, isSelected, severityOf } from '../config/rule-settings.ts';
import { describeError } from '../errors.ts';
import type { Feature } from '../features/feature.ts';
import { judge } from '../judge/judge.ts';
import type { Revisions } from '../load/repository.ts';
import { packageVersion } from '../package-root.ts';
import { buildReport } from '../report/build-report.ts';
import type { Report } from '../report/schema.ts';
import { checkConfiguration } from './check-configuration.ts';
import { extended } from './extensions.ts';
import { gitFacts } from './git-facts.ts';
import { readBaselines } from './read-baselines.ts';

export interface CheckOptions {
  /** The rules to choose from; the built-in ones when absent. */
  readonly rules?: readonly RuleEntry[];
  /** Revisions of the DVC repository to compare: `from`, and `to` or the working directory. */
  readonly revisions?: Revisions;
  /** Ends the run at once; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** An earlier JSON report: what it found is known, so that what is new stands out. */
  readonly since?: string;
  readonly onProgress?: RunOptions['onProgress'];
  readonly now?: Date;
}

/** What a run gave, before it is judged. */
export interface Ran {
  readonly outcomes: readonly Outcome[];
  readonly rules: readonly RuleFacts[];
  readonly datasets: Report['datasets'];
  readonly inferred: Report['run']['inferred'];
  readonly engine: string;
  readonly errors: readonly string[];
  /** The declared features with what else is known of them. */
  readonly features?: readonly Feature[];
  readonly notices?: readonly string[];
}

/** Chooses the rules, has them run, judges what they say and makes the report of it. @throws UserError for a configuration that cannot be used */
export async function reportOn(
  given: Config,
  options: CheckOptions,
  run: (config: Config, rules: readonly RuleEntry[], now: Date) => Promise<Ran>,
): Promise<Report> {
  const started = performance.now();
  const now = options.now ?? new Date();
  const { config, problems, ...extensions } = await extended(given);
  const rules = options.rules ?? extensions.rules;
  // The rules of a plugin that could not be loaded are not unknown, only absent.
  if (!problems.length) checkRulePatterns(config, rules);
  const selected = rules.filter((rule) => isSelected(rule, config) && severityOf(rule, config).severity !== 'off');
  const isLate = ({ subject }: RuleEntry) => subject === 'configuration';
  const baselines = await readBaselines(config, options.since);
  const [git, first] = await Promise.all([
    gitFacts(config.baseDirectory),
    run(
      config,
      selected.filter((rule) => !isLate(rule)),
      now,
    ),
  ]);
  const ran = first.outcomes.length
    ? withResult(first, await checkConfiguration(selected.filter(isLate), { ...first, config, now, baselines }))
    : first;
  const known = first.features ? { ...config, features: first.features } : config;
  const verdict = judge({ ...ran, errors: [...problems.map(describeError), ...ran.errors], config: known, now, baselines });
  return buildReport(
    { ...verdict, notices: [...(ran.notices ?? []), ...verdict.notices] },
    {
      toolVersion: packageVersion(),
      datasets: ran.datasets,
      run: {
        id: randomUUID(),
        project: config.project ?? null,
        startedAt: now,
        durationMs: performance.now() - started,
        config: config.file,
        git,
        engine: ran.engine,
        inferred: ran.inferred,
      },
    },
  );
}

const withResult = (ran: Ran, { outcomes, rules }: CheckResult): Ran => ({
  ...ran,
  outcomes: [...ran.outcomes, ...outcomes],
  rules: [...ran.rules, ...rules],
});

/** Before anything is read. @throws UserError for options that are not valid */
export async function refuseWrongOptions(rules: readonly RuleEntry[], config: Config): Promise<void> {
  for (const entry of rules) if (severityOf(entry, config).options) parseRuleOptions(await entry.load(), config);
}
