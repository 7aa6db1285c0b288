import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { ParquetSchema, ParquetWriter } from 'parquetjs-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { duckdbDialect } from '../../../src/engine/duckdb/dialect.ts';
import type { Opened } from '../../../src/engine/engine.ts';
import { render } from '../../../src/engine/sql.ts';
import { DataFolder } from './data-folder.ts';

let folder: DataFolder;
beforeAll(async () => {
  folder = await DataFolder.create();
});
afterAll(() => folder.remove());

/** Writes what a SELECT gives, with DuckDB. */
async function parquet(name: string, select: string, options = ''): Promise<string> {
  const path = folder.write(name, '');
  await folder.database.run(`COPY (${select}) TO '${path.replaceAll("'", "''")}' (FORMAT parquet${options})`);
  return name;
}

/** Writes rows with the second implementation. */
async function written(
  name: string,
  fields: Record<string, object>,
  rows: readonly Record<string, unknown>[],
  pages2 = true,
): Promise<string> {
  const writer = await ParquetWriter.openFile(new ParquetSchema(fields), folder.write(name, ''), { useDataPageV2: pages2 });
  writer.setRowGroupSize(2);
  for (const row of rows) await writer.appendRow(row);
  await writer.close();
  return name;
}

const sqlOf = ({ relation }: Opened): string => render(relation, duckdbDialect);

describe('values', () => {
  it('have their types', async () => {
    const file = await parquet(
      'types.parquet',
      `SELECT * FROM (VALUES (
        9007199254740993::BIGINT, 18446744073709551615::UBIGINT, 12345678901234567890123456789012345678::DECIMAL(38,0), 0.10::DECIMAL(9,2),
        'NaN'::DOUBLE, '-inf'::FLOAT, DATE '2024-02-29', TIMESTAMP '2024-02-29 10:00:00.123456', TIMESTAMPTZ '2024-02-29 10:00:00+02',
        TIME '10:11:12', 'é', true, 'ab'::BLOB, [1, NULL], {'a': 1, 'b': [{'c': 'x'}]}, MAP {'k': 1}, '6f9619ff-8b86-d011-b42d-00c04fc964ff'::UUID
      ), (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL))
      AS t(big, ubig, dec38, dec2, nan, inf, d, ts, tz, t, text, flag, bytes, list, struct, map, id)`,
    );
    const { rows, kinds } = await folder.read(file);
    expect(kinds).toEqual([
      ...[
        'big integer',
        'ubig integer',
        'dec38 decimal',
        'dec2 decimal',
        'nan float',
        'inf float',
        'd date',
        'ts timestamp',
        'tz timestamp',
      ],
      ...['t time', 'text text', 'flag boolean', 'bytes binary', 'list nested', 'struct nested', 'map nested', 'id text'],
    ]);
    expect(rows[0]).toEqual({
      big: 9007199254740993n,
      ubig: 18446744073709551615n,
      dec38: '12345678901234567890123456789012345678',
      dec2: 0.1,
      nan: Number.NaN,
      inf: Number.NEGATIVE_INFINITY,
      d: '2024-02-29',
      ts: '2024-02-29T10:00:00.123456',
      tz: '2024-02-29T08:00:00Z',
      t: '10:11:12',
      text: 'é',
      flag: true,
      bytes: '6162',
      list: '[1,null]',
      struct: '{"a":1,"b":[{"c":"x"}]}',
      map: '{"k":1}',
      id: '6f9619ff-8b86-d011-b42d-00c04fc964ff',
    });
    expect(Object.values(rows[1]!).every((value) => value === null)).toBe(true);
  });

  it.each([
    ['pages of version 1', false],
    ['pages of version 2', true],
  ])('written by another implementation are the same: %s', async (_, pages2) => {
    const fields = {
      name: { type: 'UTF8', compression: 'SNAPPY' },
      count: { type: 'INT64', optional: true, compression: 'GZIP' },
      price: { type: 'DOUBLE' },
      day: { type: 'DATE' },
      at: { type: 'TIMESTAMP_MICROS' },
      paid: { type: 'BOOLEAN', optional: true },
      tags: { type: 'UTF8', repeated: true },
    };
    const at = new Date('2024-02-29T10:00:00Z');
    const rows = Array.from({ length: 5 }, (_, i) => ({
      ...{ name: `n${i}`, price: i / 4, day: at, at: new Date(at.getTime() + i), tags: ['a', `${i}`] },
      ...(i % 2 ? {} : { count: i, paid: i === 0 }),
    }));
    const { rows: read, kinds } = await folder.read(await written(`other-${pages2}.parquet`, fields, rows, pages2));
    expect(kinds).toEqual([
      'name text',
      'count integer',
      'price float',
      'day date',
      'at timestamp',
      'paid boolean',
      'tags nested',
    ]);
    expect(read).toHaveLength(5);
    expect(read[0]).toMatchObject({ name: 'n0', count: 0, price: 0, day: '2024-02-29', paid: true, tags: '["a","0"]' });
    expect(String(read[3]!.at)).toMatch(/^2024-02-29T10:00:00.003/);
    expect(read[3]).toMatchObject({ name: 'n3', count: null, price: 0.75, paid: null });
  });

  it('of columns with odd, empty and equal names are kept apart', async () => {
    const names = ['a "b"\n', 'x', 'X', '', 'file_row_number', 'rowid'];
    const fields = Object.fromEntries(names.map((name) => [name, { type: 'INT32' }]));
    const row = Object.fromEntries(names.map((name, i) => [name, i]));
    const { rows, opened } = await folder.read(await written('names.parquet', fields, [row, row]));
    expect(Object.entries(rows[0]!)).toEqual([
      ['a "b"\n', 0],
      ['x', 1],
      ['X_1', 2],
      ['C3', 3],
      ['file_row_number', 4],
      ['rowid', 5],
    ]);
    const numbers = await folder.database.rows(
      `SELECT ${render(opened.rowNumber!, duckdbDialect)} AS n FROM ${sqlOf(opened)} ORDER BY n`,
    );
    expect(numbers).toEqual([{ n: 0 }, { n: 1 }]);
  });

  it('may be none', async () => {
    const { rows, kinds } = await folder.read(await parquet('none.parquet', 'SELECT 1 AS a, 2.5::DOUBLE AS b WHERE false'));
    expect([rows, kinds]).toEqual([[], ['a integer', 'b float']]);
  });

  it('are read by content, whatever the name, and from gzip and zstd', async () => {
    const bytes = readFileSync(`${folder.path}/${await parquet('plain.parquet', 'SELECT 1 AS a')}`);
    expect((await folder.read(folder.writeNew(bytes, 'csv'))).opened.format).toBe('parquet');
    expect((await folder.read(folder.writeNew(gzipSync(bytes), 'parquet.gz'))).rows).toEqual([{ a: 1 }]);
    const head = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0xa0, 0, 0, 0, 0, 0, 0, 0]);
    head.writeUInt32LE(bytes.length, 5);
    head.writeUIntLE(1 | (bytes.length << 3), 9, 3);
    const frame = Buffer.concat([head, bytes]);
    expect((await folder.read(folder.writeNew(frame, 'parquet.zst'))).rows).toEqual([{ a: 1 }]);
  });
});

