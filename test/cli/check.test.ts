import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { reportSchema } from '../../src/report/schema.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';
import { appended, honestCsv } from '../support/sample-data.ts';

const train = honestCsv(300, 1);
const cwd = temporaryFolder({
  'train.csv': train,
  'test.csv': honestCsv(100, 2),
  'leaky.csv': appended(honestCsv(90, 3), train, 10),
  'watertight.yaml': 'version: 1\ndatasets: { train: train.csv, test: leaky.csv }\ntarget: y\n',
  'ignored.yaml':
    'version: 1\ndatasets: { train: train.csv, test: leaky.csv }\ntarget: y\nignore: [{ rule: overlap/*, reason: known }, { rule: target/*, reason: known }]\n',
});
const honest = ['--train', 'train.csv', '--test', 'test.csv', '--target', 'y'];
const leaky = ['--train', 'train.csv', '--test', 'leaky.csv', '--target', 'y'];

describe('exit codes', () => {
  it('is 0 on honest data', async () => {
    const { code, stdout } = await runCli(['check', ...honest], { cwd: cwd });
    expect(stdout).toContain('PASS');
    expect(code).toBe(0);
  });

  it('is 1 on a leak, from flags and from watertight.yaml', async () => {
    const flags = await runCli(['check', ...leaky], { cwd });
    expect(flags.stdout).toContain('overlap/duplicate-rows');
    expect(flags.stdout).toContain('FAIL');
    expect(flags.code).toBe(1);
    expect((await runCli(['check'], { cwd })).code).toBe(1);
  });

  it('follows --fail-on, --set, --skip and --only', async () => {
    const code = async (...flags: string[]) => (await runCli(['check', ...leaky, ...flags], { cwd })).code;
    expect(await code('--fail-on', 'never')).toBe(0);
    expect(await code('--set', 'overlap/duplicate-rows=warn', '--only', 'overlap/duplicate-rows')).toBe(0);
    expect(await code('--set', 'overlap/duplicate-rows=warn', '--only', 'overlap/duplicate-rows', '--fail-on', 'warn')).toBe(1);
    expect(await code('--skip', 'overlap/*')).toBe(0);
    expect(await code('--only', 'target/*')).toBe(0);
  });

  it('is 0 when all findings are ignored, which the report still holds', async () => {
    const { code, stdout } = await runCli(['check', '--config', 'ignored.yaml', '-f', 'json'], { cwd });
    expect(code).toBe(0);
    const { findings, summary } = reportSchema.parse(JSON.parse(stdout));
    expect(summary.suppressed).toBeGreaterThan(0);
    expect(findings.find(({ rule }) => rule === 'overlap/duplicate-rows')?.suppressed).toEqual({ reason: 'known', until: null });
  });

  it('is 2 for usage, and says what is near', async () => {
    const run = async (...argv: string[]) => {
      const { code, stderr } = await runCli(argv, { cwd });
      expect(code).toBe(2);
      return stderr;
    };
    expect(await run('chekc')).toContain('check');
    expect(await run('check', '--trian', 'x')).toContain('--train');
    expect(await run('check', ...leaky, '--only', 'overlap/duplicate-row')).toContain('overlap/duplicate-rows');
    expect(await run('check', ...leaky, '-f', 'prety')).toContain('pretty');
    expect(await run('check', ...leaky, '--report', 'json')).toContain('FORMAT=FILE');
    expect(await run('check', ...leaky, '--color', 'sometimes')).toContain('always');
    expect(await run('check', '--train', 'trian.csv')).toContain('train.csv');
    expect(await run('check', ...leaky, '--time', 'z')).toContain('z');
    expect(await run('check', '--train', 'train.csv', '--target', 'Y')).toContain('y');
  });
});

