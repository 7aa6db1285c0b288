import { createHash } from 'node:crypto';
import type { Format } from '../format.ts';
import { placeOf, placeOfRun } from '../place.ts';
import type { Report, ReportFinding } from '../schema.ts';
import { whatAndDo } from '../sentences.ts';
import { subjectText } from '../subject-text.ts';
import { visible, visibleJson } from '../visible.ts';

interface Issue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: 'info' | 'minor' | 'major' | 'critical' | 'blocker';
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

/** GitLab's Code Quality report: the fields of Code Climate that GitLab reads. */
export const gitlab: Format = {
  name: 'gitlab',
  summary: 'GitLab Code Quality report, for artifacts:reports:codequality',
  contentType: 'application/json',
  render: (report) => `${visibleJson([...failures(report), ...findings(report)], 2)}\n`,
};

const findings = (report: Report): Issue[] =>
  report.findings
    .filter(({ suppressed }) => !suppressed)
    .map((finding) => {
      const { path, line } = placeOf(finding, report);
      const { rule, message, fix, fingerprint } = finding;
      return issue(
        rule,
        `${whatAndDo(message, fix)} (${subjectText(finding.subject)})`,
        fingerprint,
        severityOf(finding),
        path,
        line,
      );
    });

/** A report without the findings of a rule that crashed must not look clean. */
function failures(report: Report): Issue[] {
  const { path, line } = placeOfRun(report);
  const crashed = report.outcomes.filter(({ status }) => status === 'crashed');
  return [
    ...report.run.errors.map((error) => issue('watertight', error, digest('error', error), 'blocker', path, line)),
    ...crashed.map(({ rule, subject, reason = '' }) => {
      const about = subjectText(subject);
      return issue(
        rule,
        `the rule crashed on ${about}: ${reason.split('\n', 1).join()}`,
        digest('crashed', rule, about),
        'blocker',
        path,
        line,
      );
    }),
  ];
}

/** GitLab doesn't show `check_name`, so the description begins with it. */
function issue(rule: string, text: string, fingerprint: string, severity: Issue['severity'], path: string, line: number): Issue {
  const location = { path: path.replaceAll('\\', '/').replace(/^(?:\.\/)+/, ''), lines: { begin: line } };
  return { description: visible(`${rule}: ${text}`), check_name: visible(rule), fingerprint, severity, location };
}

function severityOf({ severity, confidence }: ReportFinding): Issue['severity'] {
  if (severity === 'error') return confidence === 'high' ? 'critical' : 'major';
  return severity === 'warn' ? 'minor' : 'info';
}

const digest = (...parts: readonly string[]): string => createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 32);
