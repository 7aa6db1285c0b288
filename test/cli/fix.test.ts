import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FixResult } from '../../src/api/fix.ts';
import { readRows } from '../support/read-rows.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';
import { appended, honestCsv } from '../support/sample-data.ts';

/** A column of customers, of whom so many first ones are those of another number. */
const withCustomers = (csv: string, from: number, shared: number, sharedFrom: number) =>
  `${csv
    .trimEnd()
    .split('\n')
    .map(
      (line, i) => `${i === 0 ? 'customer,row' : `${i <= shared ? `c${sharedFrom + i}` : ` C${from + i}`},${from + i}`},${line}`,
    )
    .join('\n')}\n`;

const train = honestCsv(400, 1);
const leakyTest = appended(honestCsv(90, 3), train, 10);
const files = {
  'train.csv': train,
  'test.csv': leakyTest,
  'customers-train.csv': withCustomers(train, 1000, 0, 0),
  'customers-test.csv': withCustomers(honestCsv(100, 3), 5000, 20, 1000),
};
const copied = ['--train', 'train.csv', '--test', 'test.csv', '--target', 'y'];
const shared = [
  '--train',
  'customers-train.csv',
  '--test',
  'customers-test.csv',
  '--target',
  'y',
  '--entity',
  'customer',
  '--id',
  'row',
];
const only = (...rules: string[]) => rules.flatMap((rule) => ['--only', rule]);

const folder = () => temporaryFolder(files);
async function fixed(cwd: string, ...flags: string[]): Promise<FixResult & { code: number }> {
  const { code, stdout, stderr } = await runCli(['fix', ...flags, '--json'], { cwd });
  expect(stderr).toBe('');
  return { code, ...(JSON.parse(stdout) as FixResult) };
}
const rules = ({ findings }: FixResult['after']) => [
  ...new Set(findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule)),
];

