import { type Baseline, compareBaseline, type KnownFinding } from '../judge/baseline.ts';
import type { Report } from '../report/schema.ts';

export interface Fixed {
  /** Not found, though their rule looked. */
  readonly fixed: readonly KnownFinding[];
  /** Not found, and no rule looked: it was left out or lacked something, or the data set is gone. */
  readonly unchecked: readonly KnownFinding[];
}

/** Entries of a baseline that a report no longer finds. */
export function fixedFindings(baseline: Baseline, { findings, outcomes }: Report, now: Date): Fixed {
  const found = new Set(findings.map(({ fingerprint }) => fingerprint));
  const { fixed } = compareBaseline(baseline, found, outcomes, now);
  return {
    fixed,
    unchecked: baseline.findings.filter((entry) => !found.has(entry.fingerprint) && !fixed.includes(entry)),
  };
}
