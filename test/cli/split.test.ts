import { createHash } from 'node:crypto';
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Random } from '../../src/stats/random.ts';
import { readRows } from '../support/read-rows.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';

const DAY = 86_400_000;
const random = new Random(11);

/** Visits of customers, who have a mail address too that is written in several ways; some have neither. */
const visits = (count: number, from: number) =>
  Array.from({ length: count }, (_, i) => {
    const customer = random.integer(count / 5);
    const mail = i % 3 ? `C${customer}@shop.org` : ` c${customer}@SHOP.org`;
    const day = new Date(Date.UTC(2025, 0, 1) + random.integer(200) * DAY).toISOString().slice(0, 10);
    return [from + i, i % 50 === 0 ? '' : `k${customer}`, i % 4 ? mail : '', day, random.normal().toFixed(4), random.integer(2)];
  });
const HEAD = 'visit,customer,mail,day,x,y';
const csv = (rows: readonly (readonly unknown[])[]) => `${[HEAD, ...rows.map((row) => row.join(','))].join('\n')}\n`;
const rows = visits(2000, 0);

const cwd = temporaryFolder({ 'visits.csv': csv(rows), 'more.csv': csv([...visits(1500, 5000), ...rows].reverse()) });
const split = (...flags: string[]) => runCli(['split', ...flags], { cwd });
const shares = async (file: string) =>
  Object.fromEntries(
    (await readRows(join(cwd, file), 'split, count(*) AS n', 'GROUP BY split')).map(({ split: name, n }) => [name, Number(n)]),
  );
const byVisit = async (file: string) =>
  new Map((await readRows(join(cwd, file), 'visit, split')).map(({ visit, split: name }) => [String(visit), String(name)]));

describe('random and group splits', () => {
  it('give the shares, the same rows, and their order', async () => {
    const { code, stdout } = await split('visits.csv', '-o', 'a.parquet', '--ratio', '60/20/20', '--id', 'visit');
    expect(stdout).toMatch(/after .*PASS/);
    expect(code).toBe(0);
    const { train, validation, test } = await shares('a.parquet');
    expect(train! + validation! + test!).toBe(rows.length);
    for (const [count, share] of [
      [train!, 0.6],
      [validation!, 0.2],
      [test!, 0.2],
    ] as const) {
      expect(Math.abs(count / rows.length - share)).toBeLessThan(0.04);
    }
    expect([...(await byVisit('a.parquet')).keys()]).toEqual(rows.map(([visit]) => String(visit)));
  });

  it('keep all rows of a group in one split, by any key and however it is written', async () => {
    await split('visits.csv', '-o', 'g.parquet', '--entity', 'customer', '--entity', 'mail');
    const across = await readRows(
      join(cwd, 'g.parquet'),
      'count(*) AS n',
      `WHERE lower(trim(mail)) IN (SELECT key FROM (SELECT lower(trim(mail)) AS key, count(DISTINCT split) AS splits FROM read_parquet('${join(cwd, 'g.parquet')}') GROUP BY 1) WHERE splits > 1)`,
    );
    expect(Number(across[0]?.n)).toBe(0);
    const customers = await readRows(
      join(cwd, 'g.parquet'),
      'customer, count(DISTINCT split) AS splits',
      'WHERE customer IS NOT NULL GROUP BY customer',
    );
    expect(customers.length).toBeGreaterThan(300);
    expect(customers.every(({ splits }) => Number(splits) === 1)).toBe(true);
    const { train, test } = await shares('g.parquet');
    expect(Math.abs(train! / (train! + test!) - 0.8)).toBeLessThan(0.05);
  });

  it.each([
    ['by id', ['--id', 'visit']],
    ['by group', ['--entity', 'customer']],
    ['by content', []],
  ])('%s no row moves when rows are added, in whatever order', async (name, flags) => {
    const [before, after] = [`${name}-1.parquet`, `${name}-2.parquet`];
    expect((await split('visits.csv', '-o', before, ...flags)).code).toBe(0);
    expect((await split('more.csv', '-o', after, ...flags)).code).toBe(0);
    const [old, grown] = [await byVisit(before), await byVisit(after)];
    expect(grown.size).toBe(3500);
    expect([...old].filter(([visit, role]) => grown.get(visit) !== role)).toEqual([]);
    expect(new Set(old.values())).toEqual(new Set(['train', 'test']));
  });

  it('another seed is another split, the same is the same', async () => {
    const of = async (file: string, seed: string) => {
      await split('visits.csv', '-o', file, '--id', 'visit', '--seed', seed);
      return JSON.stringify([...(await byVisit(file))]);
    };
    expect(await of('s1.parquet', 'one')).toBe(await of('s2.parquet', 'one'));
    expect(await of('s3.parquet', 'two')).not.toBe(await of('s4.parquet', 'one'));
  });

  it('is what the documented formula says', async () => {
    await split('visits.csv', '-o', 'f.parquet', '--entity', 'customer', '--seed', 's');
    const point = (key: string) =>
      Number.parseInt(createHash('md5').update(`s:${key}`).digest('hex').slice(0, 13), 16) / 16 ** 13;
    const found = await readRows(join(cwd, 'f.parquet'), 'DISTINCT customer, split', 'WHERE customer IS NOT NULL');
    expect(found.filter(({ customer, split: role }) => (point(`0:${customer}`) < 0.8 ? 'train' : 'test') !== role)).toEqual([]);
  });
});

