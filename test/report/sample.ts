import type { Outcome, RuleFacts, Subject } from '../../src/check/outcome.ts';
import type { KnownFinding } from '../../src/judge/baseline.ts';
import { fingerprint } from '../../src/judge/fingerprint.ts';
import type { JudgedFinding, Verdict } from '../../src/judge/verdict.ts';
import { buildReport, type ReportInput } from '../../src/report/build-report.ts';
import type { FormatContext } from '../../src/report/format.ts';
import type { Report } from '../../src/report/schema.ts';

export const plain: FormatContext = { color: false, width: 100, showSuppressed: false, verbose: false };

export const rule = (id: string, facts: Partial<RuleFacts> = {}): RuleFacts => ({
  id,
  severity: 'error',
  summary: `Problem ${id}`,
  why: 'the score then says nothing about new data',
  fix: 'mend the data',
  messages: { found: '{{what}}' },
  taxonomy: null,
  confidence: 'high',
  tags: [],
  ...facts,
});

export function finding(id: string, facts: Partial<JudgedFinding> = {}): JudgedFinding {
  const made: Omit<JudgedFinding, 'fingerprint'> = {
    ...{
      rule: id,
      subject: testAgainstTrain,
      messageId: 'found',
      data: { what: 'something is wrong' },
      columns: [],
      evidence: {},
    },
    ...{
      severity: 'error',
      confidence: 'high',
      coverage: 'exact',
      suppressed: null,
      baseline: null,
      known: null,
      location: null,
    },
    ...facts,
  };
  return { ...made, fingerprint: facts.fingerprint ?? fingerprint(made) };
}

const known = (id: string, facts: Partial<KnownFinding>): KnownFinding => ({
  ...{ fingerprint: 'f'.repeat(32), rule: id, subject: train, columns: ['currency'] },
  ...facts,
});

export const outcome = (id: string, facts: Partial<Outcome> = {}): Outcome => ({
  rule: id,
  subject: testAgainstTrain,
  status: 'clean',
  findings: [],
  durationMs: 12.3,
  ...facts,
});

export const testAgainstTrain: Subject = { dataset: 'test', role: 'test', against: { dataset: 'train', role: 'train' } };
export const train: Subject = { dataset: 'train', role: 'train' };

export const verdict = (facts: Partial<Verdict> = {}): Verdict => ({
  status: 'pass',
  failOn: 'error',
  findings: [],
  outcomes: [],
  rules: [],
  errors: [],
  notices: [],
  baselines: [],
  ...facts,
});

const columns = (count: number) => Array.from({ length: count }, (_, i) => ({ name: `c${i}`, type: 'DOUBLE' }));

export const facts = (run: Partial<ReportInput['run']> = {}, datasets?: ReportInput['datasets']): ReportInput => ({
  toolVersion: '0.1.0',
  run: {
    id: '0b7c3b9e-3a3e-4f0e-8a55-6d6a6f1c2d3e',
    project: 'churn',
    startedAt: new Date('2026-11-24T08:10:00Z'),
    durationMs: 3214.5,
    config: { path: 'watertight.yaml', digest: 'sha256:00' },
    git: { commit: 'a1b2c3d4e5f60718293a4b5c6d7e8f9001122334', branch: 'main', dirty: true },
    engine: 'duckdb 1.5.5',
    inferred: [{ fact: 'task', value: 'binary', reason: 'churned has 2 distinct values' }],
    ...run,
  },
  datasets: datasets ?? [
    {
      ...{ name: 'test', role: 'test', path: 'data/test.parquet', format: 'parquet', rows: 1_000_000, columns: columns(34) },
      version: dvc('mismatch'),
    },
    {
      ...{ name: 'train', role: 'train', path: 'data/train.parquet', format: 'parquet', rows: 5_000_000, columns: columns(34) },
      version: dvc('match'),
    },
    {
      ...{
        name: 'serving',
        role: 'serving',
        path: 's3://bucket/served/*.parquet',
        format: 'parquet',
        rows: 20_000,
        columns: columns(1),
      },
      version: null,
    },
  ],
});

const dvc = (state: 'match' | 'mismatch') => ({
  ...{
    system: 'dvc',
    recorded: '3f2a9c1e5d6b7a8c9d0e1f2a3b4c5d6e',
    actual: '77b1c0de5d6b7a8c9d0e1f2a3b4c5d6e',
    recordedIn: 'dvc.lock',
  },
  state,
});

