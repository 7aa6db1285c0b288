import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { duckdbDialect } from '../../../src/engine/duckdb/dialect.ts';
import { render } from '../../../src/engine/sql.ts';
import { DataFolder } from './data-folder.ts';

let folder: DataFolder;
beforeAll(async () => {
  folder = await DataFolder.create();
});
afterAll(() => folder.remove());

const json = (content: string | Uint8Array, ending = 'json'): string => folder.writeNew(content, ending);
const lines = (values: readonly unknown[]): string => `${values.map((value) => JSON.stringify(value)).join('\n')}\n`;

const ROWS = [
  { id: 1, plan: 'free', paid: null },
  { id: 2, plan: 'pro', paid: 2.5 },
];

describe('rows', () => {
  it.each([
    ['an array', JSON.stringify(ROWS), 'json'],
    ['an indented array', `\n  ${JSON.stringify(ROWS, null, 2)}\n`, 'json'],
    ['lines', lines(ROWS), 'ndjson'],
    ['lines called json', lines(ROWS), 'json'],
    ['lines with blank ones', `${lines(ROWS.slice(0, 1))}\n\n${lines(ROWS.slice(1))}`, 'jsonl'],
    ['objects one after the other', ROWS.map((row) => JSON.stringify(row, null, 2)).join('\n'), 'json'],
    ['an array with a byte order mark', `\ufeff${JSON.stringify(ROWS)}`, 'json'],
    ['lines in UTF-16', Buffer.from(`\ufeff${lines(ROWS)}`, 'utf16le'), 'ndjson'],
    ['compressed lines', gzipSync(lines(ROWS)), 'ndjson.gz'],
  ])('may be %s', async (_, content, ending) => {
    const { rows, kinds, opened } = await folder.read(json(content, ending));
    expect(rows).toEqual(ROWS);
    expect(kinds).toEqual(['id integer', 'plan text', 'paid float']);
    expect(opened.format).toBe(ending.startsWith('json') && ending !== 'jsonl' ? 'json' : 'ndjson');
  });

  it('keep their order in a large file', async () => {
    const values = await folder.values(
      json(lines(Array.from({ length: 100_000 }, (_, i) => ({ i, text: `some text ${i}` }))), 'ndjson'),
      'i',
    );
    expect(values.every((value, i) => value === i)).toBe(true);
    expect(values).toHaveLength(100_000);
  });
});

describe('types', () => {
  const typed = async (values: readonly string[]): Promise<unknown[]> => {
    const { columns, rows } = await folder.read(json(values.map((value) => `{"id": 1, "v": ${value}}`).join('\n'), 'ndjson'));
    return [columns[1]!.kind, columns[1]!.type, ...rows.map((row) => row.v)];
  };

  it.each([
    ['integers', ['1', '9007199254740993'], ['integer', 'BIGINT', 1, 9007199254740993n]],
    [
      'integers beyond 64 bits',
      ['18446744073709551615', '1'],
      ['integer', expect.stringMatching(/HUGEINT|UBIGINT/), 18446744073709551615n, 1],
    ],
    ['numbers', ['1', '2.5'], ['float', 'DOUBLE', 1, 2.5]],
    ['booleans', ['true', 'false'], ['boolean', 'BOOLEAN', true, false]],
    ['days', ['"2024-02-29"', 'null'], ['date', 'DATE', '2024-02-29', null]],
    [
      'times',
      ['"2024-02-29T10:00:00Z"', '"2024-02-29 11:00:00"'],
      ['timestamp', 'TIMESTAMP', '2024-02-29T10:00:00', '2024-02-29T11:00:00'],
    ],
    ['texts that look like numbers', ['"1"', '"2"'], ['text', 'VARCHAR', '1', '2']],
    ['values of several types', ['1', '"a"', 'true', 'null'], ['text', 'VARCHAR', '1', 'a', 'true', null]],
    ['nothing', ['null', 'null'], ['null', 'NULL', null, null]],
    ['lists', ['[1, 2]', '[]'], ['nested', 'BIGINT[]', '[1,2]', '[]']],
    ['objects', ['{"a": {"b": 1}}', 'null'], ['nested', expect.stringContaining('STRUCT'), '{"a":{"b":1}}', null]],
    ['lists and objects', ['[1]', '{"a": 1}'], ['nested', 'JSON', '[1]', '{"a":1}']],
  ])('%s', async (_, values, expected) => {
    expect(await typed(values)).toEqual(expected);
  });

  it('depend on all rows, and keys that come late are columns', async () => {
    const rows: unknown[] = Array.from({ length: 50_000 }, (_, i) => ({ v: i }));
    rows.push({ v: 'late', extra: 1 });
    const { kinds, rows: read } = await folder.read(json(lines(rows), 'ndjson'));
    expect(kinds).toEqual(['v text', 'extra integer']);
    expect(read.at(-1)).toEqual({ v: 'late', extra: 1 });
    expect(read[7]).toEqual({ v: '7', extra: null });
  });

  it('keep odd names', async () => {
    const { rows } = await folder.read(json('[{"a \\"b\\"\\n": 1, "x": 2, "X": 3, "é": 4, "": 5}]'));
    expect(Object.values(rows[0]!)).toEqual([1, 2, 3, 4, 5]);
    expect(Object.keys(rows[0]!).slice(0, 4)).toEqual(['a "b"\n', 'x', 'X_1', 'é']);
  });
});

