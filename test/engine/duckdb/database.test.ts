import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Database } from '../../../src/engine/duckdb/database.ts';
import { TemporaryDirectory } from '../../../src/engine/duckdb/temporary-directory.ts';

const ENDLESS = 'SELECT sum(a.range * b.range) FROM range(1000000) a, range(1000000) b';

let database: Database;
beforeAll(async () => {
  database = await Database.open({ threads: 2 });
});
afterAll(() => database.close());

describe('values', () => {
  it.each([
    ['9007199254740991::BIGINT', 9007199254740991],
    ['9007199254740993::BIGINT', 9007199254740993n],
    ['170141183460469231731687303715884105727::HUGEINT', 170141183460469231731687303715884105727n],
    ['0.1::DECIMAL(9,1)', 0.1],
    ['100.50::DECIMAL(9,2)', 100.5],
    ['-0.00::DECIMAL(9,2)', 0],
    ['12345678901234567890.123::DECIMAL(38,3)', '12345678901234567890.123'],
    ["'NaN'::DOUBLE", Number.NaN],
    ["'-inf'::DOUBLE", Number.NEGATIVE_INFINITY],
    ["DATE '2024-02-29'", '2024-02-29'],
    ["DATE 'infinity'", 'infinity'],
    ["TIMESTAMP '2024-02-29 10:00:00.5'", '2024-02-29T10:00:00.5'],
    ["TIMESTAMP '-infinity'", '-infinity'],
    ["TIMESTAMP_NS '2024-02-29 10:00:00.123456789'", '2024-02-29T10:00:00.123456789'],
    ["TIMESTAMPTZ '2024-02-29 10:00:00+02'", '2024-02-29T08:00:00Z'],
    ["TIME '10:11:12'", '10:11:12'],
    ["'6f9619ff-8b86-d011-b42d-00c04fc964ff'::UUID", '6f9619ff-8b86-d011-b42d-00c04fc964ff'],
    ["'\\xAAb'::BLOB", 'aa62'],
    ["'a'::ENUM('a', 'b')", 'a'],
    ['true', true],
    ['NULL', null],
    ['[1, NULL]', '[1,null]'],
    [
      "{'a': 9007199254740993, 'b': DATE '2024-02-29', 'c': 1.50::DECIMAL(9,2), 'd': 'NaN'::DOUBLE}",
      '{"a":9007199254740993,"b":"2024-02-29","c":1.50,"d":"NaN"}',
    ],
    ["MAP {'k': [1]}", '{"k":[1]}'],
    ['MAP {1: 2}', '[[1,2]]'],
    ["union_value(n := 'x')", '"x"'],
  ])('%s', async (expression, expected) => {
    expect(await database.rows(`SELECT ${expression} AS v`)).toEqual([{ v: expected }]);
  });

  it('of columns with one name, or an odd one, are all there', async () => {
    const [row] = await database.rows('SELECT 1 AS a, 2 AS a, 3 AS "__proto__"');
    expect(Object.entries(row!)).toEqual([
      ['a', 1],
      ['a:1', 2],
      ['__proto__', 3],
    ]);
  });
});

