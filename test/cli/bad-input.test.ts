import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { DuckDBEngine } from '../../src/engine/duckdb/engine.ts';
import { raw } from '../../src/engine/sql.ts';
import { runCli, temporaryFolder, writeFiles } from '../support/run-cli.ts';
import { honestCsv } from '../support/sample-data.ts';

const cwd = temporaryFolder({
  'good.csv': honestCsv(200, 1),
  'ragged.csv': `${honestCsv(50, 2)}1,2\n3,4,5,6,7,8\n`,
  'quote.csv': `${honestCsv(50, 2)}1,2,"never closed\n`,
  'empty.csv': '',
  'text.parquet': 'this is no Parquet file',
  'latin.csv': Buffer.from('name,y\nJos\xe9,1\nAn\xefs,0\n', 'latin1'),
  'cut.csv.gz': Buffer.from('H4sIAAAAAAAAA0tMSuYCAA==', 'base64'),
});

beforeAll(async () => {
  const engine = await DuckDBEngine.create({});
  await engine.query(raw(`COPY (SELECT i AS a, i * 2.5 AS b, i % 2 AS y FROM range(20000) t(i)) TO '${cwd}/whole.parquet'`));
  await engine.close();
  const whole = readFileSync(join(cwd, 'whole.parquet'));
  writeFileSync(join(cwd, 'truncated.parquet'), whole.subarray(0, whole.length / 2));
  const corrupt = Buffer.from(whole);
  corrupt.fill(0xff, 100, 4000);
  writeFileSync(join(cwd, 'corrupt.parquet'), corrupt);
});

/** Runs a check that must fail, and gives what was said of it. */
async function refused(argv: readonly string[], folder = cwd): Promise<string> {
  const before = temporaryFolders();
  const { code, stdout, stderr } = await runCli(['check', ...argv], { cwd: folder });
  expect(code, stdout).toBe(2);
  expect(stdout).not.toMatch(/PASS|no findings/);
  expect(stderr).not.toMatch(/\n\s+at /);
  expect(temporaryFolders()).toEqual(before);
  return `${stderr}${stdout}`;
}

const temporaryFolders = () =>
  readdirSync(join(cwd, '..')).filter((name) => name.startsWith('watertight-') && name.includes(`-${process.pid}-`));

describe('data that cannot be read', () => {
  it.each([
    ['text.parquet', /text\.parquet/],
    ['truncated.parquet', /truncated\.parquet/],
    ['corrupt.parquet', /corrupt\.parquet/],
    ['ragged.csv', /ragged\.csv.*52|52.*ragged\.csv/s],
    ['quote.csv', /quote\.csv/],
    ['empty.csv', /empty/],
    ['cut.csv.gz', /cut\.csv\.gz/],
    ['gone.csv', /gone\.csv/],
    ['goood.csv', /good\.csv/],
    ['https://example.org/a.parquet', /httpfs|example\.org/],
  ])('%s', async (name, said) => {
    expect(await refused(['--train', name])).toMatch(said);
    expect(await refused(['--train', 'good.csv', '--test', name, '--target', 'y'])).toMatch(said);
  });

  it('a machine-readable report says so too', async () => {
    const { code, stdout } = await runCli(['check', '--train', 'truncated.parquet', '-f', 'json'], { cwd });
    expect(code).toBe(2);
    const { run, findings } = JSON.parse(stdout);
    expect(run.status).toBe('error');
    expect(run.errors.join()).toContain('truncated.parquet');
    expect(findings).toEqual([]);
    const junit = await runCli(['check', '--train', 'truncated.parquet', '-f', 'junit'], { cwd });
    expect(junit.stdout).toContain('<error');
  });

  it('other encodings are read, not refused', async () => {
    expect((await runCli(['check', '--train', 'latin.csv'], { cwd })).code).toBe(0);
  });

  it.skipIf(process.getuid?.() === 0)('a folder without permission', async () => {
    writeFiles(cwd, { 'locked/train.csv': 'a\n1\n' });
    chmodSync(join(cwd, 'locked'), 0o000);
    expect(await refused(['--train', 'locked/train.csv'])).toMatch(/permission/i);
    chmodSync(join(cwd, 'locked'), 0o700);
  });

  it('a column that is not there', async () => {
    expect(await refused(['--train', 'good.csv', '--target', 'yy'])).toMatch(/yy[\s\S]*x, n, c, y/);
    expect(await refused(['--train', 'good.csv', '--time', 'when'])).toContain('when');
    expect(await refused(['--data', 'good.csv', '--split-column', 'fold'])).toContain('fold');
  });
});

