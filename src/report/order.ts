import type { Report, ReportFinding, ReportOutcome } from './schema.ts';

const severities = ['error', 'warn', 'info'];
const roles = ['train', 'validation', 'test', 'serving'];

type Key = string | number;

/** Worst first, then by rule, subject and fingerprint. */
export const byFinding = (a: ReportFinding, b: ReportFinding): number => compare(findingKey(a), findingKey(b));

export const byOutcome = (a: ReportOutcome, b: ReportOutcome): number => compare(outcomeKey(a), outcomeKey(b));

export const byRole = (a: Report['datasets'][number], b: Report['datasets'][number]): number =>
  compare([rank(roles, a.role), a.role, a.name], [rank(roles, b.role), b.role, b.name]);

const findingKey = ({ severity, rule, subject, fingerprint }: ReportFinding): Key[] => [
  rank(severities, severity),
  rule,
  ...subjectKey(subject),
  fingerprint,
];

const outcomeKey = ({ rule, subject, status }: ReportOutcome): Key[] => [rule, ...subjectKey(subject), status];

const subjectKey = ({ dataset, role, against, columns }: ReportFinding['subject']): Key[] => [
  rank(roles, role),
  dataset,
  role,
  against?.dataset ?? '',
  against?.role ?? '',
  columns.toSorted().join('\0'),
];

const rank = (order: readonly string[], value: string): number => {
  const position = order.indexOf(value);
  return position === -1 ? order.length : position;
};

/** Strings by code unit, so that no locale changes the order. */
function compare(a: readonly Key[], b: readonly Key[]): number {
  for (const [i, left] of a.entries()) {
    const right = b[i] as Key;
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}