describe('rows that both sides have', () => {
  it('are dropped from the held-out copy, which is clean', async () => {
    const cwd = folder();
    const { code, before, after, dropped, written } = await fixed(cwd, ...copied, '--clean', 'clean', '--rows', 'drop.csv');
    expect(rules(before)).toEqual(['overlap/duplicate-rows']);
    expect(rules(after)).toEqual([]);
    expect(after.outcomes.find(({ rule }) => rule === 'overlap/duplicate-rows')).toMatchObject({
      status: 'clean',
      evidence: { rows: 0 },
    });
    expect(dropped).toEqual([{ dataset: 'test', role: 'test', rows: 10, of: 100, rules: ['overlap/duplicate-rows'] }]);
    expect(written).toEqual([
      { path: 'drop.csv', rows: 10 },
      { path: 'clean/test.parquet', rows: 90 },
    ]);
    expect(code).toBe(0);
    expect(readdirSync(join(cwd, 'clean'))).toEqual(['test.parquet']);
    const list = readFileSync(join(cwd, 'drop.csv'), 'utf8').trimEnd().split('\n');
    expect(list[0]).toBe('dataset,role,row,rules');
    const positions = list.slice(1).map((line) => Number(line.split(',')[2]));
    expect(positions).toEqual([90, 91, 92, 93, 94, 95, 96, 97, 98, 99]);
    const kept = await readRows(join(cwd, 'clean/test.parquet'), 'n');
    const lines = leakyTest.trimEnd().split('\n').slice(1, 91);
    expect(kept.map(({ n }) => Number(n))).toEqual(lines.map((line) => Number(line.split(',')[1])));
    expect(readFileSync(join(cwd, 'test.csv'), 'utf8')).toBe(leakyTest);
    expect((await runCli(['check', '--train', 'train.csv', '--test', 'clean/test.parquet', '--target', 'y'], { cwd })).code).toBe(
      0,
    );
  });

  it('are dropped from the fit data instead with --drop fit', async () => {
    const cwd = folder();
    const { code, dropped } = await fixed(cwd, ...copied, '--clean', 'clean', '--drop', 'fit');
    expect(dropped).toMatchObject([{ role: 'train', rows: 10, of: 400 }]);
    expect([code, readdirSync(join(cwd, 'clean'))]).toEqual([0, ['train.parquet']]);
  });

  it('of entities and ids are found however they are written, and listed with their id', async () => {
    const cwd = folder();
    const { code, before, after, dropped } = await fixed(cwd, ...shared, ...only('overlap/*'), '--rows', 'drop.parquet');
    expect(rules(before)).toEqual(['overlap/shared-entities']);
    expect(rules(after)).toEqual([]);
    expect(dropped).toMatchObject([{ role: 'test', rows: 20, rules: ['overlap/shared-entities'] }]);
    const list = await readRows(join(cwd, 'drop.parquet'));
    expect(list.map(({ row, id_row }) => [Number(row), id_row])).toEqual(
      Array.from({ length: 20 }, (_, i) => [i, String(5001 + i)]),
    );
    expect(code).toBe(0);
    expect(readdirSync(cwd).sort()).toEqual([...Object.keys(files), 'drop.parquet'].sort());
    const ids = [...shared.slice(0, 6), '--id', 'customer', ...only('overlap/shared-ids')];
    expect(await fixed(cwd, ...ids, '--clean', 'ids')).toMatchObject({
      code: 0,
      dropped: [{ rows: 20, rules: ['overlap/shared-ids'] }],
    });
  });

  it('are near copies: but for one column, or for noise', async () => {
    const [head, ...lines] = train.trimEnd().split('\n');
    const wide = (line: string, i: number) => `${i},${(i * 7919) % 997},${line}`;
    const rows = lines.map(wide);
    const copies = rows.slice(0, 30).map((line, i) => line.replace(/^\d+/, String(9000 + i)));
    const fresh = honestCsv(200, 3)
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line, i) => wide(line, 5000 + 3 * i));
    const near = temporaryFolder({
      'train.csv': `a,b,${head}\n${rows.join('\n')}\n`,
      'test.csv': `a,b,${head}\n${[...fresh, ...copies].join('\n')}\n`,
    });
    for (const side of ['held-out', 'fit']) {
      const { code, before, dropped } = await fixed(near, ...copied, ...only('overlap/*'), '--clean', side, '--drop', side);
      expect(rules(before)).toEqual(['overlap/near-duplicate-rows']);
      expect(dropped).toMatchObject([
        { role: side === 'fit' ? 'train' : 'test', rows: 30, rules: ['overlap/near-duplicate-rows'] },
      ]);
      expect(code).toBe(0);
    }
  });

  it('in one file with a split column are dropped from that file', async () => {
    const [head, ...lines] = train.trimEnd().split('\n');
    const both = [
      ...lines.map((line) => `${line},train`),
      ...leakyTest
        .trimEnd()
        .split('\n')
        .slice(1)
        .map((line) => `${line},test`),
    ];
    const path = temporaryFolder({ 'all.csv': `${head},fold\n${both.join('\n')}\n` });
    const { code, written, dropped } = await fixed(
      path,
      '--data',
      'all.csv',
      '--split-column',
      'fold',
      '--target',
      'y',
      '--clean',
      'clean',
    );
    expect(dropped).toMatchObject([{ dataset: 'data', role: 'test', rows: 10 }]);
    expect(written).toEqual([{ path: 'clean/data.parquet', rows: 490 }]);
    expect(await readRows(join(path, 'clean/data.parquet'), 'fold, count(*) AS n', 'GROUP BY fold ORDER BY fold')).toEqual([
      { fold: 'test', n: expect.anything() },
      { fold: 'train', n: expect.anything() },
    ]);
    expect(code).toBe(0);
  });

  it('whose target is known too late are purged from the fit data', async () => {
    const day = (i: number) => new Date(Date.UTC(2025, 0, 1 + i)).toISOString().slice(0, 10);
    const rows = (from: number, count: number) =>
      `t,x,y\n${Array.from({ length: count }, (_, i) => `${day(from + i)},${(i * 7919) % 1000},${i % 2}`).join('\n')}\n`;
    const cwd = temporaryFolder({
      'train.csv': rows(0, 200),
      'test.csv': rows(200, 60),
      'watertight.yaml':
        'datasets: { train: train.csv, test: test.csv }\ntarget: { column: y, horizon: 30d }\ntime: t\nsplit: { strategy: temporal }\n',
    });
    const { code, before, dropped } = await fixed(cwd, '--only', 'time/*', '--clean', 'clean');
    expect(rules(before)).toContain('time/horizon-overlap');
    expect(dropped).toMatchObject([{ role: 'train', rows: 29, of: 200, rules: ['time/horizon-overlap'] }]);
    expect(code).toBe(0);
  });
});

