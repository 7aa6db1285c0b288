import type { Engine } from '../engine/engine.ts';
import { render } from '../engine/sql.ts';
import { describeError, UserError } from '../errors.ts';
import { unlessAborted } from '../unless-aborted.ts';
import { boundTo, type Facts } from './context.ts';
import type { Found, Outcome, Subject } from './outcome.ts';
import type { AnyRule, Messages, Report, Result } from './rule.ts';
import type { RunOptions } from './run.ts';

/** A rule that has all it needs, on one of its subjects. */
export interface Job {
  readonly rule: AnyRule;
  readonly options: unknown;
  readonly subject: Subject;
  readonly facts: Facts;
}

/** Runs one rule; whatever it throws, and every time limit, becomes the outcome `crashed`. @throws the reason of the run's signal */
export async function runJob(job: Job, engine: Engine, run: RunOptions): Promise<Outcome> {
  const { rule, subject, facts } = job;
  const started = performance.now();
  const limit = run.ruleTimeoutMs === undefined ? undefined : AbortSignal.timeout(run.ruleTimeoutMs);
  const signal = AbortSignal.any([run.signal, run.deadline, limit].filter((one) => one !== undefined));
  const findings: Found[] = [];
  const report = (finding: Report<Messages>) => findings.push(foundOf(rule, finding, engine));
  const finish = (end: Omit<Outcome, 'rule' | 'subject' | 'durationMs' | 'findings'>): Outcome => ({
    rule: rule.id,
    subject,
    ...end,
    findings,
    durationMs: performance.now() - started,
  });
  try {
    const context = { ...boundTo(signal, facts), options: job.options, report, now: run.now };
    const result: Result | undefined = await unlessAborted(rule.check(context), signal);
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

function crashReason(error: unknown): string {
  if (error instanceof UserError) return describeError(error);
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function foundOf(rule: AnyRule, finding: Report<Messages>, engine: Engine): Found {
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
    ...(finding.location && { location: finding.location }),
    ...(finding.examples && { examples: finding.examples }),
    ...(finding.figures?.length && { figures: finding.figures }),
  };
}
