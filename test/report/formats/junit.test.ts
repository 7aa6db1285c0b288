import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import { buildReport } from '../../../src/report/build-report.ts';
import { junit } from '../../../src/report/formats/junit.ts';
import type { Report } from '../../../src/report/schema.ts';
import { forbidden, hostile, hostileReport } from '../hostile.ts';
import { facts, finding, outcome, plain, rule, sample, train, verdict } from '../sample.ts';

interface Case {
  readonly '@name': string;
  readonly '@classname': string;
  readonly '@file': string;
  readonly '@time': string;
  readonly failure?: readonly Problem[];
  readonly error?: readonly Problem[];
  readonly skipped?: readonly Problem[];
  readonly 'system-out'?: readonly string[];
}
interface Problem {
  readonly '@message': string;
  readonly '@type'?: string;
  readonly '#text'?: string;
}
type Counts = Readonly<Record<'@tests' | '@failures' | '@errors' | '@skipped' | '@time', string>>;
type Suite = Counts & { readonly '@name': string; readonly '@timestamp': string; readonly testcase: readonly Case[] };

const arrays = ['testsuite', 'testcase', 'failure', 'error', 'skipped', 'system-out'];
const parser = new XMLParser({
  ...{ ignoreAttributes: false, attributeNamePrefix: '@', alwaysCreateTextNode: false, parseTagValue: false, trimValues: false },
  ...{ parseAttributeValue: false, isArray: (name: string) => arrays.includes(name) },
});

