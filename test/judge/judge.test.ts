import { describe, expect, test } from 'vitest';
import type { Figure } from '../../src/check/figure.ts';
import type { Found, Outcome, RuleFacts } from '../../src/check/outcome.ts';
import type { Config, Ignore, RuleSetting } from '../../src/config/config.ts';
import type { Baseline } from '../../src/judge/baseline.ts';
import { exitCode } from '../../src/judge/exit-code.ts';
import { type JudgeInput, judge, suppressionsIn } from '../../src/judge/judge.ts';
import { outcome, rule, train } from '../report/sample.ts';

const now = new Date('2026-11-24T08:10:00Z');

const config = (facts: Partial<Config> = {}): Config => ({
  baseDirectory: '/work',
  file: null,
  datasets: [],
  roles: {},
  entity: [],
  id: [],
  features: [],
  dvc: 'auto',
  rules: [],
  only: [],
  skip: [],
  ignore: [],
  failOn: 'error',
  engine: { url: 'duckdb:' },
  showValues: false,
  origins: new Map(),
  ...facts,
});

const found = (facts: Partial<Found> = {}): Found => ({
  ...{
    messageId: 'found',
    data: {},
    columns: ['tenure'],
    evidence: {},
    severity: 'error',
    confidence: 'high',
    coverage: 'exact',
  },
  ...facts,
});

const proxy = rule('target/proxy-column');
const withFindings = (...findings: Found[]): Outcome => outcome(proxy.id, { subject: train, status: 'findings', findings });

function judged(findings: Found[], settings: Partial<Config> = {}, rest: Partial<JudgeInput> = {}) {
  return judge({ outcomes: [withFindings(...findings)], rules: [proxy], config: config(settings), now, ...rest });
}

const setting = (pattern: string, severity: RuleSetting['severity']): RuleSetting => ({
  ...{ pattern, severity, options: undefined, origin: { kind: 'config' } },
});

describe('severity and the verdict', () => {
  test('a finding fails the check at or above fail_on only', () => {
    const statuses = (severity: Found['severity']) =>
      (['info', 'warn', 'error', 'never'] as const).map((failOn) => judged([found({ severity })], { failOn }).status);
    expect(statuses('error')).toEqual(['fail', 'fail', 'fail', 'pass']);
    expect(statuses('warn')).toEqual(['fail', 'fail', 'pass', 'pass']);
    expect(statuses('info')).toEqual(['fail', 'pass', 'pass', 'pass']);
    expect(judged([]).status).toBe('pass');
  });

  test('the configured severity holds for what the rule graded as its default; a milder grade never rises', () => {
    const graded = (severity: Found['severity'], configured: RuleSetting['severity']) =>
      judged([found({ severity })], { rules: [setting('target/*', configured)] }).findings[0]?.severity;
    expect(graded('error', 'info')).toBe('info');
    expect(graded('warn', 'info')).toBe('info');
    expect(graded('info', 'warn')).toBe('info');
    expect(judged([found()], { rules: [setting('target/*', 'warn')] })).toMatchObject({
      status: 'pass',
      rules: [{ severity: 'warn' }],
    });
  });

  test('a crashed rule or an error of the run is an error, whatever was found', () => {
    const crashed = outcome(proxy.id, { status: 'crashed', reason: 'out of memory' });
    expect(judged([], {}, { outcomes: [crashed] }).status).toBe('error');
    expect(judged([found()], { failOn: 'never' }, { outcomes: [withFindings(found()), crashed] }).status).toBe('error');
    expect(judged([], {}, { errors: ['the time limit was reached'] })).toMatchObject({
      ...{ status: 'error', errors: ['the time limit was reached'] },
    });
  });

  test('skipped and underpowered outcomes do not fail', () => {
    const outcomes = [
      outcome(proxy.id, { status: 'skipped', reason: 'needs time' }),
      outcome(proxy.id, { status: 'underpowered', reason: '3 rows' }),
    ];
    expect(judged([], { failOn: 'info' }, { outcomes }).status).toBe('pass');
  });

  test('exit codes', () => {
    expect((['pass', 'fail', 'error'] as const).map(exitCode)).toEqual([0, 1, 2]);
  });
});