describe('temporal splits', () => {
  it('keep the order of time and the embargo', async () => {
    const { code, stdout } = await split(
      ...['visits.csv', '-o', 't.parquet', '--by', 'temporal', '--time', 'day', '--ratio', '70/15/15', '--embargo', '10d'],
      ...['--target', 'y', '--horizon', '10d'],
    );
    expect(stdout).toMatch(/embargo/);
    expect(code).toBe(0);
    const bounds = await readRows(
      join(cwd, 't.parquet'),
      'split, min(day) AS first, max(day) AS last, count(*) AS n',
      'GROUP BY split',
    );
    const of = (role: string) => bounds.find((row) => row.split === role)!;
    const days = (a: string, b: string) => (Date.parse(String(of(b).first)) - Date.parse(String(of(a).last))) / DAY;
    expect(days('train', 'validation')).toBeGreaterThanOrEqual(10);
    expect(days('validation', 'test')).toBeGreaterThanOrEqual(10);
    expect(Number(of('test').n) / rows.length).toBeCloseTo(0.15, 1);
    expect(Number(of('train').n) / rows.length).toBeGreaterThan(0.6);
  });

  it('begin where --cut says, and keep to it when data are added', async () => {
    const flags = ['--by', 'temporal', '--time', 'day', '--cut', '2025-05-01', '--embargo', '7d'];
    await split('visits.csv', '-o', 'c1.parquet', ...flags);
    await split('more.csv', '-o', 'c2.parquet', ...flags);
    const [old, grown] = [await byVisit('c1.parquet'), await byVisit('c2.parquet')];
    expect([...old].filter(([visit, role]) => grown.get(visit) !== role)).toEqual([]);
    const [first] = await readRows(join(cwd, 'c1.parquet'), 'min(day) AS day', `WHERE split = 'test'`);
    const [last] = await readRows(join(cwd, 'c1.parquet'), 'max(day) AS day', `WHERE split = 'train'`);
    expect([String(first?.day) >= '2025-05-01', String(last?.day) <= '2025-04-24']).toEqual([true, true]);
  });

  it.each([
    [['--by', 'temporal'], /--time/],
    [['--by', 'temporal', '--time', 'day', '--cut', '2030-01-01'], /do not divide/],
    [['--by', 'temporal', '--time', 'day', '--cut', 'soon'], /no moment/],
    [['--by', 'temporal', '--time', 'day', '--embargo', '400d'], /no row would be train/],
    [['--by', 'group'], /--entity/],
    [['--ratio', '80'], /no ratio/],
    [['--column', 'X'], /column X already/],
    [['--entity', 'custmer'], /did you mean customer/],
  ])('%j is 2 and says what to do', async (flags, message) => {
    const { code, stderr } = await split('visits.csv', '-o', 'never.parquet', ...flags);
    expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
    expect(existsSync(join(cwd, 'never.parquet'))).toBe(false);
  });
});

describe('outputs', () => {
  it('are not replaced without --force, and inputs never', async () => {
    writeFileSync(join(cwd, 'there.parquet'), 'precious');
    expect((await split('visits.csv', '-o', 'there.parquet')).stderr).toMatch(/--force/);
    expect(readFileSync(join(cwd, 'there.parquet'), 'utf8')).toBe('precious');
    expect((await split('visits.csv', '-o', 'there.parquet', '--force')).code).toBe(0);
    expect((await readRows(join(cwd, 'there.parquet'))).length).toBe(rows.length);
    symlinkSync(join(cwd, 'there.parquet'), join(cwd, 'link.parquet'));
    const refused = await split('there.parquet', '-o', 'link.parquet', '--force', '--column', 'other');
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringMatching(/one of the files that are read/)]);
    expect((await split('*.parquet', '-o', 'more.parquet')).stderr).toMatch(/lies among the files/);
    expect((await split('visits.csv', '-o', 'visits.csv', '--force')).stderr).toMatch(/must end in \.parquet/);
  });
});
