import { describe, expect, it } from 'vitest';
import { reportSchema } from '../../src/report/schema.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';

const registry = JSON.stringify({
  project: 'p',
  featureViews: [
    {
      spec: {
        name: 'stats',
        entityColumns: [{ name: 'driver', valueType: 'INT64' }],
        features: [{ name: 'rate', valueType: 'DOUBLE' }],
        batchSource: { type: 'BATCH_FILE', timestampField: 'ts', fileOptions: { uri: 'stats.csv' } },
      },
    },
  ],
});
const viewOf = (name: string, feature: string, batchSource: Record<string, unknown>) => ({
  spec: {
    name,
    entityColumns: [{ name: 'driver' }],
    features: [{ name: feature }],
    batchSource: { type: 'BATCH_FILE', timestampField: 'ts', ...batchSource },
  },
});
const cwd = temporaryFolder({
  'repo/feature_store.yaml': 'project: p\nregistry: registry.json\n',
  'repo/registry.json': registry,
  'repo/stats.csv': 'driver,ts,rate\n1,2025-01-01 00:00:00,0.5\n1,2025-01-02 00:00:00,0.75\n',
  'train.csv': 'driver,seen,rate,y\n1,2025-01-01 06:00:00,0.75,0\n1,2025-01-02 06:00:00,0.75,1\n',
  'watertight.yaml':
    'datasets: { train: train.csv }\ntarget: y\ntime: seen\nfeast: { repo: repo }\nfeatures: { rate: { min: 0 } }\n',
  'rest.yaml':
    'datasets: { train: rest.csv }\ntime: seen\nfeast: { registry: rest.json, remote: true }\nrules: { feature-store/*: off }\n',
  'rest.csv': 'driver,seen,rate,gone,far,warehouse\n1,2025-01-02 06:00:00,0.75,1,1,1\n',
  'rest.json': JSON.stringify({
    featureViews: [
      viewOf('stats', 'rate', { fileOptions: { uri: 'repo/stats.csv' } }),
      viewOf('lost', 'gone', { fileOptions: { uri: 'nowhere/gone.parquet' } }),
      viewOf('cloud', 'far', { fileOptions: { uri: 'http://127.0.0.1:1/far.parquet' } }),
      viewOf('sql', 'warehouse', { type: 'BATCH_BIGQUERY', bigqueryOptions: { table: 'd.t' } }),
      { spec: { name: 5 } },
    ],
    projects: [{ spec: { name: 'a' } }, { spec: { name: 'b' } }],
  }),
  'cut.yaml': 'datasets: { train: train.csv }\ntime: seen\nfeast: { registry: cut.db }\n',
  'cut.db': 'no registry',
  'source.yaml':
    'datasets: { train: train.csv }\ntime: seen\nfeatures: { rate: { source: { path: gone.csv, entity: driver, time: ts, value: rate } } }\n',
});

describe('a feature store', () => {
  it('gives columns their sources, without naming them one by one', async () => {
    const { stdout, code } = await runCli(['check', '--only', 'time/point-in-time', '-f', 'json'], { cwd });
    const { outcomes } = reportSchema.parse(JSON.parse(stdout));
    expect(outcomes).toMatchObject([
      { subject: { dataset: 'train', columns: ['rate'] }, evidence: { rows: 2, correct: 1, future: 1 } },
    ]);
    expect(code).toBe(1);
  });

  it('is shown in the configuration, with where each fact was read', async () => {
    const { stdout } = await runCli(['config', 'show'], { cwd });
    const lines = stdout.split('\n').map((line) => line.replace(/ {2,}/g, ' | '));
    expect(lines).toContain('features.rate.min | 0 | watertight.yaml:5:21');
    expect(lines).toContain('features.rate.source.time | ts | feast repo/registry.json stats:rate');
    expect(lines).toContain('features.stats__rate.feast | stats:rate | feast repo/registry.json stats:rate');
  });

  it('is shown of the configuration that is named', async () => {
    const { stdout } = await runCli(['config', 'show', '--config', 'rest.yaml'], { cwd });
    expect(stdout).toMatch(/feast\.remote +true +rest\.yaml:3/);
  });

  it('that cannot be read makes the job undone, but not the other checks', async () => {
    const { stdout, stderr, code } = await runCli(['check', '--config', 'cut.yaml', '-f', 'json'], { cwd });
    expect(stderr).toContain('cut.db: the registry is damaged, cut short or no Feast registry');
    expect(reportSchema.parse(JSON.parse(stdout)).outcomes.some(({ status }) => status === 'clean')).toBe(true);
    expect(code).toBe(2);
  });

  it('of which only a part can be read: that is said, and the rest is checked', async () => {
    const { stdout, stderr, code } = await runCli(['check', '--config', 'rest.yaml', '-f', 'json'], { cwd });
    const { outcomes, run } = reportSchema.parse(JSON.parse(stdout));
    const said = outcomes
      .filter(({ rule }) => rule === 'time/point-in-time')
      .map(({ subject, status, reason }) => [subject.columns?.[0], status, reason]);
    expect(said).toEqual([
      ['far', 'skipped', expect.stringContaining('its source cannot be read')],
      ['gone', 'skipped', expect.stringMatching(/its source cannot be read.*gone\.parquet/)],
      ['rate', 'clean', undefined],
      ['warehouse', 'skipped', 'its source `d.t` is of type BATCH_BIGQUERY, not a file'],
    ]);
    expect(stderr).toContain('rest.json: featureViews.4.spec.name');
    expect(run.notices).toEqual([expect.stringContaining('rest.json has 2 projects (a, b)')]);
    expect(code).toBe(2);
  });

  it('is verified without data, with or without a DVC repository', async () => {
    const { stdout, code } = await runCli(['verify', '-f', 'json'], { cwd });
    const { findings, outcomes } = reportSchema.parse(JSON.parse(stdout));
    expect(findings.map(({ rule, severity }) => [rule, severity])).toEqual([
      ['feature-store/no-created-timestamp', 'info'],
      ['feature-store/unbounded-ttl', 'info'],
    ]);
    expect(outcomes.find(({ rule }) => rule === 'version/stale-stage')?.reason).toBe('needs a DVC repository');
    expect(code).toBe(0);
    const cut = await runCli(['verify', '--config', 'cut.yaml', '-f', 'json'], { cwd });
    expect(cut.stderr).toContain('cut.db: the registry is damaged');
    expect(cut.code).toBe(2);
  });

  it('is not needed for a source that is declared; one that is missing makes the job undone', async () => {
    const { stderr, code } = await runCli(['check', '--config', 'source.yaml', '-f', 'json'], { cwd });
    expect(stderr).toContain('feature rate: its source cannot be read');
    expect(code).toBe(2);
  });
});
