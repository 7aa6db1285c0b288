import type { Found, Outcome, RuleFacts, Subject } from '../check/outcome.ts';
import type { Severity } from '../check/rule.ts';
import type { FailOn } from '../config/config.ts';
import type { Position } from '../errors.ts';
import type { ComparedBaseline, KnownFinding } from './baseline.ts';

/** A finding with its severity after configuration and what the user has said of it before. */
export interface JudgedFinding extends Omit<Found, 'location'> {
  readonly rule: string;
  readonly subject: Subject;
  readonly fingerprint: string;
  readonly suppressed: { readonly reason: string; readonly until: string | null } | null;
  /** Null when there is no baseline to compare with. */
  readonly baseline: 'new' | 'unchanged' | null;
  /** What was written of it in the baseline. */
  readonly known: KnownFinding | null;
  /** Where it stands, or where the column or the data set is declared. */
  readonly location: Position | null;
}

export interface Verdict {
  /** `error`: the job was not done in full, whatever was found. */
  readonly status: 'pass' | 'fail' | 'error';
  readonly failOn: FailOn;
  readonly findings: readonly JudgedFinding[];
  readonly outcomes: readonly Outcome[];
  /** Rules that ran, `severity` being the one configured. */
  readonly rules: readonly RuleFacts[];
  /** Why the job was not done in full, beyond crashed rules. */
  readonly errors: readonly string[];
  /** What the user should know of the run beyond its findings. */
  readonly notices: readonly string[];
  readonly baselines: readonly ComparedBaseline[];
}

const rank: Readonly<Record<FailOn, number>> = { info: 0, warn: 1, error: 2, never: 3 };

export const isAtLeast = (severity: Severity, threshold: FailOn): boolean => rank[severity] >= rank[threshold];

/** Whether a finding alone makes the check fail. */
export function gates(finding: Pick<JudgedFinding, 'severity' | 'suppressed' | 'baseline'>, failOn: FailOn): boolean {
  return !finding.suppressed && finding.baseline !== 'unchanged' && isAtLeast(finding.severity, failOn);
}