describe('reports', () => {
  it('are written in several formats in one run', async () => {
    const { code, stdout } = await runCli(
      [
        'check',
        ...leaky,
        '-f',
        'github',
        '--report',
        'json=out/report.json',
        '--report',
        'sarif=out/leaks.sarif',
        '--report',
        'junit=out/junit.xml',
      ],
      { cwd },
    );
    expect(code).toBe(1);
    expect(stdout).toMatch(/^::error /m);
    expect(reportSchema.parse(JSON.parse(readFileSync(join(cwd, 'out/report.json'), 'utf8'))).run.status).toBe('fail');
    expect(JSON.parse(readFileSync(join(cwd, 'out/leaks.sarif'), 'utf8')).version).toBe('2.1.0');
    expect(readFileSync(join(cwd, 'out/junit.xml'), 'utf8')).toContain('<testsuites');
  });

  it.skipIf(process.platform === 'win32')('are written into a pipe that is there, which stays one', async () => {
    const pipe = join(cwd, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const read = readFile(pipe, 'utf8');
    await runCli(['check', ...leaky, '-f', 'json', '-o', 'pipe'], { cwd });
    expect(reportSchema.parse(JSON.parse(await read)).run.status).toBe('fail');
    expect(statSync(pipe).isFIFO()).toBe(true);
  });

  it('are re-rendered from a stored one, and are its baseline', async () => {
    await runCli(['check', ...leaky, '-f', 'json', '-o', 'stored.json'], { cwd });
    const rendered = await runCli(['report', 'stored.json', '-f', 'markdown', '--exit-code'], { cwd });
    expect(rendered.stdout).toContain('overlap/duplicate-rows');
    expect(rendered.code).toBe(1);
    expect((await runCli(['check', ...leaky, '--baseline', 'stored.json'], { cwd })).code).toBe(0);
    expect((await runCli(['report', 'train.csv'], { cwd })).code).toBe(2);
  });

  it('hold no cell value unless asked', async () => {
    const { stdout } = await runCli(['check', ...leaky, '-f', 'json'], { cwd });
    const cells = train
      .split('\n')
      .slice(1, 300)
      .map((line) => line.split(',')[0]!);
    expect(cells.filter((cell) => stdout.includes(cell))).toEqual([]);
  });

  it('survive a file that cannot be written: the others are, and the code is 2', async () => {
    const { code, stderr, stdout } = await runCli(
      ['check', ...leaky, '--report', 'json=train.csv/x.json', '--report', 'sarif=ok.sarif'],
      { cwd },
    );
    expect(code).toBe(2);
    expect(stderr).toContain('train.csv/x.json');
    expect(stdout).toContain('FAIL');
    expect(existsSync(join(cwd, 'ok.sarif'))).toBe(true);
  });

  it('are the same twice but for id and times', async () => {
    const run = async () => {
      const report = JSON.parse((await runCli(['check', ...leaky, '-f', 'json'], { cwd })).stdout);
      const { id, startedAt, durationMs, ...facts } = report.run;
      return { ...report, run: facts, rules: report.rules.map(({ durationMs: _, ...rule }: { durationMs: number }) => rule) };
    };
    expect(await run()).toEqual(await run());
  });

  it('show progress on a terminal only, and never on stdout', async () => {
    const terminal = await runCli(['check', ...honest], { cwd, tty: true });
    expect(terminal.stderr).toContain('checks done');
    expect(terminal.stdout).not.toContain('checks done');
    expect((await runCli(['check', ...honest], { cwd })).stderr).toBe('');
    expect((await runCli(['check', ...honest], { cwd, tty: true, env: { CI: 'true' } })).stderr).toBe('');
    expect((await runCli(['check', ...honest, '-q'], { cwd, tty: true })).stderr).toBe('');
  });

  it('are coloured as asked', async () => {
    const colour = '\u001b[';
    expect((await runCli(['check', ...leaky], { cwd, tty: true })).stdout).toContain(colour);
    expect((await runCli(['check', ...leaky], { cwd })).stdout).not.toContain(colour);
    expect((await runCli(['check', ...leaky], { cwd, tty: true, env: { NO_COLOR: '1' } })).stdout).not.toContain(colour);
    expect((await runCli(['check', ...leaky], { cwd, env: { FORCE_COLOR: '1' } })).stdout).toContain(colour);
    expect((await runCli(['check', ...leaky, '--color', 'always'], { cwd, env: { NO_COLOR: '1' } })).stdout).toContain(colour);
  });
});
