import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadFormat } from '../../src/report/formats.ts';
import { type Report, reportSchema } from '../../src/report/schema.ts';
import { dvcFile, lockFile, md5, TempRepository } from '../dvc/temp-repository.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';

const STAGES = 'stages:\n  train: {cmd: run, deps: [data/train.csv, data/test.csv], outs: [model.pkl]}\n';
const LOCK = lockFile({
  train: { deps: { 'data/train.csv': md5('a'), 'data/test.csv': md5('b') }, outs: { 'model.pkl': md5('m') } },
});
const leaky = () => new TempRepository({ 'dvc.yaml': STAGES, 'dvc.lock': LOCK });

describe('watertight verify', () => {
  it('fails on a leak and says where it stands', async () => {
    const { code, stdout, stderr } = await runCli(['verify'], { cwd: leaky().root });
    expect(stderr).toBe('');
    expect(stdout).toContain('training stage train depends on the test data data/test.csv');
    expect(stdout).toContain('dvc.yaml:2:1');
    expect(code).toBe(1);
  });

  it('goes through the judge: severities, ignore and --fail-on count', async () => {
    const repository = leaky();
    expect((await runCli(['verify', '--fail-on', 'never'], { cwd: repository.root })).code).toBe(0);
    expect((await runCli(['verify', '--set', 'pipeline/*=info'], { cwd: repository.root })).code).toBe(0);
    expect((await runCli(['verify', '--only', 'version/*'], { cwd: repository.root })).code).toBe(0);
    const ignore = 'version: 1\nignore: [{ rule: pipeline/train-reads-test, reason: the file holds no rows }]\n';
    repository.write({ 'watertight.yaml': ignore });
    const { code, stdout } = await runCli(['verify'], { cwd: repository.root });
    expect(stdout).toContain('1 finding: --show-suppressed');
    expect(code).toBe(0);
  });

  it('writes every format of check, from a folder of the repository too', async () => {
    const repository = leaky();
    repository.write({ 'src/a.py': '' });
    const cwd = repository.path('src');
    const { stdout } = await runCli(['verify', '-f', 'json'], { cwd });
    const report: Report = reportSchema.parse(JSON.parse(stdout));
    expect(report.run).toMatchObject({ status: 'fail', engine: 'none', errors: [] });
    expect(report.datasets).toEqual([]);
    expect(report.findings[0]).toMatchObject({
      rule: 'pipeline/train-reads-test',
      subject: { dataset: 'pipeline', role: 'pipeline' },
      location: { path: '../dvc.yaml', line: 2, column: 1 },
    });
    for (const name of ['ndjson', 'sarif', 'junit', 'github', 'gitlab', 'markdown', 'html', 'prometheus', 'openlineage']) {
      await loadFormat(name);
      const run = await runCli(['verify', '-f', name], { cwd });
      expect(run.stdout, name).toContain('train-reads-test');
      expect(run.code).toBe(1);
    }
  });

  it('has one fingerprint wherever it is called', async () => {
    const repository = leaky();
    repository.write({ 'src/a.py': '' });
    const marks = await Promise.all(
      [repository.root, repository.path('src')].map(async (cwd) => {
        const { stdout } = await runCli(['verify', '-f', 'json'], { cwd });
        return (JSON.parse(stdout) as Report).findings.map(({ fingerprint }) => fingerprint);
      }),
    );
    expect(marks[0]).toEqual(marks[1]);
  });

  it('is 2 where DVC refuses, with what could be looked at', async () => {
    const { root } = new TempRepository({ 'dvc.yaml': STAGES, 'dvc.lock': `${LOCK}<<<<<<< HEAD\n=======\n>>>>>>> b\n` });
    const { code, stdout, stderr } = await runCli(['verify'], { cwd: root });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error: dvc\.lock:\d+:1: not valid YAML/);
    expect(stdout).toContain('dvc.lock holds merge conflict markers');
  });

  it('is 2 outside a DVC repository, and for a revision that is none', async () => {
    const outside = await runCli(['verify'], { cwd: temporaryFolder() });
    expect(outside).toMatchObject({ code: 2, stdout: '' });
    const unknown = await runCli(['verify', '--rev', 'v9'], { cwd: leaky().root });
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toContain('Git knows no revision "v9"');
  });

  it('goes by the roles that the configuration declares, where names tell nothing', async () => {
    const stages = 'stages:\n  train: {cmd: run, deps: [data/a.csv, data/b.csv], outs: [model.pkl]}\n';
    const repository = new TempRepository({ 'dvc.yaml': stages });
    const only = ['verify', '--only', 'pipeline/*'];
    expect((await runCli(only, { cwd: repository.root })).code).toBe(0);
    repository.write({ 'watertight.yaml': 'version: 1\ndatasets: { train: data/a.csv, test: data/b.csv }\n' });
    const { stdout, code } = await runCli(only, { cwd: repository.root });
    expect(stdout).toContain('training stage train depends on the test data data/b.csv');
    expect(code).toBe(1);
  });

  it('says what changed between revisions', async () => {
    const repository = leaky();
    repository.write({ 'dvc.lock': LOCK.replace(md5('m'), md5('n')) });
    const { stdout } = await runCli(['verify', '--rev', 'HEAD', '--only', 'version/*'], { cwd: repository.root });
    expect(stdout).toContain('from HEAD to the working directory changed data model.pkl');
    repository.commit();
    const two = await runCli(['verify', '--rev', 'HEAD~1', '--rev', 'HEAD', '--only', 'version/*'], { cwd: repository.root });
    expect(two.stdout).toContain('from HEAD~1 to HEAD changed data model.pkl');
  });

  it('prints names of a hostile repository harmlessly', async () => {
    const name = '"data/\\e[31mtest\\n::error::x.csv"';
    const { root } = new TempRepository({ 'dvc.yaml': `stages:\n  train: {cmd: run, deps: [${name}], outs: [m]}\n` });
    for (const format of ['pretty', 'github', 'markdown', 'json']) {
      const { stdout } = await runCli(['verify', '-f', format, '--only', 'pipeline/train-reads-test'], { cwd: root });
      expect(stdout).not.toContain('\u001b[31mtest');
      expect(stdout).not.toMatch(/^::error::x/m);
    }
  });
});

