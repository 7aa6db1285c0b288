import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { buildReport } from '../../../src/report/build-report.ts';
import { openlineage } from '../../../src/report/formats/openlineage.ts';
import type { Report } from '../../../src/report/schema.ts';
import { forbidden, hostileReport } from '../hostile.ts';
import { facts, finding, outcome, plain, rule, sample, train, verdict } from '../sample.ts';

const text = { type: 'string' };
const facetMap = (known: Record<string, object>) => ({
  type: 'object',
  additionalProperties: false,
  properties: Object.fromEntries(
    Object.entries(known).map(([name, schema]) => [name, { allOf: [{ $ref: '#/$defs/facet' }, schema] }]),
  ),
});
const dataset = { namespace: { type: 'string', minLength: 1 }, name: { type: 'string', minLength: 1 } };

/** What the specification asks of a run event (2-0-2) and of the facets that are written, as far as it concerns them. */
const schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $defs: {
    facet: {
      type: 'object',
      required: ['_producer', '_schemaURL'],
      properties: { _producer: { ...text, format: 'uri' }, _schemaURL: { ...text, format: 'uri' } },
    },
    assertion: {
      type: 'object',
      required: ['assertion', 'success'],
      properties: {
        ...{ assertion: text, success: { type: 'boolean' }, column: text, severity: { enum: ['error', 'warn'] } },
        ...{ name: text, description: text },
      },
      additionalProperties: false,
    },
  },
  type: 'object',
  required: ['eventTime', 'producer', 'schemaURL', 'eventType', 'run', 'job'],
  additionalProperties: false,
  properties: {
    eventTime: { ...text, format: 'date-time' },
    producer: { ...text, format: 'uri' },
    schemaURL: { const: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent' },
    eventType: { enum: ['START', 'COMPLETE', 'FAIL'] },
    run: {
      type: 'object',
      required: ['runId'],
      properties: {
        runId: { ...text, format: 'uuid' },
        facets: facetMap({
          test: {
            required: ['tests'],
            properties: {
              tests: {
                type: 'array',
                items: {
                  type: 'object',
                  required: ['name', 'status'],
                  properties: {
                    ...{ name: text, type: text, description: text },
                    ...{ status: { enum: ['pass', 'fail', 'skip'] }, severity: { enum: ['error', 'warn'] } },
                  },
                  additionalProperties: false,
                },
              },
            },
          },
          errorMessage: { required: ['message', 'programmingLanguage'], properties: { message: text } },
        }),
      },
    },
    job: {
      type: 'object',
      required: ['namespace', 'name'],
      properties: { ...dataset, facets: facetMap({ jobType: { required: ['processingType', 'integration'] } }) },
    },
    outputs: { type: 'array', maxItems: 0 },
    inputs: {
      type: 'array',
      items: {
        type: 'object',
        required: ['namespace', 'name'],
        properties: {
          ...dataset,
          facets: facetMap({
            schema: {
              properties: {
                fields: { type: 'array', items: { type: 'object', required: ['name'], properties: { name: text, type: text } } },
              },
            },
            version: { required: ['datasetVersion'], properties: { datasetVersion: text } },
          }),
          inputFacets: facetMap({
            dataQualityMetrics: {
              required: ['columnMetrics'],
              properties: { rowCount: { type: 'integer' }, columnMetrics: { type: 'object' } },
            },
            dataQualityAssertions: {
              required: ['assertions'],
              properties: { assertions: { type: 'array', items: { $ref: '#/$defs/assertion' } } },
            },
          }),
        },
      },
    },
  },
};
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv as never);
const validate = ajv.compile(schema);

function events(report: Report) {
  const written = openlineage.render(report, plain);
  expect(written).not.toMatch(forbidden);
  const all = written
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  for (const event of all) expect(validate(event), JSON.stringify(validate.errors, null, 2)).toBe(true);
  return all;
}

interface Assertion {
  readonly assertion: string;
  readonly success: boolean;
  readonly column?: string;
  readonly severity?: string;
}
const assertionsOf = (input: { inputFacets: { dataQualityAssertions: { assertions: Assertion[] } } }) =>
  input.inputFacets.dataQualityAssertions.assertions;

