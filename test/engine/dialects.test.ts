import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fn } from '../../src/engine/dialect.ts';
import { DuckDBEngine } from '../../src/engine/duckdb/engine.ts';
import type { Engine, Row } from '../../src/engine/engine.ts';
import { sparkDialect } from '../../src/engine/spark/dialect.ts';
import { SparkEngine } from '../../src/engine/spark/engine.ts';
import { type Interpolated, identifier, join, raw, type Sql, sql, type Value } from '../../src/engine/sql.ts';
import { sparkServer } from '../support/sail.ts';

const server = await sparkServer();

const TEXTS = {
  number: [
    '1',
    '+1',
    ' 12 ',
    '-.5e+3',
    '.5',
    '5.',
    '1e5',
    '1E-3',
    '1_000',
    '1d',
    '1f',
    '0x10',
    'inf',
    '-Infinity',
    'nan',
    '',
    ' ',
    '1,5',
    '１',
    'abc',
    '1e999',
    '12\t',
    '_1',
    '1__0',
    null,
  ],
  time: [
    '2024-01-02',
    '2024-1-2',
    '2024-01-02 03:04:05',
    '2024-01-02T03:04:05',
    '2024-01-02 03:04',
    '2024-01-02 03:04:05.5',
    '2024-01-02T03:04:05Z',
    '2024-01-02T03:04:05.123456+05:30',
    '2024-01-02 03:04:05+02',
    '2024/01/02',
    '2024-02-30',
    '2024',
    '2024-01',
    '12:00',
    '20240102',
    '01/02/2024',
    'abc',
    '',
    null,
  ],
  pattern: ['a1', 'b\n', 'b', '٣', '\u2003', 'a b', '12-34', '$x', 'aba', null],
};

/** The row with the other's numbers where they differ in the last digit only. */
function nearly(row: Row, other: Row | undefined): Row {
  const entries = Object.entries(row).map(([name, value]): [string, Value] => {
    const rival = other?.[name];
    const same = typeof value === 'number' && typeof rival === 'number' && Math.abs(value - rival) <= 2 ** -51 * Math.abs(value);
    return [name, same ? rival : value];
  });
  return Object.fromEntries(entries);
}

const at = (name: string): Sql => identifier(name);