describe('configurations that cannot be used', () => {
  const bomb = `a: &a [x, x, x, x, x, x, x, x, x]\n${[...'bcdefgh'].map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[i]}`).join(', ')}]`).join('\n')}\n`;
  it.each([
    ['an unknown key', 'datasets: { train: good.csv }\ntagret: y\n', /2:1.*tagret[\s\S]*target/],
    ['a wrong type', 'datasets: { train: good.csv }\ntarget: [y]\n', /2:9/],
    ['a wrong value', 'datasets: { train: good.csv }\nfail_on: warning\n', /2:10[\s\S]*warn/],
    ['a key twice', 'datasets: { train: good.csv }\ntime: a\ntime: b\n', /3:1/],
    ['a tab', 'datasets:\n\ttrain: good.csv\n', /2:1/],
    ['merge markers', '<<<<<<< HEAD\ntime: a\n=======\ntime: b\n>>>>>>> x\n', /merge|conflict/i],
    ['a bomb of aliases', bomb, /alias/i],
    [
      'a wrong option of a rule',
      'datasets: { train: good.csv }\nrules:\n  target/proxy-column: [error, { errror: 1 }]\n',
      /3:\d+[\s\S]*error/,
    ],
    ['an unknown rule', 'datasets: { train: good.csv }\nrules: { target/proxy-colum: off }\n', /target\/proxy-column/],
    ['an ignore without reason', 'datasets: { train: good.csv }\nignore: [{ rule: drift/numeric }]\n', /reason/],
  ])('%s', async (_, yaml, said) => {
    const folder = temporaryFolder({ 'watertight.yaml': yaml, 'good.csv': honestCsv(60, 1) });
    expect(await refused([], folder)).toMatch(said);
  });

  it('nothing to check', async () => {
    expect(await refused([], temporaryFolder())).toMatch(/init/);
  });
});

describe('limits', () => {
  it('a time limit gives exit code 2 and keeps what was found', async () => {
    const { code, stdout } = await runCli(
      ['check', '--train', 'good.csv', '--target', 'y', '--rule-timeout', '0.001s', '-f', 'json'],
      { cwd },
    );
    expect(code).toBe(2);
    const report = JSON.parse(stdout);
    expect(report.run.status).toBe('error');
    expect(report.outcomes.some(({ reason = '' }: { reason?: string }) => reason.includes('time limit'))).toBe(true);
  });

  it('Ctrl-C ends the run at once and says so', async () => {
    const { code, stderr } = await runCli(['check', '--train', 'whole.parquet', '--target', 'y'], { cwd, interruptAfter: 1 });
    expect(code).toBe(2);
    expect(stderr).toContain('interrupted');
    expect(temporaryFolders()).toEqual([]);
  });
});

describe('hostile names', () => {
  const name = '\u001b[31mred\u001b[0m\n::error::owned <script>alert(1)</script> | `x` "]]> \'; DROP TABLE t; --';
  const column = `"${name.replaceAll('"', '""')}"`;
  const csv = `id,${column},y\n${Array.from({ length: 120 }, (_, i) => `${i},${i % 2},${i % 2}`).join('\n')}\n`;
  const folder = temporaryFolder({ 'train.csv': csv, [`<b>::warning::${'x'}.csv`]: csv });

  it.each(['pretty', 'json', 'ndjson', 'sarif', 'junit', 'github', 'gitlab', 'markdown', 'html', 'openlineage'])(
    'are harmless in %s',
    async (format) => {
      const { code, stdout } = await runCli(
        ['check', '--train', 'train.csv', '--test', '<b>::warning::x.csv', '--target', 'y', '-f', format, '-v'],
        { cwd: folder },
      );
      expect(code).toBe(1);
      expect(stdout).toMatch(/owned/);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not be there
      expect(stdout).not.toMatch(/\u001b|[\u0000-\u0008\u000b-\u001f]/);
      expect(stdout).not.toMatch(/^\s*::error::owned|^::warning::x/m);
      if (format === 'markdown' || format === 'junit') expect(stdout).not.toContain('<script>');
      if (format === 'html') expect(stdout).not.toContain('<script>alert');
      if (format === 'junit') expect(stdout).not.toContain(']]>');
    },
  );
});
