import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect, test } from 'vitest';
import type { Evidence } from '../../src/check/rule.ts';
import { buildReport } from '../../src/report/build-report.ts';
import { reportJsonSchema } from '../../src/report/report-json-schema.ts';
import { reportSchema } from '../../src/report/schema.ts';
import { hostileReport } from './hostile.ts';
import { facts, finding, outcome, rule, sample, testAgainstTrain, train, verdict } from './sample.ts';

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true });
addFormats.default(ajv);
const validate = ajv.compile(reportJsonSchema());

test.each([
  ['sample', sample()],
  ['hostile', hostileReport()],
  ['empty', buildReport(verdict(), facts())],
])('the %s report fits the zod schema and the JSON schema', (_, report) => {
  expect(reportSchema.parse(report)).toEqual(report);
  expect(validate(JSON.parse(JSON.stringify(report))), JSON.stringify(validate.errors)).toBe(true);
});

test('the JSON schema accepts what a later minor version adds, and refuses what is missing', () => {
  expect(validate({ ...sample(), later: 1 })).toBe(true);
  const { summary: _, ...rest } = sample();
  expect(validate(rest)).toBe(false);
});

test('arrays are sorted whatever the order they came in', () => {
  const rules = ['b/two', 'a/one'].map((id) => rule(id));
  const findings = [
    finding('a/one', { severity: 'info' }),
    finding('b/two', { severity: 'error' }),
    finding('a/one', { severity: 'error', columns: ['z'] }),
    finding('a/one', { severity: 'error', columns: ['a'] }),
    finding('a/one', { severity: 'error', subject: train }),
    finding('a/one', { severity: 'warn' }),
  ];
  const outcomes = [outcome('b/two'), outcome('a/one'), outcome('a/one', { subject: train })];
  const built = buildReport(verdict({ rules, findings, outcomes }), facts());
  const reversed = verdict({ rules: rules.toReversed(), findings: findings.toReversed(), outcomes: outcomes.toReversed() });
  expect(buildReport(reversed, facts())).toEqual(built);
  expect(
    built.findings.map(({ severity, rule, subject }) => [severity, rule, subject.dataset, ...subject.columns].join(' ')),
  ).toEqual([
    'error a/one train',
    'error a/one test a',
    'error a/one test z',
    'error b/two test',
    'warn a/one test',
    'info a/one test',
  ]);
  expect(built.rules.map(({ id }) => id)).toEqual(['a/one', 'b/two']);
  expect(built.datasets.map(({ role }) => role)).toEqual(['train', 'test', 'serving']);
});

test('numbers are what JSON can hold', () => {
  const evidence = {
    nan: Number.NaN,
    inf: Number.POSITIVE_INFINITY,
    big: 2n ** 70n,
    count: 12n,
    list: [Number.NaN, 1, 3n],
  } as unknown as Evidence;
  const built = buildReport(
    verdict({ rules: [rule('a/one')], findings: [finding('a/one', { evidence, examples: [1n, null, 'x'] })] }),
    facts(),
  );
  expect(built.findings[0]).toMatchObject({
    evidence: { nan: null, inf: null, big: '1180591620717411303424', count: 12, list: [null, 1, 3] },
    examples: [1, null, 'x'],
  });
});

test('the summary counts by severity what is not suppressed, and outcomes by status', () => {
  expect(sample().summary).toEqual({
    error: 2,
    warn: 5,
    info: 1,
    suppressed: 1,
    unchanged: 1,
    skipped: 3,
    underpowered: 1,
    crashed: 0,
  });
});

test("a rule's time is the sum over its subjects, and a finding's own fix replaces the rule's", () => {
  const outcomes = [outcome('a/one', { durationMs: 10.4 }), outcome('a/one', { subject: train, durationMs: 20.3 })];
  const built = buildReport(
    verdict({ rules: [rule('a/one')], outcomes, findings: [finding('a/one', { fix: 'do this' })] }),
    facts(),
  );
  expect(built.rules[0]).toMatchObject({ durationMs: 31, findings: 1 });
  expect(built.findings[0]?.fix).toBe('do this');
});

test('credentials in paths and reasons are masked', () => {
  const [dataset] = facts().datasets;
  const datasets = [{ ...dataset!, path: 'postgres://me:hunter2@db/x?password=hunter2' }];
  const outcomes = [outcome('a/one', { subject: testAgainstTrain, status: 'crashed', reason: 'cannot open s3://k:hunter2@b/x' })];
  const report = buildReport(
    verdict({ rules: [rule('a/one')], outcomes, errors: ['https://u:hunter2@h/ failed'] }),
    facts({}, datasets),
  );
  expect(JSON.stringify(report)).not.toContain('hunter2');
});
