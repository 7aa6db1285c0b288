import { describe, expect, test } from 'vitest';
import { json } from '../../../src/report/formats/json.ts';
import { ndjson } from '../../../src/report/formats/ndjson.ts';
import { reportSchema } from '../../../src/report/schema.ts';
import { forbidden, hostileReport } from '../hostile.ts';
import { plain, sample } from '../sample.ts';

describe('json', () => {
  test('keys stand in the order of the contract, whatever order they came in', () => {
    const shuffled = JSON.parse(JSON.stringify(sample()), (_, value) =>
      typeof value === 'object' && value !== null && !Array.isArray(value) && !('z' in value)
        ? Object.fromEntries(Object.entries(value).toReversed())
        : value,
    );
    const report = JSON.parse(json.render(shuffled, plain));
    expect(Object.keys(report)).toEqual([
      'schema',
      'tool',
      'run',
      'datasets',
      'rules',
      'outcomes',
      'findings',
      'baselines',
      'summary',
    ]);
    expect(Object.keys(report.run)).toEqual([
      'id',
      'project',
      'startedAt',
      'durationMs',
      'status',
      'failOn',
      'config',
      'git',
      'engine',
      'inferred',
      'errors',
      'notices',
    ]);
    expect(Object.keys(report.findings[0]).slice(0, 7)).toEqual([
      'fingerprint',
      'rule',
      'messageId',
      'message',
      'why',
      'fix',
      'severity',
    ]);
  });

  test('two runs on the same data differ only in the run', () => {
    expect(json.render(sample(), plain)).toBe(json.render(sample(), plain));
  });

  test('hostile names survive as data and are harmless as text', () => {
    const text = json.render(hostileReport(), plain);
    expect(text).not.toMatch(forbidden);
    expect(text).not.toMatch(/^\s*::|##\w*\[/m);
    expect(reportSchema.parse(JSON.parse(text))).toEqual(hostileReport());
  });
});

describe('ndjson', () => {
  test('every line is an object: the run, outcomes, findings, the summary', () => {
    for (const report of [sample(), hostileReport()]) {
      const text = ndjson.render(report, plain);
      expect(text).not.toMatch(forbidden);
      expect(text.endsWith('\n')).toBe(true);
      const lines = text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
      const types = ['run', ...report.outcomes.map(() => 'outcome'), ...report.findings.map(() => 'finding'), 'summary'];
      expect(lines.map(({ type }) => type)).toEqual(types);
      expect(lines.every(({ runId }) => runId === report.run.id)).toBe(true);
      const findings = lines.filter(({ type }) => type === 'finding').map(({ type, runId, ...finding }) => finding);
      expect(findings).toEqual(report.findings);
      expect(lines[0]).toMatchObject({ schema: 'watertight/report/1', run: report.run, datasets: report.datasets });
      expect(lines.at(-1)).toMatchObject({ status: report.run.status, ...report.summary });
    }
  });
});