/** One of everything: a report as a user of a leaking churn model would get it. */
export function sample(): Report {
  const duplicates = rule('overlap/duplicate-rows', {
    ...{ summary: 'Held-out rows that the fit data already holds', taxonomy: 'L1.4', tags: ['leakage', 'split'] },
    why: 'a model scores these rows from memory, so the score says nothing about new data',
    fix: 'remove the duplicates before the split, or keep all copies of a row in one split',
    messages: {
      copied:
        '{{rows}} of {{heldOutRows}} {{heldOut}} rows ({{share|percent}}) also stand in {{fit}}, where chance would repeat {{expected|percent}}',
    },
  });
  const proxy = rule('target/proxy-column', {
    ...{ summary: 'A column that tells the answer almost by itself', taxonomy: 'L2', tags: ['leakage', 'target'] },
    why: 'a model then learns the answer from a column that it will not have when it predicts',
    fix: 'drop the column, or declare when its value becomes known with `known_at`',
    messages: { numeric: '{{column}} alone ranks {{target}} with an AUC of {{auc}}; the next best column reaches {{next}}' },
  });
  const drift = rule('drift/numeric', {
    ...{ severity: 'warn', summary: 'A numeric column whose distribution moved', tags: ['drift'], confidence: 'medium' },
    why: 'a model that was fit on one distribution is scored on another',
    fix: 'find out what changed between the two, and fit on data like that of serving',
    messages: { moved: '{{column}} moved: KS distance {{distance}}, PSI {{psi}}' },
  });
  const constant = rule('quality/constant-column', {
    ...{ severity: 'info', summary: 'A column with one value', tags: ['quality'] },
    why: 'a constant teaches a model nothing and often marks a broken export',
    fix: 'drop the column or mend its source',
    messages: { constant: '{{column}} holds one value in all {{rows}} rows' },
  });
  const quiet = ['time/future-feature', 'time/horizon-overlap', 'time/test-before-train', 'skew/missing-column', 'skew/type'].map(
    (id) => rule(id),
  );
  const servingAgainstTrain: Subject = { dataset: 'serving', role: 'serving', against: { dataset: 'train', role: 'train' } };

  const findings = [
    finding(duplicates.id, {
      ...{
        messageId: 'copied',
        data: { rows: 124_031, heldOutRows: 1_000_000, heldOut: 'test', share: 0.124031, expected: 0.0112, fit: 'train' },
      },
      evidence: {
        copiedRows: 124_031,
        copiedKeys: 119_873,
        identicalRows: 124_012,
        conflictingRows: 19,
        share: 0.124031,
        expectedShare: 0.0112,
        z: 1068.3,
      },
      sql: 'SELECT count(*)\nFROM "test"\nWHERE hash("c0") IN (SELECT hash("c0") FROM "train")',
    }),
    finding(proxy.id, {
      ...{ subject: train, columns: ['contract_ended_at'], messageId: 'numeric' },
      data: { column: 'contract_ended_at', target: 'churned', auc: 0.99876, next: 0.7812 },
      evidence: { auc: 0.99876, standardError: 0.00004, nextAuc: 0.7812, rows: 5_000_000, positives: 412_003, z: 12469 },
      location: { path: 'watertight.yaml', line: 14, column: 3 },
    }),
    ...[
      ['tenure', 0.21, 0.34],
      ['monthly_charges', 0.18, 0.27],
      ['calls', 0.15, 0.22],
      ['visits', 0.12, 0.2],
      ['age', 0.11, 0.19],
    ].map(([column, distance, psi]) =>
      finding(drift.id, {
        ...{
          subject: servingAgainstTrain,
          columns: [column as string],
          messageId: 'moved',
          severity: 'warn',
          confidence: 'medium',
          coverage: 'sampled',
        },
        data: { column: column as string, distance: distance as number, psi: psi as number },
        evidence: { distance: distance as number, psi: psi as number, rowsTrain: 5_000_000, rowsServing: 20_000 },
      }),
    ),
    finding(constant.id, {
      ...{ subject: train, columns: ['currency'], messageId: 'constant', severity: 'info', baseline: 'unchanged' },
      known: known(constant.id, { reason: 'all customers pay in one currency', until: '2027-06-30' }),
      ...{ data: { column: 'currency', rows: 5_000_000 }, evidence: { rows: 5_000_000, nulls: 0 } },
    }),
    finding(proxy.id, {
      ...{
        subject: train,
        columns: ['tenure'],
        messageId: 'numeric',
        data: { column: 'tenure', target: 'churned', auc: 0.981, next: 0.7812 },
      },
      ...{ evidence: { auc: 0.981 }, suppressed: { reason: 'contract end date is known', until: '2027-03-01' } },
    }),
  ];
  return buildReport(
    verdict({
      ...{ status: 'fail', findings, rules: [duplicates, proxy, drift, constant, ...quiet] },
      outcomes: [
        outcome(duplicates.id, { status: 'findings', durationMs: 812 }),
        outcome(proxy.id, { subject: train, status: 'findings', durationMs: 1403 }),
        outcome(drift.id, { subject: servingAgainstTrain, status: 'findings', durationMs: 201 }),
        outcome(drift.id, { evidence: { columnsCompared: 31, largestDistance: 0.0021 } }),
        outcome(constant.id, { subject: train, status: 'findings' }),
        outcome(constant.id, { subject: { dataset: 'test', role: 'test' } }),
        outcome('time/future-feature', { subject: train, status: 'skipped', reason: 'needs time' }),
        outcome('time/horizon-overlap', { status: 'skipped', reason: 'needs horizon' }),
        outcome('time/test-before-train', { status: 'skipped', reason: 'needs time' }),
        outcome('skew/missing-column', { subject: servingAgainstTrain, evidence: { columns: 34 } }),
        outcome('skew/type', {
          subject: servingAgainstTrain,
          status: 'underpowered',
          reason: '12 rows could be matched; 20 would be enough',
        }),
      ],
      notices: ['2 stages changed from v1.0 to the working directory'],
      baselines: [
        {
          ...{ path: 'watertight-baseline.yaml', kind: 'baseline', known: 1, expired: [] },
          fixed: [known(duplicates.id, { message: '12 of 1,000,000 rows are in train', columns: [] })],
        },
      ],
    }),
    facts(),
  );
}
