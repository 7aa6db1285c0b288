import { createHash } from 'node:crypto';
import { visible, visibleJson } from '../../text/visible.ts';
import type { Format } from '../format.ts';
import { isKnown } from '../known.ts';
import { type Place, placeOf, placeOfRun } from '../place.ts';
import type { Report, ReportFinding } from '../schema.ts';
import { whatAndDo } from '../sentences.ts';
import { outcomeText, subjectText } from '../subject-text.ts';

interface Problem {
  readonly rule: string;
  readonly text: string;
  readonly fingerprint: string;
  readonly severity: 'info' | 'minor' | 'major' | 'critical' | 'blocker';
  readonly place: Place;
}

/** GitLab's Code Quality report: the fields of Code Climate that GitLab reads. */
export const gitlab: Format = {
  name: 'gitlab',
  summary: 'GitLab Code Quality report, for artifacts:reports:codequality',
  contentType: 'application/json',
  render: (report) => `${visibleJson([...failures(report), ...findings(report)].map(issue), 2)}\n`,
};

const findings = (report: Report): Problem[] =>
  report.findings
    .filter(({ suppressed }) => !suppressed)
    .map((finding) => ({
      rule: finding.rule,
      text: `${whatAndDo(finding.message, finding.fix)} (${subjectText(finding.subject)})${isKnown(finding) ? ' (known, in the baseline)' : ''}`,
      fingerprint: finding.fingerprint,
      severity: severityOf(finding),
      place: placeOf(finding, report),
    }));

/** A report without the findings of a rule that crashed must not look clean. */
function failures(report: Report): Problem[] {
  const common = { severity: 'blocker', place: placeOfRun(report) } as const;
  const crashed = report.outcomes.filter(({ status }) => status === 'crashed');
  return [
    ...report.run.errors.map((error) => ({ ...common, rule: 'watertight', text: error, fingerprint: digest('error', error) })),
    ...crashed.map(({ rule, subject, reason = '' }) => {
      const about = outcomeText(subject);
      const text = `the rule crashed on ${about}: ${reason.split('\n', 1).join()}`;
      return { ...common, rule, text, fingerprint: digest('crashed', rule, about) };
    }),
  ];
}

/** GitLab doesn't show `check_name`, so the description begins with it. */
const issue = ({ rule, text, fingerprint, severity, place }: Problem) => ({
  description: visible(`${rule}: ${text}`),
  check_name: visible(rule),
  fingerprint,
  severity,
  location: { path: visible(place.path.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '')), lines: { begin: place.line } },
});

function severityOf({ severity, confidence }: ReportFinding): Problem['severity'] {
  if (severity === 'error') return confidence === 'high' ? 'critical' : 'major';
  return severity === 'warn' ? 'minor' : 'info';
}

const digest = (...parts: readonly string[]): string => createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 32);
