import { describe, expect, test } from 'vitest';
import { buildReport } from '../../../src/report/build-report.ts';
import { prometheus } from '../../../src/report/formats/prometheus.ts';
import type { Report } from '../../../src/report/schema.ts';
import { forbidden, hostile, hostileReport } from '../hostile.ts';
import { facts, finding, outcome, plain, rule, sample, train, verdict } from '../sample.ts';

interface Series {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Parses the text format 0.0.4, and holds it against the rules for the textfile collector. */
function series(report: Report): Series[] {
  const text = prometheus.render(report, plain);
  expect(text).not.toMatch(forbidden);
  expect(text.endsWith('\n')).toBe(true);
  const seen = new Set<string>();
  const samples: Series[] = [];
  let family = '';
  for (const line of text.slice(0, -1).split('\n')) {
    const [, keyword, named] = /^# (HELP|TYPE) ([a-z_]+) \S.*$/.exec(line) ?? [];
    if (named !== undefined) {
      // Once each, HELP before TYPE, before the samples, and a family in one piece.
      expect(seen.has(`${keyword} ${named}`)).toBe(false);
      seen.add(`${keyword} ${named}`);
      if (keyword === 'TYPE') expect(line).toMatch(/ gauge$/);
      family = named;
      continue;
    }
    const [, name, inner, value] =
      /^([a-z_]+)\{((?:[a-z_]+="(?:[^"\\]|\\["\\n])*",?)*)\} (-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/.exec(line) ?? [];
    expect(name, line).toBe(family);
    const labels = Object.fromEntries(
      [...inner!.matchAll(/([a-z_]+)="((?:[^"\\]|\\.)*)"/g)].map(([, label, text]) => [
        label!,
        text!.replace(/\\(.)/g, (_, one: string) => (one === 'n' ? '\n' : one)),
      ]),
    );
    const key = `${name}${JSON.stringify(labels)}`;
    expect(seen.has(key), key).toBe(false);
    seen.add(key);
    samples.push({ name: name!, labels, value: Number(value) });
  }
  return samples;
}

const find = (all: readonly Series[], name: string, labels: Record<string, string> = {}) =>
  all.filter((one) => one.name === name && Object.entries(labels).every(([key, value]) => one.labels[key] === value));

describe('the metrics of a run', () => {
  const all = series(sample());

  test('say how it ended, when, and how long it took', () => {
    expect(find(all, 'watertight_build_info')).toMatchObject([{ labels: { version: '0.1.0' }, value: 1 }]);
    expect(find(all, 'watertight_run_success')).toMatchObject([{ labels: { project: 'churn' }, value: 0 }]);
    expect(find(all, 'watertight_run_complete')).toMatchObject([{ value: 1 }]);
    const [duration, ended] = [
      find(all, 'watertight_run_duration_seconds')[0]!,
      find(all, 'watertight_run_timestamp_seconds')[0]!,
    ];
    expect(duration.value).toBeCloseTo(3.215, 2);
    expect(ended.value).toBeCloseTo(Date.parse('2026-11-24T08:10:00Z') / 1000 + 3.215, 2);
    expect(find(all, 'watertight_rows_scanned', { dataset: 'train', role: 'train' })).toMatchObject([{ value: 5_000_000 }]);
  });

  test('count findings by what became of them', () => {
    const total = (state: string) => find(all, 'watertight_findings', { state }).reduce((sum, { value }) => sum + value, 0);
    const { findings } = sample();
    expect(total('suppressed')).toBe(findings.filter(({ suppressed }) => suppressed).length);
    expect(total('known')).toBe(findings.filter(({ suppressed, baseline }) => !suppressed && baseline === 'unchanged').length);
    expect(total('open') + total('known') + total('suppressed')).toBe(findings.length);
    expect(find(all, 'watertight_findings', { rule: 'drift/numeric', role: 'serving', state: 'open' })).toMatchObject([
      { labels: { severity: 'warn', dataset: 'serving', role: 'serving' }, value: 5 },
    ]);
  });

  test('count checks by how they ended', () => {
    const { outcomes } = sample();
    for (const status of ['clean', 'findings', 'skipped', 'underpowered', 'crashed']) {
      const value = outcomes.filter((one) => one.status === status).length;
      expect(find(all, 'watertight_checks', { status })).toMatchObject([{ value }]);
    }
  });
});

test('a rule that found nothing is a series of zero, one that did not look is none', () => {
  const outcomes = [
    outcome('a/one', { subject: train }),
    outcome('a/two', { subject: train, status: 'skipped', reason: 'needs `time`' }),
    outcome('a/three', { subject: train, status: 'findings' }),
  ];
  const rules = ['a/one', 'a/two', 'a/three'].map((id) => rule(id));
  const findings = [finding('a/three', { subject: train, severity: 'warn' })];
  const all = series(buildReport(verdict({ outcomes, rules, findings }), facts()));
  expect(find(all, 'watertight_findings').map(({ labels, value }) => [labels.rule, labels.severity, value])).toEqual([
    ['a/one', 'error', 0],
    ['a/three', 'error', 0],
    ['a/three', 'warn', 1],
  ]);
});

test('a run that could not be done succeeds in nothing', () => {
  const all = series(
    buildReport(verdict({ status: 'error', errors: ['gone.csv does not exist'] }), facts({ project: null }, [])),
  );
  expect(find(all, 'watertight_run_success', { project: '' })).toMatchObject([{ value: 0 }]);
  expect(find(all, 'watertight_run_complete')).toMatchObject([{ value: 0 }]);
  expect(find(all, 'watertight_rows_scanned')).toEqual([]);
});

test('hostile names are labels', () => {
  const names = series(hostileReport()).flatMap(({ labels }) => labels.dataset ?? []);
  expect(names.some((name) => name.includes('pwned'))).toBe(true);
  expect(names.join()).not.toContain(hostile.split('\n')[0]);
});
