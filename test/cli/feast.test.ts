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
const cwd = temporaryFolder({
  'repo/feature_store.yaml': 'project: p\nregistry: registry.json\n',
  'repo/registry.json': registry,
  'repo/stats.csv': 'driver,ts,rate\n1,2025-01-01 00:00:00,0.5\n1,2025-01-02 00:00:00,0.75\n',
  'train.csv': 'driver,seen,rate,y\n1,2025-01-01 06:00:00,0.75,0\n1,2025-01-02 06:00:00,0.75,1\n',
  'watertight.yaml':
    'datasets: { train: train.csv }\ntarget: y\ntime: seen\nfeast: { repo: repo }\nfeatures: { rate: { min: 0 } }\n',
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

  it('that cannot be read makes the job undone, but not the other checks', async () => {
    const { stdout, stderr, code } = await runCli(['check', '--config', 'cut.yaml', '-f', 'json'], { cwd });
    expect(stderr).toContain('cut.db: the registry is damaged, cut short or no Feast registry');
    expect(reportSchema.parse(JSON.parse(stdout)).outcomes.some(({ status }) => status === 'clean')).toBe(true);
    expect(code).toBe(2);
  });

  it('is not needed for a source that is declared; one that is missing makes the job undone', async () => {
    const { stderr, code } = await runCli(['check', '--config', 'source.yaml', '-f', 'json'], { cwd });
    expect(stderr).toContain('feature rate: its source cannot be read');
    expect(code).toBe(2);
  });
});
