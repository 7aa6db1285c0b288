import { render } from '../engine/sql.ts';
import { describeError, UserError } from '../errors.ts';
import type { Workspace } from '../load/workspace.ts';
import { contextOf } from './context.ts';
import type { Found, Outcome, RuleFacts, Subject } from './outcome.ts';
import type { RuleEntry } from './registry.ts';
import type { AnyRule, Messages, Report, Result } from './rule.ts';
import { missingSubject, type SubjectInstance, subjectsFor } from './subjects.ts';

export interface RunOptions {
  readonly now: Date;
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

/** A rule that is to run, with its options as configured. */
export interface PreparedRule {
  readonly rule: AnyRule;
  readonly entry: RuleEntry;
  readonly options: unknown;
}

interface Job extends PreparedRule {
  readonly instance: SubjectInstance;
}

/** Loads the rules' code and settles their options, before any data is read. @throws what `optionsOf` throws */
export function prepareRules(entries: readonly RuleEntry[], optionsOf: (rule: AnyRule) => unknown): Promise<PreparedRule[]> {
  return Promise.all(
    entries.map(async (entry) => {
      const rule = await entry.load();
      return { rule, entry, options: optionsOf(rule) };
    }),
  );
}

/** Runs every rule for each of its subjects, all at once, so that their aggregates share scans. */
export async function runRules(
  prepared: readonly PreparedRule[],
  workspace: Workspace,
  options: RunOptions,
): Promise<CheckResult> {
  const outcomes: Outcome[] = [];
  const jobs: Job[] = [];
  for (const one of prepared) {
    const instances = subjectsFor(one.entry, workspace);
    if (!instances.length) outcomes.push(notRun(one.entry, wholeWorkspace(workspace), missingSubject(one.entry, workspace)));
    for (const instance of instances) jobs.push({ ...one, instance });
  }
  let done = 0;
  const ran = jobs.map(async (job) => {
    const outcome = await runJob(job, workspace, options);
    options.onProgress?.({ done: ++done, of: jobs.length, rule: job.rule.id });
    return outcome;
  });
  outcomes.push(...(await Promise.all(ran)));
  return { outcomes: withoutEchoes(outcomes), rules: prepared.map(({ rule }) => factsOf(rule)) };
}

async function runJob(job: Job, workspace: Workspace, run: RunOptions): Promise<Outcome> {
  const { rule, entry, instance } = job;
  const started = performance.now();
  const limit = run.ruleTimeoutMs === undefined ? undefined : AbortSignal.timeout(run.ruleTimeoutMs);
  const signal = AbortSignal.any([run.signal, run.deadline, limit].filter((one) => one !== undefined));
  const made = contextOf(entry, instance, workspace, signal);
  if ('lacks' in made) return notRun(entry, instance.subject, made.lacks);
  const findings: Found[] = [];
  const report = (finding: Report<Messages>) => findings.push(foundOf(rule, finding, workspace));
  const finish = (facts: Omit<Outcome, 'rule' | 'subject' | 'durationMs' | 'findings'>): Outcome => ({
    rule: rule.id,
    subject: instance.subject,
    ...facts,
    findings,
    durationMs: performance.now() - started,
  });
  try {
    const check = rule.check({ ...made.context, options: job.options, report, now: run.now }) as Promise<Result | undefined>;
    const result = await orAborted(check, signal);
    const evidence = result?.evidence && { evidence: result.evidence };
    if (findings.length) return finish({ status: 'findings', ...evidence });
    return finish({ status: result?.status ?? 'clean', ...(result?.reason && { reason: result.reason }), ...evidence });
  } catch (error) {
    if (run.signal?.aborted) throw run.signal.reason;
    if (limit?.aborted)
      return finish({ status: 'crashed', reason: `the rule's time limit of ${run.ruleTimeoutMs} ms was reached` });
    if (run.deadline?.aborted) return finish({ status: 'crashed', reason: 'the time limit of the run was reached' });
    return finish({ status: 'crashed', reason: crashReason(error) });
  }
}

function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

function crashReason(error: unknown): string {
  if (error instanceof UserError) return describeError(error);
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function foundOf(rule: AnyRule, finding: Report<Messages>, { engine }: Workspace): Found {
  return {
    messageId: finding.messageId,
    data: finding.data ?? {},
    columns: (finding.columns ?? []).map((column) => (typeof column === 'string' ? column : column.name)),
    evidence: finding.evidence,
    severity: finding.severity ?? rule.severity,
    confidence: finding.confidence ?? rule.confidence,
    coverage: finding.coverage ?? 'exact',
    ...(finding.sql && { sql: render(finding.sql, engine.dialect) }),
    ...(finding.fix !== undefined && { fix: finding.fix }),
    ...(finding.discriminator !== undefined && { discriminator: finding.discriminator }),
    ...(finding.examples && { examples: finding.examples }),
  };
}

const notRun = (rule: RuleEntry, subject: Subject, reason: string): Outcome => ({
  rule: rule.id,
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

function factsOf(rule: AnyRule): RuleFacts {
  const { id, severity, summary, why, fix, messages, taxonomy, confidence, tags = [] } = rule;
  return { id, severity, summary, why, fix, messages, taxonomy, confidence, tags };
}

/** A finding against train and validation together says nothing new when train alone already shows it. */
function withoutEchoes(outcomes: readonly Outcome[]): Outcome[] {
  const key = (outcome: Outcome, { messageId, columns, discriminator }: Found) =>
    JSON.stringify([outcome.rule, outcome.subject.dataset, messageId, columns, discriminator]);
  const isUnion = ({ subject }: Outcome) => subject.against?.role === 'train+validation';
  const known = new Set(outcomes.filter((outcome) => !isUnion(outcome)).flatMap((o) => o.findings.map((found) => key(o, found))));
  return outcomes.map((outcome) => {
    if (!isUnion(outcome)) return outcome;
    const findings = outcome.findings.filter((found) => !known.has(key(outcome, found)));
    if (findings.length === outcome.findings.length) return outcome;
    if (findings.length) return { ...outcome, findings };
    return { ...outcome, status: 'clean', reason: 'nothing beyond what train alone shows', findings };
  });
}
