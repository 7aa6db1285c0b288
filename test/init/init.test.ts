import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load-config.ts';
import { assignFiles } from '../../src/init/assign-files.ts';
import { propose } from '../../src/init/propose.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';

const csv = (rows: number, first: number, extra = '') =>
  `row_id,customer_id,signed_up_at,age,plan,churned${extra && ',split'}\n${Array.from(
    { length: rows },
    (_, i) =>
      `${first + i},${(i * 7) % 40},2025-01-${String(1 + (i % 28)).padStart(2, '0')},${20 + ((i * 13) % 50)},${['free', 'pro'][i % 2]},${i % 3 === 0 ? 1 : 0}${extra && `,${i % 4 ? 'train' : 'test'}`}`,
  ).join('\n')}\n`;

describe('init', () => {
  it('proposes roles, target, task, time, ids and entities, and the file it writes is a valid configuration', async () => {
    const cwd = temporaryFolder({
      'data/train.csv': csv(200, 0),
      'data/test.csv': csv(80, 200),
      'README.md': '',
      'package.json': '{}',
    });
    const { code, stdout } = await runCli(['init', '--yes'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain('Wrote watertight.yaml');
    const yaml = readFileSync(join(cwd, 'watertight.yaml'), 'utf8');
    expect(yaml).toMatch(/churned\s+# /);
    const config = await loadConfig({ cwd });
    expect(config.roles).toEqual({ train: 'train', test: 'test' });
    expect(config.target).toMatchObject({ column: 'churned', task: 'binary' });
    expect(config.time).toBe('signed_up_at');
    expect(config.id).toEqual(['row_id']);
    expect(config.entity).toEqual(['customer_id']);
    expect((await runCli(['check'], { cwd })).code).not.toBe(2);
  });

  it('proposes files that describe the columns, and takes none of them for data', async () => {
    const fields = ['row_id', 'customer_id', 'signed_up_at', 'age', 'plan', 'churned'].map((name) => ({ name }));
    const cwd = temporaryFolder({
      'data/train.csv': csv(200, 0),
      'data/datapackage.json': JSON.stringify({ resources: [{ path: 'train.csv', schema: { fields } }] }),
      'schema.pbtxt': 'feature { name: "another" type: INT }',
      'README.md': '# No card',
      'broken.schema.json': '{',
    });
    const { stdout } = await runCli(['init', '--yes'], { cwd });
    expect(stdout).toMatch(/metadata +data\/datapackage\.json +– describes 6 of 6 columns/);
    const config = await loadConfig({ cwd });
    expect(config.metadata).toMatchObject([{ path: 'data/datapackage.json' }]);
    expect(Object.keys(config.roles)).toEqual(['train']);
    expect((await runCli(['check'], { cwd })).code).not.toBe(2);
  });

  it('finds a split column in a single file', async () => {
    const cwd = temporaryFolder({ 'all.csv': csv(200, 0, 'split') });
    expect(await propose(cwd)).toMatchObject({ datasets: {}, split: { path: { value: 'all.csv' }, column: { value: 'split' } } });
    await runCli(['init', '-y'], { cwd });
    expect((await loadConfig({ cwd })).splitColumn).toMatchObject({ dataset: 'all', column: 'split' });
    expect((await runCli(['check'], { cwd })).code).not.toBe(2);
  });

  it('replaces nothing unless forced, and can only print', async () => {
    const cwd = temporaryFolder({ 'train.csv': csv(60, 0), 'watertight.yaml': 'version: 1\n' });
    const { code, stderr } = await runCli(['init', '--yes'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain('--force');
    expect((await runCli(['init', '--print'], { cwd })).stdout).toContain('train: train.csv');
    expect(readFileSync(join(cwd, 'watertight.yaml'), 'utf8')).toBe('version: 1\n');
    expect((await runCli(['init', '--yes', '--force'], { cwd })).code).toBe(0);
  });

  it('says what to do where there is no data', async () => {
    const { code, stderr } = await runCli(['init', '--yes'], { cwd: temporaryFolder({ 'notes.txt': '' }) });
    expect(code).toBe(2);
    expect(stderr).toContain('no data files');
  });

  it('writes hostile names so that they are read as they are', async () => {
    const hostile = 'a "b": #c\u00e9';
    const cwd = temporaryFolder({
      'train.csv': `x,"${hostile.replaceAll('"', '""')}"\n${Array.from({ length: 60 }, (_, i) => `${i / 7},${i % 2}`).join('\n')}\n`,
    });
    await runCli(['init', '--yes'], { cwd });
    expect((await loadConfig({ cwd })).target?.column).toBe(hostile);
  });
});

describe('assignFiles', () => {
  const roles = (files: string[]) =>
    Object.fromEntries(Object.entries(assignFiles(files)).map(([role, { value }]) => [role, value]));

  it('reads the words of a path, the last one first', () => {
    expect(roles(['test/train.csv', 'test/holdout.csv'])).toEqual({ train: 'test/train.csv', test: 'test/holdout.csv' });
    expect(roles(['X_train.parquet', 'X_val.parquet', 'X_test.parquet'])).toEqual({
      train: 'X_train.parquet',
      validation: 'X_val.parquet',
      test: 'X_test.parquet',
    });
    expect(roles(['contest.csv', 'trained_weights.csv'])).toEqual({});
  });

  it('takes a folder of several files as one data set', () => {
    expect(roles(['train/part-0.parquet', 'train/part-1.parquet', 'test/part-0.parquet'])).toEqual({
      train: 'train/',
      test: 'test/part-0.parquet',
    });
  });
});
