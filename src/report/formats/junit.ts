import { gates } from '../../judge/verdict.ts';
import { withoutCommands } from '../../text/visible.ts';
import { evidenceLines } from '../evidence-text.ts';
import type { Format } from '../format.ts';
import { isKnown, reasonText } from '../known.ts';
import { placeOf, placeOfRun } from '../place.ts';
import type { Report, ReportFinding, ReportOutcome } from '../schema.ts';
import { isOfOutcome, outcomeText } from '../subject-text.ts';
import { counted } from '../words.ts';
import { element, xmlText } from '../xml.ts';

type Kind = 'passed' | 'failure' | 'error' | 'skipped';

interface Case {
  readonly area: string;
  readonly name: string;
  readonly file: string;
  readonly seconds: number;
  readonly kind: Kind;
  readonly content: readonly string[];
}

/** JUnit XML in the common core of Jenkins, Surefire and GitLab: a suite per area, a case per rule and subject. */
export const junit: Format = {
  name: 'junit',
  summary: 'JUnit XML: every rule and subject as a test case, those that pass too',
  contentType: 'application/xml',
  render(report) {
    const cases = withUniqueNames([...runErrors(report), ...report.outcomes.map((outcome) => toCase(outcome, report))]);
    const areas = [...new Set(cases.map(({ area }) => area))];
    const suites = areas.map((area) =>
      suite(
        area,
        cases.filter((it) => it.area === area),
        report,
      ),
    );
    const root = element('testsuites', { name: 'watertight', ...totals(cases) }, suites);
    return withoutCommands(`<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`);
  },
};

function suite(area: string, cases: readonly Case[], report: Report): string {
  const timestamp = report.run.startedAt.replace(/(\.\d+)?Z$/, '');
  const attributes = { name: `watertight.${area}`, ...totals(cases), timestamp };
  return element(
    'testsuite',
    attributes,
    cases.map((it) => {
      const { name, file, seconds, content } = it;
      return element('testcase', { name, classname: `watertight.${area}`, file, time: seconds.toFixed(3) }, content);
    }),
  );
}

function totals(cases: readonly Case[]) {
  const count = (kind: Kind) => cases.filter((it) => it.kind === kind).length;
  const time = cases.reduce((sum, { seconds }) => sum + seconds, 0).toFixed(3);
  return { tests: cases.length, failures: count('failure'), errors: count('error'), skipped: count('skipped'), time };
}

function toCase(outcome: ReportOutcome, report: Report): Case {
  const { rule, subject } = outcome;
  const [area = '', name = rule] = rule.split('/', 2);
  const found = report.findings.filter((finding) => finding.rule === rule && isOfOutcome(finding.subject, subject));
  const place = placeOf(found[0] ?? { location: null, subject }, report);
  const [kind, content] = verdict(outcome, found, report);
  return { area, name: `${name} [${outcomeText(subject)}]`, file: place.path, seconds: share(rule, report), kind, content };
}

function verdict(outcome: ReportOutcome, found: readonly ReportFinding[], report: Report): [Kind, string[]] {
  const failing = found.filter((finding) => gates(finding, report.run.failOn));
  const other = found.filter((finding) => !failing.includes(finding));
  const output = other.length > 0 ? [element('system-out', {}, xmlText(other.flatMap(describe)))] : [];
  const [first] = failing;
  const reason = outcome.reason ?? '';
  if (outcome.status === 'crashed')
    return [
      'error',
      [
        problem('error', reason.split('\n', 1).join(), 'crashed', [...reason.split('\n'), ...failing.flatMap(describe)]),
        ...output,
      ],
    ];
  if (first) {
    const more = failing.length > 1 ? ` (and ${counted(failing.length - 1, 'more finding')})` : '';
    return ['failure', [problem('failure', first.message + more, first.severity, failing.flatMap(describe)), ...output]];
  }
  if (outcome.status === 'skipped') return ['skipped', [element('skipped', { message: reason })]];
  if (outcome.status === 'underpowered') return ['skipped', [element('skipped', { message: `underpowered: ${reason}` })]];
  return ['passed', output];
}

const problem = (kind: 'failure' | 'error', message: string, type: string, lines: readonly string[]): string =>
  element(kind, { message, type }, xmlText(lines));

/** Jenkins keeps one failure of a case, so all of its findings go into the text. */
function describe(finding: ReportFinding): string[] {
  const { severity, message, why, fix, subject, evidence } = finding;
  return [
    `${severity}${stateOf(finding)}: ${message}`,
    ...(subject.columns.length > 0 ? [`  columns: ${subject.columns.join(', ')}`] : []),
    `  why: ${why}`,
    `  do: ${fix}`,
    ...evidenceLines(evidence).map(({ label, text }) => `  ${label}: ${text}`),
    '',
  ];
}

function stateOf(finding: ReportFinding): string {
  if (finding.suppressed) return `, suppressed: ${finding.suppressed.reason}`;
  if (finding.baseline === 'new') return ', new';
  const reason = reasonText(finding);
  return isKnown(finding) ? `, in the baseline${reason && `: ${reason}`}` : '';
}

const runErrors = (report: Report): Case[] =>
  report.run.errors.map((error) => ({
    ...{ area: 'run', name: 'complete', file: placeOfRun(report).path, seconds: 0, kind: 'error' },
    content: [problem('error', error.split('\n', 1).join(), 'incomplete', error.split('\n'))],
  }));

/** Only a rule's total is known: its subjects share it evenly. */
function share(rule: string, { rules, outcomes }: Report): number {
  const total = rules.find(({ id }) => id === rule)?.durationMs ?? 0;
  return total / 1000 / outcomes.filter((outcome) => outcome.rule === rule).length;
}

/** GitLab counts the first of several cases of one name and drops the rest. */
function withUniqueNames(cases: readonly Case[]): Case[] {
  const taken = new Set<string>();
  return cases.map((it) => {
    let name = it.name;
    for (let nth = 2; taken.has(`${it.area}/${name}`); nth++) name = `${it.name} #${nth}`;
    taken.add(`${it.area}/${name}`);
    return { ...it, name };
  });
}
