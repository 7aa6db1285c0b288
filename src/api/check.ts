import type { RuleEntry } from '../check/registry.ts';
import { runRules } from '../check/run.ts';
import type { Config } from '../config/config.ts';
import { parseRuleOptions } from '../config/rule-options.ts';
import { describeError, UserError } from '../errors.ts';
import { load } from '../load/load.ts';
import type { Workspace } from '../load/workspace.ts';
import type { Report } from '../report/schema.ts';
import { type CheckOptions, type Ran, refuseWrongOptions, reportOn } from './report-on.ts';
import { revisionNotices } from './revision-notices.ts';
import { storeNotices } from './store-notices.ts';

export type { CheckOptions } from './report-on.ts';

/**
 * Runs the whole pipeline on a configuration. Data that cannot be read gives a report with status `error`.
 * @throws UserError for a configuration that cannot be used.
 */
export function check(config: Config, options: CheckOptions = {}): Promise<Report> {
  return reportOn(config, options, (effective, rules, now) => run(effective, rules, { ...options, now }));
}

async function run(config: Config, rules: readonly RuleEntry[], options: CheckOptions & { now: Date }): Promise<Ran> {
  const deadline = config.timeoutMs === undefined ? undefined : AbortSignal.timeout(config.timeoutMs);
  const signals = [options.signal, deadline].filter((signal) => signal !== undefined);
  await refuseWrongOptions(rules, config);
  loadAhead(rules, config);
  const loaded = await load(config, AbortSignal.any(signals), options.revisions).catch((error: unknown) => {
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
    return {
      ...result,
      datasets: await describeDatasets(loaded),
      inferred: [...inferences],
      engine: engine.name,
      features: [...loaded.features.values()],
      errors: (loaded.problems ?? []).map(describeError),
      notices: [...revisionNotices(loaded), ...storeNotices(loaded)],
    };
  } finally {
    await loaded.engine.close();
  }
}

/** While data is read this thread is idle: the code of the rules that may run is loaded then. */
function loadAhead(rules: readonly RuleEntry[], { roles, target, time, entity, id, feast, features }: Config): void {
  const lacking = (entry: RuleEntry) =>
    entry.subject === 'pipeline' ||
    (entry.subject === 'serving' && !roles.serving) ||
    (entry.subject === 'feature-store' && !feast) ||
    (entry.subject === 'source' && !feast && !features.some(({ source }) => source)) ||
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
