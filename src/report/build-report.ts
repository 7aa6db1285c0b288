import type { Figure } from '../check/figure.ts';
import type { Outcome, RuleFacts, Subject } from '../check/outcome.ts';
import type { Evidence } from '../check/rule.ts';
import type { Value } from '../engine/sql.ts';
import type { ComparedBaseline } from '../judge/baseline.ts';
import type { JudgedFinding, Verdict } from '../judge/verdict.ts';
import { maskSecrets } from '../text/mask-secrets.ts';
import { renderMessage } from './message.ts';
import { byFinding, byOutcome, byRole } from './order.ts';
import type { Report, ReportFigure, ReportFinding, ReportOutcome, ReportSeries } from './schema.ts';

/** What a report says of a run beyond the verdict. */
export interface RunFacts {
  readonly id: string;
  readonly project: string | null;
  readonly startedAt: Date;
  readonly durationMs: number;
  readonly config: Report['run']['config'];
  readonly git: Report['run']['git'];
  /** Name and version of the engine that held the tables. */
  readonly engine: string;
  readonly inferred: Report['run']['inferred'];
}

export interface ReportInput {
  readonly toolVersion: string;
  readonly run: RunFacts;
  readonly datasets: Report['datasets'];
}

/** The JSON report of a verdict: sorted, rendered, without credentials, and plain JSON whatever the rules handed over. */
export function buildReport(verdict: Verdict, { toolVersion, run, datasets }: ReportInput): Report {
  const rules = new Map(verdict.rules.map((rule) => [rule.id, rule]));
  const findings = verdict.findings.map((finding): ReportFinding => {
    const rule = rules.get(finding.rule);
    if (!rule) throw new Error(`no facts of rule ${finding.rule}`);
    return toFinding(finding, rule);
  });
  const counted = findings.filter(({ suppressed }) => !suppressed);
  const count = (severity: string) => counted.filter((finding) => finding.severity === severity).length;
  const ended = (status: Outcome['status']) => verdict.outcomes.filter((outcome) => outcome.status === status).length;

  return {
    schema: 'watertight/report/1',
    tool: { name: 'watertight', version: toolVersion },
    run: {
      id: run.id,
      project: run.project,
      startedAt: run.startedAt.toISOString(),
      durationMs: Math.round(run.durationMs),
      status: verdict.status,
      failOn: verdict.failOn,
      config: run.config,
      git: run.git,
      engine: maskSecrets(run.engine),
      inferred: run.inferred,
      errors: verdict.errors.map(maskSecrets),
      notices: [...verdict.notices],
    },
    datasets: datasets.toSorted(byRole).map((dataset) => ({ ...dataset, path: maskSecrets(dataset.path) })),
    rules: verdict.rules
      .map(({ id, severity, summary, why, fix, confidence, taxonomy, tags, origin }) => ({
        ...{ id, severity, summary, why, fix, confidence, taxonomy, tags: [...tags] },
        ...(origin !== undefined && { origin }),
        findings: findings.filter(({ rule }) => rule === id).length,
        durationMs: Math.round(sum(verdict.outcomes.filter(({ rule }) => rule === id).map(({ durationMs }) => durationMs))),
      }))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    outcomes: verdict.outcomes.map(toOutcome).toSorted(byOutcome),
    findings: findings.toSorted(byFinding),
    ...(verdict.baselines.length > 0 && { baselines: verdict.baselines.map(toBaseline) }),
    summary: {
      error: count('error'),
      warn: count('warn'),
      info: count('info'),
      suppressed: findings.length - counted.length,
      unchanged: counted.filter(({ baseline }) => baseline === 'unchanged').length,
      skipped: ended('skipped'),
      underpowered: ended('underpowered'),
      crashed: ended('crashed'),
    },
  };
}

function toFinding(finding: JudgedFinding, { why, fix, taxonomy, messages }: RuleFacts): ReportFinding {
  const {
    fingerprint,
    rule,
    messageId,
    severity,
    confidence,
    coverage,
    sql,
    examples,
    figures,
    location,
    suppressed,
    baseline,
    known,
  } = finding;
  return {
    ...{ fingerprint, rule, messageId },
    message: renderMessage(messages[messageId] ?? messageId, finding.data),
    ...{ why, fix: finding.fix ?? fix, severity, confidence, taxonomy },
    subject: toSubject(finding.subject, finding.columns),
    evidence: toEvidence(finding.evidence),
    coverage,
    ...(sql !== undefined && { sql }),
    ...(examples && { examples: examples.map(toScalar) }),
    ...(figures && { figures: figures.map(toFigure) }),
    location: location && { path: location.path, line: location.line ?? 1, column: location.column ?? 1 },
    suppressed,
    baseline,
    ...(known && {
      known: {
        reason: known.reason ?? null,
        note: known.note ?? null,
        until: known.until ?? null,
        added: known.added ?? null,
      },
    }),
  };
}

const toBaseline = ({ path, kind, known, fixed, expired }: ComparedBaseline): NonNullable<Report['baselines']>[number] => ({
  ...{ path: maskSecrets(path), kind, known },
  fixed: fixed
    .map(({ fingerprint, rule, message, subject, columns }) => ({
      ...{ fingerprint, rule, message: message ?? null },
      subject: toSubject(subject, columns),
    }))
    .toSorted((a, b) => (a.rule + a.fingerprint < b.rule + b.fingerprint ? -1 : 1)),
  expired: expired.length,
});

const toOutcome = ({ rule, subject, status, reason, evidence }: Outcome): ReportOutcome => ({
  rule,
  subject: toSubject(subject, subject.columns ?? []),
  status,
  ...(reason !== undefined && { reason: maskSecrets(reason) }),
  ...(evidence && { evidence: toEvidence(evidence) }),
});

const toSubject = ({ dataset, role, against }: Subject, columns: readonly string[]): ReportFinding['subject'] => ({
  dataset,
  role,
  ...(against && { against: { dataset: against.dataset, role: against.role } }),
  columns: [...columns],
});

function toEvidence(evidence: Evidence): ReportFinding['evidence'] {
  return Object.fromEntries(
    Object.entries(evidence).flatMap(([key, value]) => {
      if (value === undefined) return [];
      return [[key, typeof value === 'object' && value !== null ? value.map(toScalar) : toScalar(value)]];
    }),
  );
}

function toFigure(figure: Figure): ReportFigure {
  if (figure.kind === 'roc') return { ...figure, points: figure.points.map(([x, y]) => [x, y]) };
  const [a, b] = figure.series.map(({ name, counts, value }) => ({
    ...{ name, counts: [...counts] },
    ...(value !== undefined && { value: toScalar(value) }),
  })) as [ReportSeries, ReportSeries];
  if (figure.kind === 'histogram') {
    const { edges, series: _, ...rest } = figure;
    return { ...rest, series: [a, b], ...(edges && { edges: [...edges] }) };
  }
  const { levels, series: _, ...rest } = figure;
  return { ...rest, series: [a, b], ...(levels && { levels: levels.map(toScalar) }) };
}

/** JSON has no NaN, no infinity and no integers beyond 2^53: the former become null, the latter text. */
function toScalar<T extends Value>(value: T): Exclude<T, bigint> | string | number | null {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value === 'number' && !Number.isFinite(value)) return null;
  return value as Exclude<T, bigint>;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