describe('ignore entries', () => {
  const entry = (facts: Partial<Ignore> = {}): Ignore => ({ rule: proxy.id, reason: 'known', ...facts });
  const suppressed = (ignore: Ignore, finding = found()) =>
    judged([finding], { ignore: [ignore] }).findings[0]?.suppressed ?? null;

  test('suppress what they cover, with reason and date, and keep it from failing', () => {
    const verdict = judged([found()], { ignore: [entry({ until: '2027-03-01' })] });
    expect(verdict).toMatchObject({
      status: 'pass',
      notices: [],
      findings: [{ suppressed: { reason: 'known', until: '2027-03-01' } }],
    });
  });

  test('match by id and area, not by another id or a tag', () => {
    expect(suppressed(entry())).not.toBeNull();
    expect(suppressed(entry({ rule: 'target/*' }))).not.toBeNull();
    expect(suppressed(entry({ rule: 'target/proxy' }))).toBeNull();
    expect(suppressed(entry({ rule: 'tar/*' }))).toBeNull();
  });

  test('columns must cover all of the finding, and cover none that names no column', () => {
    expect(suppressed(entry({ columns: ['tenure', 'age'] }))).not.toBeNull();
    expect(suppressed(entry({ columns: ['tenure'] }), found({ columns: ['tenure', 'age'] }))).toBeNull();
    expect(suppressed(entry({ columns: ['tenure'] }), found({ columns: [] }))).toBeNull();
  });

  test('data sets are those the finding is about', () => {
    expect(suppressed(entry({ datasets: ['train'] }))).not.toBeNull();
    expect(suppressed(entry({ datasets: ['test'] }))).toBeNull();
  });

  const used = (ignore: Ignore, outcomes = [withFindings(found(), found({ columns: ['age'] }))]) =>
    suppressionsIn({ outcomes, config: config({ ignore: [ignore] }), now })[0];

  test('count on their last day and are back the day after', () => {
    expect(suppressed(entry({ until: '2026-11-24' }))).not.toBeNull();
    expect(used(entry({ until: '2026-11-24' }))).toMatchObject({ isExpired: false, findings: 2 });
    const position = { path: 'watertight.yaml', line: 12, column: 5 };
    const old = entry({ until: '2026-11-23', position });
    expect(judged([found(), found({ columns: ['age'] })], { ignore: [old] }).status).toBe('fail');
    expect(used(old)).toMatchObject({ kind: 'ignore', isExpired: true, findings: 2, looked: true, position });
  });

  test('an expired entry does not undo one that still counts', () => {
    const ignore = [entry({ until: '2020-01-01' }), entry({ reason: 'second' })];
    expect(judged([found()], { ignore }).findings[0]?.suppressed).toEqual({ reason: 'second', until: null });
  });

  test('that meet nothing are told from those whose rule did not look', () => {
    expect(used(entry({ columns: ['gone'] }))).toMatchObject({ findings: 0, looked: true });
    const outcomes = [outcome(proxy.id, { status: 'skipped', reason: 'needs target' })];
    expect(used(entry(), outcomes)).toMatchObject({ findings: 0, looked: false });
    expect(used(entry({ rule: 'drift/numeric' }))).toMatchObject({ findings: 0, looked: false });
  });
});

