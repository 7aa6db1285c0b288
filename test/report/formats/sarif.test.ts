import { readFileSync } from 'node:fs';
import Draft04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { buildReport } from '../../../src/report/build-report.ts';
import { sarif } from '../../../src/report/formats/sarif.ts';
import type { Report } from '../../../src/report/schema.ts';
import { forbidden, hostileReport } from '../hostile.ts';
import { facts, finding, outcome, plain, rule, sample, verdict } from '../sample.ts';

const ajv = new Draft04.default({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats.default(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(new URL('../../vendor/sarif-2.1.0-rtm.5.json', import.meta.url), 'utf8')));

function runOf(report: Report, context = plain) {
  const text = sarif.render(report, context);
  const log = JSON.parse(text);
  expect(validate(log), JSON.stringify(validate.errors, null, 2)).toBe(true);
  expect(text).not.toMatch(forbidden);
  return log.runs[0];
}

test('fits the published schema', () => {
  for (const report of [sample(), hostileReport(), buildReport(verdict(), facts())]) runOf(report);
});

describe('what GitHub code scanning asks for', () => {
  const run = runOf(sample());

  test('rules with their texts, precision and severity, within its limits', () => {
    expect(run.tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(sample().rules.map(({ id }) => id));
    for (const { shortDescription, fullDescription, help, properties } of run.tool.driver.rules) {
      expect(shortDescription.text.length).toBeGreaterThan(0);
      expect(Math.max(shortDescription.text.length, fullDescription.text.length)).toBeLessThanOrEqual(1024);
      expect(help.text).toContain('Do: ');
      expect(['very-high', 'high', 'medium', 'low']).toContain(properties.precision);
      expect(['error', 'warning', 'recommendation']).toContain(properties['problem.severity']);
      expect(properties.tags.length).toBeLessThanOrEqual(10);
    }
  });

  test('results whose rule, place and fingerprint can be found', () => {
    expect(run.results).toHaveLength(sample().findings.length);
    for (const [i, result] of run.results.entries()) {
      expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
      expect(result.partialFingerprints.primaryLocationLineHash).toBe(sample().findings[i]?.fingerprint);
      const { artifactLocation, region } = result.locations[0].physicalLocation;
      expect(artifactLocation.uri).toBe('watertight.yaml');
      expect(region.startLine).toBeGreaterThan(0);
    }
    expect(new Set(run.results.map(({ level }: { level: string }) => level))).toEqual(new Set(['error', 'warning', 'note']));
  });

  test('the documentation of a rule is its help', () => {
    const { rules } = runOf(sample(), { ...plain, ruleDocs: (id) => `# ${id}` }).tool.driver;
    expect(rules[0].help.markdown).toBe(`# ${rules[0].id}`);
  });

  test('at most 5,000 results, the gravest, and a word on the rest', () => {
    const findings = Array.from({ length: 5003 }, (_, i) =>
      finding('a/one', { columns: [`c${i}`], severity: i < 3 ? 'error' : 'info' }),
    );
    const { results, invocations } = runOf(buildReport(verdict({ status: 'fail', rules: [rule('a/one')], findings }), facts()));
    expect(results).toHaveLength(5000);
    expect(results.slice(0, 4).map(({ level }: { level: string }) => level)).toEqual(['error', 'error', 'error', 'note']);
    expect(invocations[0].toolExecutionNotifications[0].message.text).toMatch(/^3 results/);
  });

  test('at most ten tags a rule', () => {
    const tags = Array.from({ length: 20 }, (_, i) => `t${i}`);
    const { rules } = runOf(buildReport(verdict({ rules: [rule('a/one', { tags })] }), facts())).tool.driver;
    expect(rules[0].properties.tags).toHaveLength(10);
  });
});

test('suppression and baseline', () => {
  const { results } = runOf(sample());
  const suppressed = results.filter((result: { suppressions: unknown[] }) => result.suppressions.length > 0);
  expect(suppressed.map((result: { suppressions: unknown[] }) => result.suppressions)).toEqual([
    [{ kind: 'external', status: 'accepted', justification: 'contract end date is known (until 2027-03-01)' }],
  ]);
  expect(results.map((result: { baselineState?: string }) => result.baselineState).filter(Boolean)).toEqual(['unchanged']);
});

test('columns are logical locations, data sets related ones', () => {
  const { results } = runOf(sample());
  const drift = results.find(({ ruleId }: { ruleId: string }) => ruleId === 'drift/numeric');
  expect(drift.locations[0].logicalLocations).toEqual([{ name: 'age', fullyQualifiedName: 'serving.age', kind: 'column' }]);
  expect(
    drift.relatedLocations.map((it: { physicalLocation: { artifactLocation: unknown } }) => it.physicalLocation.artifactLocation),
  ).toEqual([{ uri: 'data/train.parquet' }, { uri: 's3://bucket/served/*.parquet' }]);
});

test('without a config file, a finding stands in its data set', () => {
  const report = buildReport(verdict({ rules: [rule('a/one')], findings: [finding('a/one')] }), facts({ config: null }));
  expect(runOf(report).results[0].locations[0].physicalLocation).toEqual({
    artifactLocation: { uri: 'data/test.parquet' },
    region: { startLine: 1, startColumn: 1 },
  });
});

test('a run that was not done in full says so, with the rule that crashed', () => {
  const outcomes = [outcome('a/one', { status: 'crashed', reason: 'out of memory' })];
  const { invocations } = runOf(
    buildReport(verdict({ status: 'error', rules: [rule('a/one')], outcomes, errors: ['too late'] }), facts()),
  );
  expect(invocations[0].executionSuccessful).toBe(false);
  expect(invocations[0].toolExecutionNotifications).toMatchObject([
    { level: 'error', message: { text: 'too late' } },
    {
      level: 'error',
      message: { text: 'a/one crashed on test against train: out of memory' },
      associatedRule: { id: 'a/one', index: 0 },
    },
  ]);
});

test('hostile text is neither a placeholder nor a link', () => {
  const [result] = runOf(hostileReport()).results;
  expect(result.message.text).toContain('{{0}}');
  expect(result.message.text).not.toMatch(/(^|[^\\])\[click\]\(/);
  expect(result.message.text).not.toContain('\n');
});
