import { randomUUID } from 'node:crypto';
import type { Outcome } from '../check/outcome.ts';
import type { RuleEntry } from '../check/registry.ts';
import { type RunOptions, runRules } from '../check/run.ts';
import type { Config } from '../config/config.ts';
import { parseRuleOptions } from '../config/rule-options.ts';
import { checkRulePatterns, isSelected, severityOf } from '../config/rule-settings.ts';
import { describeError, UserError } from '../errors.ts';
import { judge } from '../judge/judge.ts';
import { load } from '../load/load.ts';
import type { Workspace } from '../load/workspace.ts';
import { packageVersion } from '../package-root.ts';
import { buildReport } from '../report/build-report.ts';
import { readReport } from '../report/render-stored.ts';
import type { Report } from '../report/schema.ts';
import { baselineOf } from '../report/stored-report.ts';
import { gitFacts } from './git-facts.ts';
import { builtInRules } from './rules.ts';

export interface CheckOptions {
  /** The rules to choose from; the built-in ones when absent. */
  readonly rules?: readonly RuleEntry[];
  /** Ends the run at once; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  readonly onProgress?: RunOptions['onProgress'];
  readonly now?: Date;
}

/**
 * Runs the whole pipeline on a configuration. Data that cannot be read gives a report with status `error`.
 * @throws UserError for a configuration that cannot be used.
 */
export async function check(config: Config, options: CheckOptions = {}): Promise<Report> {
  const started = performance.now();
  const now = options.now ?? new Date();
  const rules = options.rules ?? (await builtInRules());
  checkRulePatterns(config, rules);
  const selected = rules.filter((rule) => isSelected(rule, config) && severityOf(rule, config).severity !== 'off');
  const [git, baseline, ran] = await Promise.all([
    gitFacts(config.baseDirectory),
    config.baseline === undefined ? undefined : readReport(config.baseline).then(baselineOf),
    run(config, selected, { ...options, now }),
  ]);
  const verdict = judge({ ...ran, config, now, ...(baseline && { baseline }) });
  return buildReport(verdict, {
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
  });
}

interface Ran {
  readonly outcomes: readonly Outcome[];
  readonly rules: Awaited<ReturnType<typeof runRules>>['rules'];
  readonly datasets: Report['datasets'];
  readonly inferred: Report['run']['inferred'];
  readonly engine: string;
  readonly errors: readonly string[];
}

async function run(config: Config, rules: readonly RuleEntry[], options: CheckOptions & { now: Date }): Promise<Ran> {
  const deadline = config.timeoutMs === undefined ? undefined : AbortSignal.timeout(config.timeoutMs);
  const signals = [options.signal, deadline].filter((signal) => signal !== undefined);
  await refuseWrongOptions(rules, config);
  loadAhead(rules, config);
  const loaded = await load(config, AbortSignal.any(signals)).catch((error: unknown) => {
    options.signal?.throwIfAborted();
    if (deadline?.aborted) return 'the time limit was reached while the data was read';
    if (error instanceof UserError) return describeError(error);
    throw error;
  });
  if (typeof loaded === 'string') {
    return { outcomes: [], rules: [], datasets: [], inferred: [], engine: config.engine.url, errors: [loaded] };
  }
  try {
    const result = await runRules(rules, loaded, {
      optionsOf: (rule) => parseRuleOptions(rule, config),
      now: options.now,
      ruleTimeoutMs: config.ruleTimeoutMs,
      signal: options.signal,
      deadline,
      onProgress: options.onProgress,
    });
    const { engine, inferences } = loaded;
    return { ...result, datasets: await describeDatasets(loaded), inferred: [...inferences], engine: engine.name, errors: [] };
  } finally {
    await loaded.engine.close();
  }
}

/** Before any data is read. */
async function refuseWrongOptions(rules: readonly RuleEntry[], config: Config): Promise<void> {
  for (const entry of rules) if (severityOf(entry, config).options) parseRuleOptions(await entry.load(), config);
}

/** While data is read this thread is idle: the code of the rules that may run is loaded then. */
function loadAhead(rules: readonly RuleEntry[], { roles, target, time, entity, id }: Config): void {
  const lacking = (entry: RuleEntry) =>
    (entry.subject === 'serving' && !roles.serving) ||
    (entry.needs.includes('target') && !target) ||
    (entry.needs.includes('time') && time === undefined) ||
    (entry.needs.includes('entity') && !entity.length) ||
    (entry.needs.includes('id') && !id.length);
  // A rule that cannot be loaded is told of when it is to run.
  for (const entry of rules) if (!lacking(entry)) entry.load().catch(() => undefined);
}

function describeDatasets({ datasets }: Workspace): Promise<Report['datasets']> {
  return Promise.all(
    datasets.map(async ({ table, location, format, version }) => ({
      name: table.name,
      role: table.role,
      path: location,
      format,
      rows: await table.rows(),
      columns: table.columns.map(({ name, type }) => ({ name, type })),
      version: version && {
        system: version.system,
        recorded: version.recorded,
        actual: version.actual,
        state: version.state,
        recordedIn: version.recordedIn,
        ...(version.reason !== undefined && { reason: version.reason }),
      },
    })),
  );
}