describe('row numbers', () => {
  const positions = async (opened: Opened): Promise<unknown> => {
    const row = render(opened.rowNumber!, duckdbDialect);
    const [check] = await folder.database.rows(`SELECT count(*) AS n, bool_and(${row} = i) AS same FROM ${sqlOf(opened)}`);
    return check;
  };

  it('are positions in a small file and in a large one', async () => {
    expect(await positions(await folder.open(await parquet('small.parquet', 'SELECT range AS i FROM range(200000)')))).toEqual({
      n: 200_000,
      same: true,
    });
    const large = await folder.open(
      await parquet('large.parquet', 'SELECT range AS i, 1 AS a, 2 AS b, 3 AS c FROM range(3000000)'),
    );
    expect(sqlOf(large)).toContain('read_parquet');
    expect(await positions(large)).toEqual({ n: 3_000_000, same: true });
    expect(await positions(large)).toEqual({ n: 3_000_000, same: true });
  });

  it('go on from file to file', async () => {
    for (let part = 0; part < 3; part++) {
      await parquet(
        `numbered/part-${part}.parquet`,
        `SELECT range + ${part * 1_500_000} AS i, 1 AS a, 2 AS b FROM range(1500000)`,
      );
    }
    const opened = await folder.open('numbered');
    expect(sqlOf(opened)).toContain('read_parquet');
    expect(await positions(opened)).toEqual({ n: 4_500_000, same: true });
    expect(opened.files).toHaveLength(3);
  });

  it('go on through partitions, of which the columns are read', async () => {
    for (const [i, year] of [2023, 2024].entries()) {
      await parquet(`years/year=${year}/a.parquet`, `SELECT range + ${i * 2_000_000} AS i, 1 AS a, 2 AS b FROM range(2000000)`);
    }
    const opened = await folder.open('years');
    expect(opened.columns.map(({ name, kind }) => `${name} ${kind}`)).toEqual([
      'i integer',
      'a integer',
      'b integer',
      'year integer',
    ]);
    expect(await positions(opened)).toEqual({ n: 4_000_000, same: true });
    expect(await folder.database.rows(`SELECT year, count(*) AS n FROM ${sqlOf(opened)} GROUP BY year ORDER BY year`)).toEqual([
      { year: 2023, n: 2_000_000 },
      { year: 2024, n: 2_000_000 },
    ]);
  });
});