const CSV = (from: number, to: number) =>
  `id,x,y\n${Array.from({ length: to - from }, (_, i) => `${from + i},${((from + i) * 7919) % 1000},${(from + i) % 2}\n`).join('')}`;

describe('watertight check in a DVC repository', () => {
  const split = 'stages:\n  split: {cmd: run, outs: [data/train.csv, data/test.csv]}\n';
  const files = { 'data/train.csv': CSV(0, 200), 'data/test.csv': CSV(200, 260) };
  const lock = lockFile({
    split: { outs: Object.fromEntries(Object.entries(files).map(([path, text]) => [path, md5(text)])) },
  });
  const json = async (argv: readonly string[], cwd: string) =>
    JSON.parse((await runCli(['check', '-f', 'json', ...argv], { cwd })).stdout) as Report;

  it('takes the roles of data from the stages when nobody gave any, and shows the versions', async () => {
    const { root } = new TempRepository({ 'dvc.yaml': split, 'dvc.lock': lock, ...files });
    const { datasets, run } = await json([], root);
    expect(datasets.map(({ role, path, version }) => [role, path, version?.state])).toEqual([
      ['train', 'data/train.csv', 'match'],
      ['test', 'data/test.csv', 'match'],
    ]);
    expect(run.inferred).toContainEqual({
      fact: 'role',
      value: 'train = data/train.csv',
      reason: 'stage split makes it, by its name train data',
    });
  });

  it('infers no roles where the user gave some, or with --no-dvc', async () => {
    const { root } = new TempRepository({ 'dvc.yaml': split, 'dvc.lock': lock, ...files });
    const given = await json(['--train', 'data/train.csv'], root);
    expect(given.datasets.map(({ role }) => role)).toEqual(['train']);
    const { code, stderr } = await runCli(['check', '--no-dvc'], { cwd: root });
    expect(code).toBe(2);
    expect(stderr).toContain('no data to check');
  });

  it('tells data that nothing records, and only stages that lead to the data', async () => {
    const later = `${split}  train: {cmd: run, deps: [data/train.csv], outs: [model.pkl]}\n`;
    const repository = new TempRepository({ 'dvc.yaml': later, 'dvc.lock': lock });
    repository.write({ ...files, 'extra.csv': CSV(300, 360) });
    const flags = ['--train', 'data/train.csv', '--test', 'extra.csv', '--only', 'version/*', '--skip', 'version/not-in-cache'];
    const { findings } = await json(flags, repository.root);
    expect(findings.map(({ rule, subject }) => [rule, subject.dataset])).toEqual([['version/unversioned-data', 'test']]);
  });

  it('tells data that is not the recorded one', async () => {
    const repository = new TempRepository({ 'a.csv': CSV(0, 50), 'a.csv.dvc': dvcFile('a.csv', md5('other')) });
    const { findings, datasets } = await json(['--train', 'a.csv', '--only', 'version/hash-mismatch'], repository.root);
    expect(findings).toMatchObject([{ rule: 'version/hash-mismatch', subject: { dataset: 'train' } }]);
    expect(datasets[0]?.version?.state).toBe('mismatch');
  });
});

describe('fixtures/dvc-stage', () => {
  const work = mkdtempSync(join(tmpdir(), 'watertight-stage-'));
  afterAll(() => rmSync(work, { recursive: true, force: true }));
  const root = join(work, 'dvc-stage');
  cpSync(join(import.meta.dirname, '../../fixtures/dvc-stage'), root, { recursive: true });
  execFileSync('git', ['init', '-q'], { cwd: work });

  it('is recorded as it is and does not leak by its shape; its data, which are made anew, are in no cache', async () => {
    const { stdout, code } = await runCli(['verify', '-f', 'json'], { cwd: root });
    const rules = (JSON.parse(stdout) as Report).findings.map(({ rule }) => rule);
    expect(new Set(rules)).toEqual(new Set(['version/not-in-cache']));
    expect(code).toBe(0);
  });

  it.each([
    [0, 0, 'pass'],
    [40, 1, 'fail'],
  ])('with %i repeated rows its check stage ends with %i and leaves its report', async (repeats, expected, status) => {
    execFileSync('node', ['split.js', String(repeats)], { cwd: root });
    const { code } = await runCli(['check', '--report', 'json=watertight.json'], { cwd: root });
    expect(code).toBe(expected);
    const shown = await runCli(['report', 'watertight.json', '-f', 'json'], { cwd: root });
    expect((JSON.parse(shown.stdout) as Report).run.status).toBe(status);
  });
});