describe('what dropping rows does not mend', () => {
  it('is left and said; a column is left out with --without', async () => {
    const proxied = (csv: string) =>
      csv
        .trimEnd()
        .split('\n')
        .map((line, i) => (i ? `${line},${line.endsWith('1') ? 7 : 3}` : `${line},code`))
        .join('\n');
    const cwd = temporaryFolder({ 'train.csv': proxied(train), 'test.csv': proxied(honestCsv(100, 3)) });
    const left = await runCli(['fix', ...copied, '--rows', 'drop.csv'], { cwd });
    expect([left.code, left.stdout]).toEqual([1, expect.stringMatching(/no rows to drop would mend target\//)]);
    expect(existsSync(join(cwd, 'drop.csv'))).toBe(false);
    const { code, after } = await fixed(cwd, ...copied, '--clean', 'clean', '--without', 'code');
    expect([code, rules(after)]).toEqual([0, []]);
    expect(Object.keys((await readRows(join(cwd, 'clean/train.parquet')))[0]!)).toEqual(['x', 'n', 'c', 'y']);
  });

  it('suppressed and known findings are left alone', async () => {
    const cwd = folder();
    const flags = [...copied, '--set', 'overlap/duplicate-rows=warn'];
    expect(await fixed(cwd, ...flags, '--clean', 'clean')).toMatchObject({ code: 0, dropped: [], written: [] });
  });
});

describe('a new split', () => {
  it('of duplicated rows keeps equal rows together', async () => {
    const cwd = folder();
    const { code, before, after, written } = await fixed(cwd, ...copied, '--resplit', 'all.parquet', '--by', 'random');
    expect(rules(before)).toEqual(['overlap/duplicate-rows']);
    expect(rules(after)).toEqual([]);
    expect(after.outcomes.find(({ rule }) => rule === 'overlap/duplicate-rows')).toMatchObject({ evidence: { rows: 0 } });
    expect([code, written]).toEqual([0, [{ path: 'all.parquet', rows: 500 }]]);
  });

  it('by group mends shared entities', async () => {
    const cwd = folder();
    const { code, after } = await fixed(
      cwd,
      ...shared,
      ...only('overlap/*', 'split/*'),
      '--resplit',
      'all.parquet',
      '--ratio',
      '50/50',
    );
    expect([code, rules(after)]).toEqual([0, []]);
    const [row] = await readRows(join(cwd, 'all.parquet'), `count(*) FILTER (split = 'train') / count(*) AS share`);
    expect(Math.abs(Number(row?.share) - 0.5)).toBeLessThan(0.1);
  });
});

describe('refusals', () => {
  it.each([
    [[], /nothing to write/],
    [['--rows', 'drop.txt'], /\.csv or \.parquet/],
    [['--rows', 'train.csv', '--force'], /one of the files that are read/],
    [['--rows', 'train.csv'], /is there already/],
    [['--clean', 'c', '--resplit', 'all.parquet'], /drops no rows/],
    [['--clean', 'c', '--without', 'y'], /declared/],
    [['--clean', 'c', '--without', 'zz'], /no column zz|no data set has a column zz/],
  ])('%j', async (flags, message) => {
    const cwd = folder();
    const { code, stderr } = await runCli(['fix', ...copied, ...flags], { cwd });
    expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
    expect(readFileSync(join(cwd, 'train.csv'), 'utf8')).toBe(train);
    expect(readdirSync(cwd).sort()).toEqual(Object.keys(files).sort());
  });

  it('an incomplete check writes nothing', async () => {
    const cwd = temporaryFolder({ ...files, 'test.csv': '' });
    const { code, stderr } = await runCli(['fix', ...copied, '--clean', 'c'], { cwd });
    expect([code, stderr]).toEqual([2, expect.stringMatching(/incomplete/)]);
    expect(existsSync(join(cwd, 'c'))).toBe(false);
  });
});
