import type { Outcome, Subject } from '../check/outcome.ts';
import type { Position } from '../errors.ts';

/** A finding that somebody has seen before, and what they said of it. */
export interface KnownFinding {
  readonly fingerprint: string;
  readonly rule: string;
  readonly subject: Subject;
  readonly columns: readonly string[];
  /** What it said when it was written down. */
  readonly message?: string;
  readonly reason?: string;
  readonly note?: string;
  /** ISO date; the entry no longer counts from the day after. */
  readonly until?: string;
  /** ISO date. */
  readonly added?: string;
  readonly position?: Position;
}

/** Findings that are known and no longer make the check fail. */
export interface Baseline {
  /** As shown. */
  readonly path: string;
  /** `baseline`: a file that people review; `report`: what an earlier run found; `since`: the same, given to see what is new. */
  readonly kind: 'baseline' | 'report' | 'since';
  readonly findings: readonly KnownFinding[];
}

/** A baseline on the day of a run, held against what the run found. */
export interface ComparedBaseline extends Pick<Baseline, 'path' | 'kind'> {
  readonly known: number;
  /** Entries whose rule looked and found them no more. */
  readonly fixed: readonly KnownFinding[];
  readonly expired: readonly KnownFinding[];
}

export const isPast = (until: string | undefined, now: Date): boolean =>
  until !== undefined && until < now.toISOString().slice(0, 10);

/** What is asked of an outcome, whether it comes from a run or from a report. */
export interface Ended extends Pick<Outcome, 'rule' | 'status'> {
  readonly subject: Subject | (Omit<Subject, 'against'> & { readonly against?: Subject['against'] | undefined });
}

/** The entry that makes a finding a known one; reviewed files come before reports, for they carry reasons. */
export function knownIn(baselines: readonly Baseline[], now: Date): (fingerprint: string) => KnownFinding | undefined {
  const known = new Map<string, KnownFinding>();
  const order = baselines.toSorted((a, b) => Number(b.kind === 'baseline') - Number(a.kind === 'baseline'));
  for (const entry of order.flatMap(({ findings }) => findings)) {
    if (!isPast(entry.until, now) && !known.has(entry.fingerprint)) known.set(entry.fingerprint, entry);
  }
  return (fingerprint) => known.get(fingerprint);
}

export function compareBaseline(
  { path, kind, findings }: Baseline,
  found: ReadonlySet<string>,
  outcomes: readonly Ended[],
  now: Date,
): ComparedBaseline {
  const gone = findings.filter(({ fingerprint }) => !found.has(fingerprint));
  return {
    path,
    kind,
    known: findings.filter(({ fingerprint, until }) => found.has(fingerprint) && !isPast(until, now)).length,
    fixed: gone.filter((entry) => outcomes.some((outcome) => looked(entry, outcome))),
    expired: findings.filter(({ until }) => isPast(until, now)),
  };
}

/** Whether an outcome is that of the check which gave a known finding, and came to an end. */
function looked({ rule, subject, columns }: KnownFinding, outcome: Ended): boolean {
  const { against } = outcome.subject;
  return (
    outcome.rule === rule &&
    (outcome.status === 'clean' || outcome.status === 'findings') &&
    outcome.subject.dataset === subject.dataset &&
    outcome.subject.role === subject.role &&
    against?.dataset === subject.against?.dataset &&
    against?.role === subject.against?.role &&
    (outcome.subject.columns ?? []).every((column) => columns.includes(column))
  );
}
