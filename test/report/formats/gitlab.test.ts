import { expect, test } from 'vitest';
import { buildReport } from '../../../src/report/build-report.ts';
import { gitlab } from '../../../src/report/formats/gitlab.ts';
import type { Report } from '../../../src/report/schema.ts';
import { forbidden, hostileReport } from '../hostile.ts';
import { facts, finding, outcome, plain, rule, sample, verdict } from '../sample.ts';

interface Issue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

/** Parses, and holds every entry against the fields that GitLab documents. */
function issues(report: Report): Issue[] {
  const text = gitlab.render(report, plain);
  expect(text).not.toMatch(forbidden);
  const parsed: Issue[] = JSON.parse(text);
  for (const issue of parsed) {
    expect(Object.keys(issue)).toEqual(['description', 'check_name', 'fingerprint', 'severity', 'location']);
    expect(issue.description.startsWith(issue.check_name)).toBe(true);
    expect(['info', 'minor', 'major', 'critical', 'blocker']).toContain(issue.severity);
    expect(issue.fingerprint).toMatch(/^[0-9a-f]{32}(:\d+)?$/);
    expect(issue.location.path).not.toMatch(/^\.?\//);
    expect(issue.location.lines.begin).toBeGreaterThanOrEqual(1);
  }
  expect(new Set(parsed.map(({ fingerprint }) => fingerprint)).size).toBe(parsed.length);
  return parsed;
}

test('an entry for each finding that is not suppressed', () => {
  expect(issues(sample())).toHaveLength(sample().findings.length - 1);
  expect(issues(sample())[1]).toMatchObject({
    check_name: 'target/proxy-column',
    location: { path: 'watertight.yaml', lines: { begin: 14 } },
  });
  expect(issues(buildReport(verdict(), facts()))).toEqual([]);
});

test('severity and confidence make the five grades', () => {
  const findings = [
    finding('a/one', { columns: ['a'] }),
    finding('a/one', { columns: ['b'], confidence: 'medium' }),
    finding('a/one', { columns: ['c'], severity: 'warn' }),
    finding('a/one', { columns: ['d'], severity: 'info' }),
  ];
  const outcomes = [outcome('a/one', { status: 'crashed', reason: 'boom' })];
  const report = buildReport(verdict({ status: 'error', rules: [rule('a/one')], findings, outcomes, errors: ['late'] }), facts());
  expect(issues(report).map(({ severity }) => severity)).toEqual(['blocker', 'blocker', 'critical', 'major', 'minor', 'info']);
});

test('paths are relative and slashed', () => {
  const location = { path: '.\\conf\\watertight.yaml', line: 3 };
  expect(
    issues(buildReport(verdict({ rules: [rule('a/one')], findings: [finding('a/one', { location })] }), facts()))[0]?.location,
  ).toEqual({
    path: 'conf/watertight.yaml',
    lines: { begin: 3 },
  });
});

test('hostile names are text', () => {
  for (const { description, check_name, location } of issues(hostileReport()))
    expect(description + check_name + location.path).not.toContain('\n');
});