describe('several files', () => {
  it('are joined by the names of their columns', async () => {
    await parquet('many/1.parquet', "SELECT 1 AS a, 'x' AS b");
    await parquet('many/2.parquet', "SELECT 'y' AS b, 2.5::DOUBLE AS a, DATE '2024-01-01' AS c");
    const { rows, kinds } = await folder.read('many/*.parquet');
    expect(kinds).toEqual(['a float', 'b text', 'c date']);
    expect(rows).toEqual([
      { a: 1, b: 'x', c: null },
      { a: 2.5, b: 'y', c: '2024-01-01' },
    ]);
  });

  it('have the values of the folders below the one that was named, not of those above', async () => {
    await parquet('run/lr=0.1/data/day=2024-01-01/k=a%2Fb/p.parquet', 'SELECT 1 AS n');
    await parquet('run/lr=0.1/data/day=2024-01-02/k=__HIVE_DEFAULT_PARTITION__/p.parquet', 'SELECT 2 AS n');
    const { rows, kinds } = await folder.read('run/lr=0.1/data');
    expect(kinds).toEqual(['n integer', 'day date', 'k text']);
    expect(rows).toEqual([
      { n: 1, day: '2024-01-01', k: 'a/b' },
      { n: 2, day: '2024-01-02', k: null },
    ]);
    expect((await folder.read('run/lr=0.1/data/day=2024-01-01/k=a%2Fb/p.parquet')).kinds).toEqual(['n integer']);
    const hive = await folder.read('run/lr=0.1/data/day=2024-01-02/k=__HIVE_DEFAULT_PARTITION__/p.parquet', {
      hivePartitioning: true,
    });
    expect(hive.kinds).toEqual(['n integer', 'lr text', 'day date', 'k text']);
    expect((await folder.read('run/lr=0.1/data/*/*/*.parquet')).kinds).toEqual(['n integer', 'day date', 'k text']);
  });

  it('may have a partition called like a column: the files say', async () => {
    await parquet('same/n=7/p.parquet', 'SELECT 1 AS n');
    expect((await folder.read('same')).rows).toEqual([{ n: 1 }]);
  });
});

describe('broken files', () => {
  it('that are cut short are named', async () => {
    const bytes = readFileSync(`${folder.path}/${await parquet('whole.parquet', 'SELECT range AS a FROM range(10000)')}`);
    for (const end of [bytes.length >> 1, bytes.length - 4, 10, 4]) {
      folder.write('cut.parquet', bytes.subarray(0, end));
      const error = await folder.failure('cut.parquet');
      expect(error.name).toBe('UserError');
      expect(error.message).toMatch(/^`cut.parquet` is damaged or cut short/);
    }
    folder.write('group/1.parquet', bytes);
    folder.write('group/2.parquet', bytes.subarray(0, bytes.length >> 1));
    expect((await folder.failure('group')).message).toMatch(/^`group\/2.parquet` is damaged or cut short/);
  });

  it('with damaged pages or footers are named, when opened or when read', async () => {
    const select = 'SELECT range AS a, md5(range::VARCHAR) AS b FROM range(50000)';
    const bytes = readFileSync(`${folder.path}/${await parquet('pages.parquet', select)}`);
    folder.write('damaged.parquet', Buffer.from(bytes).fill(0xab, 1000, 1400));
    const error = await folder.failure('damaged.parquet');
    expect(error.name).toBe('UserError');
    expect(error.message).toMatch(/`damaged.parquet` is damaged or cut short/);
    folder.write('footer.parquet', Buffer.from(bytes).fill(0xab, bytes.length - 300, bytes.length - 8));
    expect((await folder.failure('footer.parquet')).message).toMatch(/^`footer.parquet` (is damaged|cannot be read)/);

    const wide = `SELECT ${Array.from({ length: 40 }, (_, i) => `hash(range + ${i}) AS c${i}`).join(', ')} FROM range(300000)`;
    const large = readFileSync(`${folder.path}/${await parquet('large-pages.parquet', wide, ', COMPRESSION zstd')}`);
    folder.write('large-damaged.parquet', Buffer.from(large).fill(0xab, 4, 1000));
    const opened = await folder.open('large-damaged.parquet');
    const late = await folder.database
      .rows(`SELECT max(hash(COLUMNS(*))) FROM ${sqlOf(opened)}`)
      .catch((failure: Error) => failure);
    expect(late).toMatchObject({ name: 'UserError', message: expect.stringContaining('large-damaged.parquet') });
  });
});

it('reads files of hostile names', async () => {
  const bytes = readFileSync(`${folder.path}/${await parquet('five.parquet', 'SELECT 5 AS n')}`);
  for (const name of [
    "it's [1]*?.parquet",
    '-x.parquet',
    'a=b.parquet',
    'back\\slash[1].parquet',
    'new\nline.parquet',
    '☃ é.parquet',
  ]) {
    folder.write(`odd/${name}`, bytes);
    expect((await folder.read(`odd/${name}`)).rows).toEqual([{ n: 5 }]);
  }
  expect((await folder.read('odd')).rows).toHaveLength(6);
});