describe.skipIf(!server)('DuckDB and Spark agree', () => {
  let duckdb: Engine;
  let spark: Engine;
  let folder: string;
  let tables: ReadonlyMap<Engine, Sql>;

  beforeAll(async () => {
    folder = await mkdtemp(joinPath(tmpdir(), 'watertight-dialects-'));
    const file = joinPath(folder, 'data.parquet');
    const maker = await DuckDBEngine.create({});
    await maker.query(
      raw(`COPY (${await readFile(joinPath(import.meta.dirname, 'dialects.sql'), 'utf8')}) TO '${file}' (FORMAT parquet)`),
    );
    await maker.close();
    duckdb = await DuckDBEngine.create({});
    spark = await SparkEngine.connect(server!.url);
    const open = async (engine: Engine): Promise<[Engine, Sql]> => {
      const { relation } = await engine.open({ location: file, format: undefined, options: {} }, folder);
      return [engine, relation];
    };
    tables = new Map([await open(duckdb), await open(spark)]);
  });

  afterAll(async () => {
    await Promise.all([duckdb?.close(), spark?.close()]);
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const both = async (statement: (table: Sql) => Sql): Promise<void> => {
    const [first, second] = await Promise.all([duckdb, spark].map((engine) => engine.query(statement(tables.get(engine)!))));
    expect(second).toEqual(first?.map((row, i) => nearly(row, second?.[i])));
  };
  /** One value a row, in the order of rows. */
  const each = (...expressions: readonly Sql[]) =>
    both(
      (table) => sql`SELECT ${expressions.map((one, i) => sql`${one} AS ${at(`v${i}`)}`)} FROM ${table} ORDER BY ${at('row')}`,
    );
  const once = (...expressions: readonly Sql[]) =>
    both((table) => sql`SELECT ${expressions.map((one, i) => sql`${one} AS ${at(`v${i}`)}`)} FROM ${table}`);
  const onTexts = (texts: readonly (string | null)[], expression: (text: Sql) => Sql) =>
    both(() => {
      const rows = texts.map(
        (text, i) => sql`SELECT ${i} AS ${at('row')}, ${text === null ? raw('NULL') : (text as Value)} AS ${at('t')}`,
      );
      return sql`SELECT ${at('t')} AS t, ${expression(at('t'))} AS v FROM (${join(rows, ' UNION ALL ')}) AS texts ORDER BY ${at('row')}`;
    });

  it('on the kinds of columns', async () => {
    const kinds = await Promise.all(
      [duckdb, spark].map(async (engine) =>
        (await engine.describe(sql`SELECT * FROM ${tables.get(engine)!}`)).map(({ name, kind }) => [name, kind]),
      ),
    );
    expect(kinds[1]).toEqual(kinds[0]);
  });

  for (const name of ['row', 'big', 'x', 'single', 'cents', 'wide', 'text', 'flag', 'day', 'at', 'zoned']) {
    it(`on the values of ${name}`, () => each(at(name)));
  }

  it('on literals', async () => {
    const values: Interpolated[] = [
      null,
      true,
      false,
      0,
      1,
      -1,
      2 ** 53 - 1,
      2 ** 53,
      0.1,
      -1e-300,
      1.7976931348623157e308,
      Number.NaN,
      Infinity,
      -Infinity,
      2n ** 63n - 1n,
      -(2n ** 63n),
      '',
      "it's",
      'a\\b',
      '"',
      '`',
      '\u0024{spark.app.name}',
      '\n\t',
      'ü🤦日本',
      '-- /* */',
      "\\'; DROP TABLE x",
      '\u2028',
    ];
    await both(() => sql`SELECT ${values.map((value, i) => sql`${value} AS ${at(`v${i}`)}`)}`);
  });

  it('on identifiers', async () => {
    const names = ['a b', 'a"b', 'a`b', 'a.b', 'ü🤦', "'", 'select', '\u0024{x}', '__proto__', ' ', '1', 'a\\b'];
    await both(
      () =>
        sql`SELECT ${names.map((name) => sql`i.${at(name)}`)} FROM (SELECT ${names.map((name, i) => sql`${i} AS ${at(name)}`)}) AS i`,
    );
  });

  it('on toDouble', () => each(...['row', 'big', 'x', 'single', 'cents', 'wide', 'flag'].map((name) => fn.toDouble(at(name)))));
  it('on toText', () => each(...['row', 'big', 'cents', 'wide', 'text', 'flag', 'day', 'at'].map((name) => fn.toText(at(name)))));
  it('on tryDouble', () => onTexts(TEXTS.number, fn.tryDouble));
  it('on tryTimestamp', () => onTexts(TEXTS.time, (text) => fn.epochMicros(fn.tryTimestamp(text))));
  it('on epochMicros', () => each(...['day', 'at', 'zoned'].map((name) => fn.epochMicros(at(name)))));
  it('on isNaN and isFinite', () =>
    each(fn.isNaN(at('x')), fn.isFinite(at('x')), fn.isNaN(at('single')), fn.isFinite(at('single'))));
  it('on quantile', () =>
    once(
      ...[0, 0.25, 0.3, 0.5, 1].flatMap((q) => [
        fn.quantile(at('row'), q),
        fn.quantile(sql`CASE WHEN ${fn.isFinite(at('x'))} THEN ${at('x')} END`, q),
      ]),
    ));
  it('on sum, variance and argMax', () =>
    once(
      fn.sum(at('row')),
      fn.sum(sql`CASE WHEN ${fn.isFinite(at('x'))} THEN ${at('x')} END`),
      fn.sum(at('cents')),
      fn.sum(sql`CASE WHEN ${at('row')} > 100 THEN ${at('x')} END`),
      sql`round(${fn.variance(at('row'))}, 9)`,
      fn.argMax(at('text'), at('row')),
      fn.argMax(at('big'), sql`-${at('row')}`),
      fn.argMax(at('cents'), sql`CASE WHEN ${at('row')} = 5 THEN 100 ELSE ${at('row')} END`),
    ));
  it('on regular expressions', async () => {
    for (const pattern of ['^a', 'b$', '\\d', '\\s', '^[\\d-]+$', '[^\\w]', '\\$', '\\w+']) {
      await onTexts(TEXTS.pattern, (text) => fn.regexpTest(text, pattern));
      await onTexts(TEXTS.pattern, (text) => fn.regexpReplaceAll(text, pattern, '<>'));
    }
    await onTexts(TEXTS.pattern, (text) => fn.regexpReplaceAll(text, '(a)(.)', '\\2\\1'));
  });
  it('on length', () => each(fn.length(at('text'))));
  it('on normalizeText', () =>
    both((table) => {
      const normal = sparkDialect({ preciseCounts: true, lambdas: true }).normalizeText;
      // Sail composes in a plain selection only, so its own dialect leaves that out.
      const composed = tables.get(spark) === table ? normal(at('text')) : fn.normalizeText(at('text'));
      return sql`SELECT ${composed} AS v FROM ${table} ORDER BY ${at('row')}`;
    }));
  it('on roundSignificant', () =>
    each(...[1, 3, 6, 15].map((digits) => fn.roundSignificant(at('x'), digits)), fn.roundSignificant(fn.toDouble(at('row')), 2)));
  it('on nullSafeEqual', () =>
    each(fn.nullSafeEqual(at('big'), raw('42')), fn.nullSafeEqual(at('x'), at('x')), fn.nullSafeEqual(at('text'), raw('NULL'))));

  const digits = join(
    Array.from({ length: 10 }, (_, i) => sql`SELECT ${i} AS d`),
    ' UNION ALL ',
  );
  const thousand = sql`SELECT a.d + 10 * b.d + 100 * c.d AS n FROM (${digits}) AS a CROSS JOIN (${digits}) AS b CROSS JOIN (${digits}) AS c`;

  it.for([
    ['duckdb', 0.3],
    ['spark', 0.06],
  ] as const)('on approxDistinct, within its error on %s', async ([name, error]) => {
    const engine = name === 'duckdb' ? duckdb : spark;
    for (const [counted, count] of [
      [at('n'), 1000],
      [fn.toDouble(at('n')), 1000],
      [fn.toText(at('n')), 1000],
      [raw('CASE WHEN n < 500 THEN n END'), 500],
    ] as const) {
      const [row] = await engine.query(sql`SELECT ${fn.approxDistinct(counted)} AS c FROM (${thousand}) AS t`);
      expect(Math.abs(Number(row?.c) / count - 1)).toBeLessThan(error);
    }
  });

  it('on what hashes tell apart, and that they combine', async () => {
    for (const engine of [duckdb, spark]) {
      const table = tables.get(engine)!;
      const rows = await engine.query(sql`
        SELECT ${fn.hash(at('x'), 1)} AS x1, ${fn.hash(at('x'), 2)} AS x2, ${fn.hash(at('text'), 1)} AS t, ${fn.hash(at('flag'), 3)} AS f,
          ${fn.combineHashes([fn.hash(at('x'), 1), fn.hash(at('text'), 1), fn.hash(at('flag'), 3)])} AS all_three,
          ${fn.combineHashes([fn.combineHashes([fn.hash(at('x'), 1), fn.hash(at('text'), 1), fn.hash(at('flag'), 3)]), fn.hash(at('text'), 1)])} AS without,
          ${fn.combineHashes([fn.hash(at('x'), 1), fn.hash(at('flag'), 3)])} AS pair, ${fn.bucket(fn.hash(at('x'), 1), 5)} AS b
        FROM ${table} ORDER BY ${at('row')}`);
      const distinct = (name: string) => new Set(rows.map((row: Row) => String(row[name]))).size;
      // Zero and minus zero are one value; NULL has a hash of its own.
      expect([distinct('x1'), distinct('t'), distinct('f'), distinct('all_three')]).toEqual([7, 8, 3, 8]);
      for (const row of rows) {
        expect(row.x1).not.toBe(row.x2);
        expect(row.without).toBe(row.pair);
        expect([0, 1, 2, 3, 4]).toContain(row.b);
      }
    }
  });

  it('on how many different hashes there are', async () => {
    for (const engine of [duckdb, spark]) {
      const hashes = sql`(SELECT ${fn.hash(raw('n % 700'), 1)} AS h FROM (${thousand}) AS thousand) AS hashes`;
      expect(await engine.query(fn.countDistinctHashes(raw('h'), hashes))).toEqual([{ n: 700 }]);
      const none = sql`(SELECT h FROM ${hashes} WHERE h IS NULL) AS none_left`;
      expect(Number((await engine.query(fn.countDistinctHashes(raw('h'), none)))[0]!.n)).toBe(0);
    }
  });

  it('on hashes of rows: order, NULLs and the salt count, in combinations too', async () => {
    for (const engine of [duckdb, spark]) {
      const hashes = (a: Sql, b: Sql) => [
        sql`${fn.hashRow([a, b], 1)} AS row`,
        sql`${fn.hashRow([a, b], 2)} AS salted`,
        sql`${fn.combineHashes([fn.hashRow([a], 1), fn.hashRow([b], 2)])} AS halves`,
      ];
      const [first, swapped, empty] = await Promise.all(
        [
          [raw('1'), raw('2')],
          [raw('2'), raw('1')],
          [raw('1'), raw('CAST(NULL AS INT)')],
        ].map(async ([a, b]) => (await engine.query(sql`SELECT ${hashes(a!, b!)}`))[0]!),
      );
      expect(new Set([first, swapped, empty].flatMap((row) => [String(row!.row), String(row!.salted)])).size).toBe(6);
      expect(new Set([first, swapped, empty].map((row) => String(row!.halves))).size).toBe(3);
    }
  });

  it('on frames: doubles with NaN for NULL, and texts', async () => {
    const [first, second] = await Promise.all(
      [duckdb, spark].map((engine) =>
        engine.frame(
          sql`SELECT ${at('x')}, ${fn.toDouble(at('flag'))}, ${fn.toText(at('text'))} FROM ${tables.get(engine)!} ORDER BY ${at('row')}`,
        ),
      ),
    );
    expect(second).toEqual(first);
    expect(second![0]).toBeInstanceOf(Float64Array);
  });
});
