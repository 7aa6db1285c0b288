import { isPast, type KnownFinding } from '../judge/baseline.ts';
import type { Report } from '../report/schema.ts';
import type { BaselineEdit } from './edit-baseline.ts';
import { knownFrom } from './known-from.ts';

export interface Acceptance {
  readonly reason?: string;
  readonly note?: string;
  /** ISO date. */
  readonly until?: string;
  readonly now: Date;
}

/** What a baseline takes in of a report: findings it doesn't hold yet; entries that expired are renewed when a new day is given. */
export function acceptFindings(
  report: Report,
  known: readonly KnownFinding[],
  { now, ...said }: Acceptance,
): Required<BaselineEdit> & { readonly expired: number } {
  const held = new Map(known.map((entry) => [entry.fingerprint, entry]));
  const found = report.findings.filter(({ suppressed, subject }) => !suppressed && subject.role !== 'configuration');
  const expired = found.filter(({ fingerprint }) => isPast(held.get(fingerprint)?.until, now));
  const { until } = said;
  return {
    added: found
      .filter(({ fingerprint }) => !held.has(fingerprint))
      .map((finding) => ({ ...knownFrom(finding), ...said, added: now.toISOString().slice(0, 10) })),
    removed: [],
    renewed: new Map(until === undefined ? [] : expired.map(({ fingerprint }) => [fingerprint, until])),
    expired: until === undefined ? expired.length : 0,
  };
}