describe('baseline', () => {
  const holding = (fingerprint: string, facts: Partial<Baseline['findings'][number]> = {}): Baseline => ({
    path: 'known.yaml',
    kind: 'baseline',
    findings: [{ fingerprint, rule: proxy.id, subject: train, columns: ['tenure'], ...facts }],
  });

  test('known findings stay, unchanged, and do not fail; others are new', () => {
    const [first, second] = judged([found(), found({ columns: ['age'] })]).findings;
    const baselines = [holding(first!.fingerprint, { reason: 'seen' })];
    expect(judged([found()], {}, { baselines })).toMatchObject({
      ...{ status: 'pass', findings: [{ baseline: 'unchanged', known: { reason: 'seen' } }] },
    });
    const mixed = judged([found(), found({ columns: ['age'] })], {}, { baselines });
    expect(mixed).toMatchObject({
      status: 'fail',
      findings: [{ baseline: 'unchanged' }, { baseline: 'new', fingerprint: second?.fingerprint }],
    });
  });

  test('an entry counts on its last day and no longer after it', () => {
    const { fingerprint } = judged([found()]).findings[0]!;
    const until = (day: string) => judged([found()], {}, { baselines: [holding(fingerprint, { until: day })] });
    expect(until('2026-11-24').status).toBe('pass');
    const late = until('2026-11-23');
    expect(late).toMatchObject({ status: 'fail', findings: [{ baseline: 'new', known: null }] });
    expect(late.baselines).toMatchObject([{ known: 0, expired: [{ fingerprint }], fixed: [] }]);
  });

  test('what is found no more is fixed only where its rule looked at the same subject', () => {
    const baselines = [holding('0'.repeat(32))];
    const fixed = (ended: Partial<Outcome>) =>
      judged([], {}, { baselines, outcomes: [outcome(proxy.id, { subject: train, ...ended })] }).baselines[0]?.fixed.length;
    expect(fixed({})).toBe(1);
    expect(fixed({ status: 'skipped' })).toBe(0);
    expect(fixed({ status: 'crashed' })).toBe(0);
    expect(fixed({ subject: { dataset: 'test', role: 'test' } })).toBe(0);
    expect(fixed({ subject: { ...train, against: { dataset: 'test', role: 'test' } } })).toBe(0);
  });

  test('without one, nothing is said of it', () => {
    expect(judged([found()]).findings[0]?.baseline).toBeNull();
  });
});

describe('what else a finding carries', () => {
  test('cell values only when they were asked for', () => {
    expect(judged([found({ examples: ['secret'] })]).findings[0]).not.toHaveProperty('examples');
    expect(judged([found({ examples: ['secret'] })], { showValues: true }).findings[0]?.examples).toEqual(['secret']);
    const levels: Figure = {
      ...{ kind: 'levels', column: 'c', coverage: 'exact', others: false, levels: ['secret'] },
      series: [
        { name: 'train', counts: [1], value: 'secret' },
        { name: 'test', counts: [2] },
      ],
    };
    expect(JSON.stringify(judged([found({ figures: [levels] })]).findings)).not.toContain('secret');
    expect(judged([found({ figures: [levels] })], { showValues: true }).findings[0]?.figures).toEqual([levels]);
  });

  test('where its column, else its data set, is declared', () => {
    const at = (line: number) => ({ path: 'watertight.yaml', line, column: 3 });
    const datasets = [{ name: 'train', path: 'train.csv', options: {}, position: at(4) }];
    const features = [{ name: 'tenure', origin: { kind: 'config', position: at(9) } }] as const;
    expect(judged([found()], { datasets, features }).findings[0]?.location).toEqual(at(9));
    expect(judged([found({ columns: ['age'] })], { datasets, features }).findings[0]?.location).toEqual(at(4));
    expect(judged([found()]).findings[0]?.location).toBeNull();
  });

  test('a fingerprint of its own when the rule reports one identity twice', () => {
    const marks = judged([found(), found()]).findings.map(({ fingerprint }) => fingerprint);
    expect(marks[1]).toBe(`${marks[0]}:2`);
  });
});

test('facts of the rules come out as they went in, but for the severity', () => {
  const facts: RuleFacts = rule('a/b', { tags: ['x'] });
  expect(judge({ outcomes: [], rules: [facts], config: config(), now }).rules).toEqual([facts]);
});