describe('statements', () => {
  it('run one after the other', async () => {
    const seen: number[] = [];
    await Promise.all([3, 1, 2].map(async (n) => seen.push(Number((await database.rows(`SELECT ${n} AS n`))[0]!.n))));
    expect(seen).toEqual([3, 1, 2]);
  });

  it('end at once when they are aborted, and others go on', async () => {
    const controller = new AbortController();
    const start = performance.now();
    const endless = database.rows(ENDLESS, controller.signal).catch((error: Error) => error);
    const other = database.rows('SELECT 1 AS n');
    setTimeout(() => controller.abort(new Error('time is up')), 50);
    expect(await endless).toMatchObject({ message: 'time is up' });
    expect(await other).toEqual([{ n: 1 }]);
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it('end even when they are aborted before they begin', async () => {
    const controller = new AbortController();
    const endless = database.rows(ENDLESS, controller.signal).catch((error: Error) => error);
    controller.abort(new Error('too late'));
    expect(await endless).toMatchObject({ message: 'too late' });
    expect(await database.rows(ENDLESS, controller.signal).catch((error: Error) => error)).toMatchObject({ message: 'too late' });
  });

  it('run at the same time when they may, in UTC, and what they make is seen by all', async () => {
    await database.runTogether(
      [1, 2, 3].map((n) => `CREATE TABLE part_${n} AS SELECT ${n} AS n, current_setting('TimeZone') AS zone`),
    );
    const rows = await database.rows('FROM part_1 UNION ALL FROM part_2 UNION ALL FROM part_3 ORDER BY n');
    expect(rows).toEqual([1, 2, 3].map((n) => ({ n, zone: 'UTC' })));
  });

  it('that run at the same time end together, and one that fails is told of', async () => {
    const failing = ['SELECT 1', "SELECT CAST('a' AS INTEGER)"];
    await expect(database.runTogether(failing)).rejects.toThrow(/Could not convert string 'a'/);
    const controller = new AbortController();
    const endless = database.runTogether([ENDLESS, ENDLESS], controller.signal).catch((error: Error) => error);
    setTimeout(() => controller.abort(new Error('time is up')), 50);
    expect(await endless).toMatchObject({ message: 'time is up' });
    expect(await database.rows('SELECT 1 AS n')).toEqual([{ n: 1 }]);
  });

  it('end when the database is closed', async () => {
    const other = await Database.open();
    const endless = other.rows(ENDLESS).catch((error: Error) => error);
    const waiting = other.rows('SELECT 1').catch((error: Error) => error);
    await other.close();
    expect(await endless).toBeInstanceOf(Error);
    expect(await waiting).toBeInstanceOf(Error);
    await other.close();
  });
});

describe('limits', () => {
  it.each([
    [{ memoryLimit: 'much' }, '"much" is not a size of memory'],
    [{ threads: 0 }, '"0" is not a number of threads'],
  ])('%j are refused', async (options, message) => {
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith(`watertight-${hostname()}-${process.pid}-`)).length;
    await expect(Database.open(options)).rejects.toMatchObject({ name: 'UserError', message });
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith(`watertight-${hostname()}-${process.pid}-`))).toHaveLength(
      before,
    );
  });

  it('of memory make DuckDB use the disk, then end with what to do', async () => {
    const small = await Database.open({ memoryLimit: '60MB', threads: 2 });
    try {
      await small.run('CREATE TABLE t AS SELECT range AS a, md5(range::VARCHAR) AS b FROM range(3000000)');
      expect(readdirSync(small.temporaryDirectory)).not.toEqual([]);
      const error = await small.rows('SELECT array_agg(b) FROM t').catch((failure: Error) => failure);
      expect(error).toMatchObject({
        name: 'UserError',
        message: 'the memory limit was reached',
        hint: expect.stringContaining('--memory-limit'),
      });
      await small.run('DROP TABLE t');
      await small.run("SET max_temp_directory_size = '1MB'");
      const full = await small
        .run('CREATE TABLE u AS SELECT range AS a, md5(range::VARCHAR) AS b FROM range(3000000)')
        .catch((failure: Error) => failure);
      expect(full).toMatchObject({
        name: 'UserError',
        message: expect.stringContaining('the disk of the temporary folder is full'),
      });
    } finally {
      await small.close();
    }
    expect(existsSync(small.temporaryDirectory)).toBe(false);
  });
});

it('loads no extension from the network, and counts time in UTC', async () => {
  expect(await database.rows("SELECT strftime(TIMESTAMPTZ '2024-02-29 10:00:00+00', '%H %Z') AS t")).toEqual([{ t: '10 UTC' }]);
  await expect(database.run("SELECT * FROM read_csv('https://example.org/x.csv')")).rejects.toThrow(/httpfs|extension/i);
});

describe('the temporary folder', () => {
  it.skipIf(process.platform === 'win32')('is private, and removed at the end of the process', async () => {
    const directory = await TemporaryDirectory.create();
    expect(statSync(directory.path).mode & 0o777).toBe(0o700);
    expect(process.listeners('exit')).toContain(directory.remove);
    writeFileSync(join(directory.path, 'spilled'), 'x');
    directory.remove();
    expect(existsSync(directory.path)).toBe(false);
    expect(process.listeners('exit')).not.toContain(directory.remove);
  });

  it('of a run that was killed is removed by the next', async () => {
    const parent = mkdtempSync(join(tmpdir(), 'watertight-test-'));
    const host = hostname().replaceAll(/[^\w.]/g, '_');
    // Larger than any process id.
    const killed = join(parent, `watertight-${host}-99999999-abcdef`);
    const running = join(parent, `watertight-${host}-${process.ppid}-abcdef`);
    const elsewhere = join(parent, 'watertight-another.host-99999999-abcdef');
    for (const path of [killed, running, elsewhere]) mkdirSync(path);
    writeFileSync(join(killed, 'spilled'), 'x');
    const directory = await TemporaryDirectory.create(parent);
    expect([killed, running, elsewhere].map((path) => existsSync(path))).toEqual([false, true, true]);
    directory.remove();
    rmSync(parent, { recursive: true });
  });
});