/** Parses, and holds the document against the shape that Jenkins' junit-10.xsd and Surefire's schema have in common. */
function parse(report: Report): { root: Counts; suites: readonly Suite[]; cases: readonly Case[] } {
  const text = junit.render(report, plain);
  expect(XMLValidator.validate(text)).toBe(true);
  expect(text).not.toMatch(forbidden);
  expect(text).not.toMatch(/^\s*::|##\w*\[/m);
  const document = parser.parse(text);
  expect(Object.keys(document)).toEqual(['?xml', 'testsuites']);
  const suites: readonly Suite[] = document.testsuites.testsuite ?? [];
  const cases = suites.flatMap(({ testcase }) => testcase);
  for (const suite of suites) {
    expect(suite['@name']).toMatch(/^watertight\./);
    expect(suite['@timestamp']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
    expectCounts(suite, suite.testcase);
  }
  expectCounts(document.testsuites, cases);
  for (const it of cases) {
    const allowed = ['@name', '@classname', '@file', '@time', '#text', 'failure', 'error', 'skipped', 'system-out'];
    expect(allowed).toEqual(expect.arrayContaining(Object.keys(it)));
    expect(it['@time']).toMatch(/^\d+\.\d{3}$/);
    const ends = [it.failure, it.error, it.skipped].filter((end) => end !== undefined);
    expect(ends.length).toBeLessThanOrEqual(1);
    expect(ends.flat().length).toBeLessThanOrEqual(1);
    for (const problem of [...(it.failure ?? []), ...(it.error ?? [])]) expect(problem['@type']).toBeTruthy();
  }
  expect(new Set(cases.map((it) => `${it['@classname']} ${it['@name']}`)).size).toBe(cases.length);
  return { root: document.testsuites, suites, cases };
}

function expectCounts(counts: Counts, cases: readonly Case[]) {
  const of = (kind: 'failure' | 'error' | 'skipped') => String(cases.filter((it) => it[kind]).length);
  expect(counts).toMatchObject({
    '@tests': String(cases.length),
    '@failures': of('failure'),
    '@errors': of('error'),
    '@skipped': of('skipped'),
  });
  expect(counts['@time']).toMatch(/^\d+\.\d{3}$/);
}

const caseOf = (report: Report, name: string) => parse(report).cases.find((it) => it['@name'].startsWith(name));

test('one case for each rule and subject, in a suite for each area, passes and skips too', () => {
  const { suites, cases } = parse(sample());
  expect(suites.map((suite) => suite['@name'])).toEqual(
    ['drift', 'overlap', 'quality', 'skew', 'target', 'time'].map((area) => `watertight.${area}`),
  );
  expect(cases).toHaveLength(sample().outcomes.length);
  expect(cases.map((it) => it['@name'])).toContain('duplicate-rows [test against train]');
});

describe('what becomes of an outcome', () => {
  test('findings that gate are a failure; milder ones, suppressed ones and known ones are output', () => {
    expect(caseOf(sample(), 'duplicate-rows')?.failure?.[0]).toMatchObject({
      '@type': 'error',
      '@message': expect.stringContaining('124,031'),
    });
    expect(caseOf(sample(), 'numeric [serving')).toMatchObject({ 'system-out': [expect.stringContaining('warn: age moved')] });
    expect(caseOf(sample(), 'numeric [serving')).not.toHaveProperty('failure');
    expect(caseOf(sample(), 'proxy-column')?.['system-out']?.[0]).toContain('suppressed: contract end date is known');
    expect(caseOf(sample(), 'constant-column [train')?.['system-out']?.[0]).toContain('in the baseline');
  });

  test('several findings are one failure that names the first and holds all', () => {
    const findings = ['a', 'b', 'c'].map((what) => finding('a/one', { columns: [what], data: { what } }));
    const report = buildReport(
      verdict({ status: 'fail', rules: [rule('a/one')], findings, outcomes: [outcome('a/one', { status: 'findings' })] }),
      facts(),
    );
    const [failure] = caseOf(report, 'one')?.failure ?? [];
    expect(failure?.['@message']).toBe('a (and 2 more findings)');
    expect(failure?.['#text']).toMatch(/error: a.*error: b.*error: c/s);
  });

  test('the threshold is the one of the run', () => {
    const at = (failOn: 'warn' | 'never') => {
      const findings = [finding('a/one', { severity: 'warn' })];
      return buildReport(
        verdict({ failOn, rules: [rule('a/one')], findings, outcomes: [outcome('a/one', { status: 'findings' })] }),
        facts(),
      );
    };
    expect(caseOf(at('warn'), 'one')).toHaveProperty('failure');
    expect(caseOf(at('never'), 'one')).not.toHaveProperty('failure');
  });

  test('skipped and underpowered are skips, a crash and an unfinished run are errors', () => {
    const outcomes = [
      outcome('a/one', { status: 'crashed', reason: 'boom\n  at x' }),
      outcome('a/two', { status: 'skipped', reason: 'needs time' }),
      outcome('a/three', { status: 'underpowered', reason: '3 rows' }),
    ];
    const rules = ['a/one', 'a/two', 'a/three'].map((id) => rule(id));
    const report = buildReport(verdict({ status: 'error', rules, outcomes, errors: ['time limit'] }), facts());
    expect(caseOf(report, 'one')?.error?.[0]).toMatchObject({ '@message': 'boom', '@type': 'crashed', '#text': 'boom\n  at x' });
    expect(caseOf(report, 'two')?.skipped?.[0]).toMatchObject({ '@message': 'needs time' });
    expect(caseOf(report, 'three')?.skipped?.[0]).toMatchObject({ '@message': 'underpowered: 3 rows' });
    expect(caseOf(report, 'complete')?.error?.[0]).toMatchObject({ '@message': 'time limit' });
  });
});

test('names are unique even for equal subjects', () => {
  const outcomes = [
    outcome('a/one', { subject: train }),
    outcome('a/one', { subject: train }),
    outcome('a/one', { subject: { dataset: 'train] #2', role: 'train] #2' } }),
  ];
  expect(parse(buildReport(verdict({ rules: [rule('a/one')], outcomes }), facts())).cases).toHaveLength(3);
});

test('hostile names come through as text', () => {
  const { cases } = parse(hostileReport());
  const name = cases.find((it) => it.failure)?.['@name'] ?? '';
  expect(name).toContain('|]]><script>alert(1)</script><!-- &amp; &#27;');
  expect(name).toContain(hostile.split('\n').at(-1));
});