describe('the events of a run', () => {
  const [start, complete, ...others] = events(sample());

  test('are START and COMPLETE of one run and job', () => {
    expect(others).toEqual([]);
    expect([start.eventType, complete.eventType]).toEqual(['START', 'COMPLETE']);
    expect(start.run.runId).toBe(complete.run.runId);
    expect(complete.job).toMatchObject({ namespace: 'watertight', name: 'churn' });
    expect(Date.parse(complete.eventTime) - Date.parse(start.eventTime)).toBe(sample().run.durationMs);
  });

  test('name data sets as OpenLineage does, with schema, rows and version', () => {
    expect(complete.inputs.map(({ namespace, name }: { namespace: string; name: string }) => [namespace, name]).sort()).toEqual([
      ['file', 'data/test.parquet'],
      ['file', 'data/train.parquet'],
      ['s3://bucket', 'served/*.parquet'],
    ]);
    const input = complete.inputs.find(({ name }: { name: string }) => name === 'data/train.parquet');
    expect(input.facets.schema.fields).toHaveLength(34);
    expect(input.facets.version.datasetVersion).toMatch(/^[0-9a-f]{32}$/);
    expect(input.inputFacets.dataQualityMetrics.rowCount).toBe(5_000_000);
  });

  test('assert what was found and what was cleared, but nothing that was accepted', () => {
    const all: Assertion[] = complete.inputs.flatMap(assertionsOf);
    expect(all.filter(({ success }) => !success)).toHaveLength(sample().findings.filter(({ suppressed }) => !suppressed).length);
    expect(all).toContainEqual(
      expect.objectContaining({
        assertion: 'target/proxy-column',
        success: false,
        column: 'contract_ended_at',
        severity: 'error',
      }),
    );
    expect(all.filter(({ assertion, column }) => assertion === 'target/proxy-column' && column === 'tenure')).toEqual([]);
    expect(all.some(({ success }) => success)).toBe(true);
  });
});

test('what was not looked at is not asserted', () => {
  const outcomes = [
    outcome('a/clean', { subject: train }),
    outcome('a/skipped', { subject: train, status: 'skipped', reason: 'needs `time`' }),
    outcome('a/crashed', { subject: train, status: 'crashed', reason: 'boom' }),
    outcome('a/accepted', { subject: train, status: 'findings' }),
  ];
  const findings = [finding('a/accepted', { subject: train, suppressed: { reason: 'known', until: null } })];
  const rules = outcomes.map((one) => rule(one.rule));
  const [, last] = events(buildReport(verdict({ status: 'error', outcomes, rules, findings }), facts()));
  expect(last.eventType).toBe('FAIL');
  expect(last.run.facets.errorMessage.message).toBe('a rule crashed');
  expect(last.inputs.flatMap(assertionsOf)).toEqual([{ assertion: 'a/clean', success: true }]);
});

test('what is about no data set is a test of the run', () => {
  const subject = { dataset: 'pipeline', role: 'pipeline' };
  const outcomes = [
    outcome('p/found', { subject, status: 'findings' }),
    outcome('p/accepted', { subject, status: 'findings' }),
    outcome('p/clean', { subject }),
    outcome('p/crashed', { subject, status: 'crashed', reason: 'boom' }),
  ];
  const findings = [
    finding('p/found', { subject }),
    finding('p/accepted', { subject, suppressed: { reason: 'known', until: null } }),
  ];
  const report = buildReport(
    verdict({ status: 'error', outcomes, findings, rules: outcomes.map((one) => rule(one.rule)) }),
    facts(),
  );
  const [, last] = events(report);
  expect(last.run.facets.test.tests.sort((a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1))).toEqual([
    { name: 'p/accepted on pipeline', type: 'p/accepted', status: 'skip' },
    { name: 'p/clean on pipeline', type: 'p/clean', status: 'pass' },
    { name: 'p/crashed on pipeline', type: 'p/crashed', status: 'fail', severity: 'error', description: 'boom' },
    { name: 'p/found on pipeline', type: 'p/found', status: 'fail', severity: 'error', description: 'something is wrong' },
  ]);
});

test('splits of one file are one data set', () => {
  const one = { path: 'all.csv', format: 'csv', rows: 10, columns: [{ name: 'a', type: 'BIGINT' }], version: null };
  const datasets = [
    { ...one, name: 'all', role: 'train' },
    { ...one, name: 'all', role: 'test', rows: 5 },
  ];
  const outcomes = [outcome('a/one', { subject: { dataset: 'all', role: 'test' } })];
  const [, last] = events(buildReport(verdict({ outcomes, rules: [rule('a/one')] }), facts({ id: 'not a uuid' }, datasets)));
  expect(last.inputs).toHaveLength(1);
  expect(last.inputs[0].inputFacets.dataQualityMetrics.rowCount).toBe(15);
  expect(assertionsOf(last.inputs[0])).toHaveLength(1);
});

test('hostile names stay in their strings', () => {
  expect(events(hostileReport())).toHaveLength(2);
});