it('reads an object larger than what DuckDB expects', async () => {
  const file = json(lines([{ list: Array.from({ length: 5_000_000 }, (_, i) => i) }, { list: [1] }]), 'ndjson');
  const { relation } = await folder.open(file);
  expect(await folder.database.rows(`SELECT len(list) AS n FROM ${render(relation, duckdbDialect)}`)).toEqual([
    { n: 5_000_000 },
    { n: 1 },
  ]);
});

it('joins the files of a folder, with its partitions', async () => {
  folder.write('parts/year=2023/a.json', '[{"n": 1}]');
  folder.write('parts/year=2024/a.json', '[{"n": 2, "m": "x"}]');
  expect((await folder.read('parts')).rows).toEqual([
    { n: 1, m: null, year: 2023 },
    { n: 2, m: 'x', year: 2024 },
  ]);
});

describe('broken files', () => {
  it.each([
    ['a line that is cut short', '{"a":1}\n{"a":\n', 'ndjson', /is not valid JSON/],
    ['a line that is no JSON', '{"a":1}\nnot json\n{"a":2}\n', 'ndjson', /^line 3 of `file-\d+\.ndjson` is not valid JSON/],
    ['an array that is cut short', '[{"a":1},{"a":2}', 'json', /is not valid JSON/],
    ['an array cut inside a value', '[{"a":1},{"a":"sec', 'json', /is not valid JSON/],
    ['text after the array', '[{"a":1}] more', 'json', /is not valid JSON/],
    ['a key given twice', '{"a":1}\n{"a":1,"a":2}\n', 'ndjson', /has an object with one key twice/],
    ['numbers', '[1,2,3]', 'json', /holds values that are not objects/],
    ['lists', '[[1,2],[3,4]]', 'json', /holds values that are not objects/],
    ['objects among numbers', '[{"a":1},2]', 'json', /holds values that are not objects/],
    ['an empty array', '[]', 'json', /is an empty array: it has no rows and no columns/],
    ['blanks', ' \n ', 'json', /holds no rows/],
    ['nothing', '', 'json', /is empty$/],
    ['columns', '{"a":{"0":1,"1":2},"b":{"0":3,"1":4}}', 'json', /is one object, not a list of rows/],
    ['bytes that are no UTF-8', '{"a":"é"}', 'ndjson', /is not valid JSON/],
  ])('%s', async (what, content, ending, message) => {
    const bytes = what.startsWith('bytes')
      ? Buffer.concat([Buffer.from('{"b":"ééé"}\n'), Buffer.from(content, 'latin1')])
      : content;
    const error = await folder.failure(json(bytes, ending));
    expect(`${error.name}: ${error.message}`).toMatch(/^UserError/);
    expect(error.message).toMatch(message);
    expect(error.message).not.toContain('sec');
    expect(error.hint).toBeTruthy();
  });

  it('gzip that is cut short', async () => {
    const gz = gzipSync(lines(Array.from({ length: 20_000 }, (_, i) => ({ i, v: Math.sin(i) }))));
    const error = await folder.failure(json(gz.subarray(0, gz.length >> 1), 'ndjson.gz'));
    expect(error.message).toMatch(/is damaged or cut short: its gzip data are not whole/);
  });
});
