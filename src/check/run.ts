import type { Workspace } from '../load/workspace.ts';
import { factsFor } from './context.ts';
import type { Outcome, RuleFacts, Subject } from './outcome.ts';
import type { RuleEntry } from './registry.ts';
import type { AnyRule } from './rule.ts';
import { type Job, runJob } from './run-job.ts';
import { missingSubject, subjectsFor } from './subjects.ts';
import { withoutEchoes } from './without-echoes.ts';

export interface RunOptions {
  readonly now: Date;
  /** The rule's options as configured, defaults filled in. @throws UserError when they are not valid. */
  readonly optionsOf: (rule: AnyRule) => unknown;
  readonly ruleTimeoutMs?: number | undefined;
  /** Ends the run: the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Ends the rules that still run; what the others found stands. */
  readonly deadline?: AbortSignal | undefined;
  readonly onProgress?: ((progress: { readonly done: number; readonly of: number; readonly rule: string }) => void) | undefined;
}

export interface CheckResult {
  readonly outcomes: readonly Outcome[];
  readonly rules: readonly RuleFacts[];
}

/** Runs every rule for each of its subjects, all at once, so that their aggregates share scans. */
export async function runRules(entries: readonly RuleEntry[], workspace: Workspace, options: RunOptions): Promise<CheckResult> {
  const planned = await Promise.all(entries.map((entry) => plan(entry, workspace, options)));
  const jobs = planned.flatMap((one) => one.jobs);
  let done = 0;
  const ran = jobs.map(async (job) => {
    const outcome = await runJob(job, workspace.engine, options);
    options.onProgress?.({ done: ++done, of: jobs.length, rule: job.rule.id });
    return outcome;
  });
  const outcomes = [...planned.flatMap((one) => one.outcomes), ...(await Promise.all(ran))];
  return { outcomes: withoutEchoes(outcomes), rules: planned.map((one) => one.facts) };
}

interface Plan {
  readonly jobs: readonly Job[];
  /** Of subjects that lack something. */
  readonly outcomes: readonly Outcome[];
  readonly facts: RuleFacts;
}

/** What there is to run; the code of a rule that has nothing to run on is not loaded. */
async function plan(entry: RuleEntry, workspace: Workspace, { optionsOf }: RunOptions): Promise<Plan> {
  const instances = subjectsFor(entry, workspace);
  if (!instances.length) {
    return {
      jobs: [],
      outcomes: [skip(entry, wholeWorkspace(workspace), missingSubject(entry, workspace))],
      facts: factsOf(entry),
    };
  }
  const looked = instances.map((instance) => ({ ...instance, ...factsFor(entry, instance, workspace) }));
  const outcomes = looked.flatMap((one) => ('lacks' in one ? [skip(entry, one.subject, one.lacks)] : []));
  const ready = looked.flatMap((one) => ('facts' in one ? [one] : []));
  if (!ready.length) return { jobs: [], outcomes, facts: factsOf(entry) };
  const rule = await entry.load();
  const options = optionsOf(rule);
  return {
    jobs: ready.map(({ subject, facts }) => ({ rule, options, subject, facts })),
    outcomes,
    facts: { ...factsOf(entry), messages: rule.messages },
  };
}

const skip = ({ id }: RuleEntry, subject: Subject, reason: string): Outcome => ({
  rule: id,
  subject,
  status: 'skipped',
  reason,
  findings: [],
  durationMs: 0,
});

function wholeWorkspace({ datasets }: Workspace): Subject {
  const table = datasets[0]?.table;
  return { dataset: table?.name ?? '', role: table?.role ?? '' };
}

function factsOf({ id, severity, summary, why, fix, taxonomy, confidence, tags, origin }: RuleEntry): RuleFacts {
  return { id, severity, summary, why, fix, messages: {}, taxonomy, confidence, tags, ...(origin !== undefined && { origin }) };
}
