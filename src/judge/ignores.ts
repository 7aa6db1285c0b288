import type { Outcome, Subject } from '../check/outcome.ts';
import type { Ignore } from '../config/config.ts';
import { matchesRule } from '../config/rule-pattern.ts';
import { isPast } from './baseline.ts';
import type { Suppression } from './suppression.ts';

interface Candidate {
  readonly rule: string;
  readonly subject: Subject;
  readonly columns: readonly string[];
}

/** The `ignore` entries of a configuration on one day; remembers which of them met a finding. */
export function applyIgnores(entries: readonly Ignore[], now: Date) {
  const isExpired = ({ until }: Ignore) => isPast(until, now);
  const met = new Map<Ignore, number>();

  return {
    /** The entry that suppresses a finding, if any. */
    suppression(finding: Candidate): { reason: string; until: string | null } | null {
      const covering = entries.filter((entry) => covers(entry, finding));
      for (const entry of covering) met.set(entry, (met.get(entry) ?? 0) + 1);
      const entry = covering.find((candidate) => !isExpired(candidate));
      return entry ? { reason: entry.reason, until: entry.until ?? null } : null;
    },

    /** How the entries fared with the findings that `suppression` was asked about. */
    used: (outcomes: readonly Outcome[]): Suppression[] =>
      entries.map((entry) => ({
        ...entry,
        kind: 'ignore',
        datasets: entry.datasets ?? [],
        columns: entry.columns ?? [],
        isExpired: isExpired(entry),
        findings: met.get(entry) ?? 0,
        looked: outcomes.some((outcome) => looked(entry, outcome)),
      })),
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
