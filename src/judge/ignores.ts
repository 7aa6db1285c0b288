import type { Outcome, Subject } from '../check/outcome.ts';
import type { Ignore } from '../config/config.ts';
import { matchesRule } from '../config/rule-pattern.ts';
import { formatPosition } from '../errors.ts';

interface Candidate {
  readonly rule: string;
  readonly subject: Subject;
  readonly columns: readonly string[];
}

/** The `ignore` entries of a configuration on one day; remembers which of them met a finding. */
export function applyIgnores(entries: readonly Ignore[], now: Date) {
  const today = now.toISOString().slice(0, 10);
  const isExpired = ({ until }: Ignore) => until !== undefined && until < today;
  const met = new Map<Ignore, number>();

  return {
    /** The entry that suppresses a finding, if any. */
    suppression(finding: Candidate): { reason: string; until: string | null } | null {
      const covering = entries.filter((entry) => covers(entry, finding));
      for (const entry of covering) met.set(entry, (met.get(entry) ?? 0) + 1);
      const entry = covering.find((candidate) => !isExpired(candidate));
      return entry ? { reason: entry.reason, until: entry.until ?? null } : null;
    },

    /** Entries that have expired, and entries that met nothing although their rule looked. */
    notices(outcomes: readonly Outcome[]): string[] {
      return entries.flatMap((entry) => {
        const findings = met.get(entry) ?? 0;
        if (isExpired(entry)) return [expiryNotice(entry, findings)];
        return findings === 0 && outcomes.some((outcome) => looked(entry, outcome))
          ? [`${name(entry)} matches no finding: remove it`]
          : [];
      });
    },
  };
}

function covers(entry: Ignore, { rule, subject, columns }: Candidate): boolean {
  return (
    matchesRule(entry.rule, { id: rule }) &&
    matchesDataset(entry, subject) &&
    (!entry.columns || (columns.length > 0 && columns.every((column) => entry.columns?.includes(column))))
  );
}

const matchesDataset = ({ datasets }: Ignore, { dataset, role }: Subject): boolean =>
  !datasets || datasets.includes(dataset) || datasets.includes(role);

const looked = (entry: Ignore, { rule, subject, status }: Outcome): boolean =>
  (status === 'clean' || status === 'findings') && matchesRule(entry.rule, { id: rule }) && matchesDataset(entry, subject);

function expiryNotice(entry: Ignore, findings: number): string {
  const consequence =
    findings === 0
      ? 'remove it'
      : `${findings} ${findings === 1 ? 'finding is' : 'findings are'} back (reason given: ${entry.reason})`;
  return `${name(entry)} expired after ${entry.until}: ${consequence}`;
}

const name = ({ rule, position }: Ignore): string => `ignore of ${rule}${position ? ` at ${formatPosition(position)}` : ''}`;
