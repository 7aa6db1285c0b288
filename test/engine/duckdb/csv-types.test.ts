import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReadOptions } from '../../../src/engine/engine.ts';
import { DataFolder } from './data-folder.ts';

let folder: DataFolder;
beforeAll(async () => {
  folder = await DataFolder.create();
});
afterAll(() => folder.remove());

const csv = (content: string): string => folder.writeNew(content, 'csv');
const table = (rows: readonly string[][], delimiter = ','): string => `${rows.map((row) => row.join(delimiter)).join('\n')}\n`;

/** The type of a column of these texts, and what they become. */
async function typed(values: readonly string[], options: ReadOptions = {}): Promise<unknown[]> {
  const { columns, rows } = await folder.read(csv(table([['id', 'v'], ...values.map((value, i) => [`${i}`, value])])), options);
  return [columns[1]!.type, ...rows.map((row) => row.v)];
}

it.each([
  ['integers', ['1', '-2', '+3', '007'], ['BIGINT', 1, -2, 3, 7]],
  ['integers beyond 2^53', ['9007199254740993', '-9223372036854775808'], ['BIGINT', 9007199254740993n, -9223372036854775808n]],
  ['integers beyond 64 bits', ['18446744073709551616', '1'], ['HUGEINT', 18446744073709551616n, 1]],
  [
    'numbers',
    ['1', '2.5', '-.5', '3.', '1e-3', 'inf', '-Infinity'],
    ['DOUBLE', 1, 2.5, -0.5, 3, 0.001, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  ],
  ['booleans', ['true', 'False', 'TRUE'], ['BOOLEAN', true, false, true]],
  ['days', ['2024-02-29', '1969-12-31'], ['DATE', '2024-02-29', '1969-12-31']],
  [
    'times',
    ['2024-02-29 10:11:12.5', '2024-03-01', '2024-03-01T01:02'],
    ['TIMESTAMP', '2024-02-29T10:11:12.5', '2024-03-01T00:00:00', '2024-03-01T01:02:00'],
  ],
  [
    'times with zones',
    ['2024-02-29T10:00:00Z', '2024-02-29 10:00:00+02:00'],
    ['TIMESTAMP WITH TIME ZONE', '2024-02-29T10:00:00Z', '2024-02-29T08:00:00Z'],
  ],
  ['clock times', ['10:11:12', '23:59:59.25'], ['TIME', '10:11:12', '23:59:59.25']],
  ['days first', ['31/12/2023', '01/02/2024'], ['DATE', '2023-12-31', '2024-02-01']],
  ['months first', ['12/31/2023 10:30', '02/01/2024'], ['TIMESTAMP', '2023-12-31T10:30:00', '2024-02-01T00:00:00']],
  ['days with dots', ['01.02.2024', '02.02.2024'], ['DATE', '2024-02-01', '2024-02-02']],
  [
    'days first, with times',
    ['31/12/2023 10:11:12.5', '01/02/2024 9:05'],
    ['TIMESTAMP', '2023-12-31T10:11:12.5', '2024-02-01T09:05:00'],
  ],
  ['names of months', ['Jun 12 1998', 'Aug 07 1998'], ['DATE', '1998-06-12', '1998-08-07']],
])('knows %s', async (_, values, expected) => {
  expect(await typed(values)).toEqual(expected);
});

it.each([
  ['days that may be months', ['01/02/2024', '03/04/2024']],
  ['a day that does not exist', ['2024-02-30', '2024-01-01']],
  ['times with and without zone', ['2024-02-29T10:00:00Z', '2024-02-29T10:00:00']],
  ['yes and no', ['yes', 'no']],
  ['one word among numbers', ['1', '2', 'unknown', '4']],
  ['a question mark among numbers', ['1', '?', '3']],
  ['digits with separators', ['1_000', '2_000']],
  ['hexadecimal digits', ['0x1F', '0x2A']],
  ['integers of fifty digits', ['1'.repeat(50), '2'.repeat(50)]],
  ['amounts of money', ['$1', '$2']],
  ['words that DuckDB takes for dates', ['epoch', 'infinity']],
])('leaves text as it is: %s', async (_, values) => {
  expect(await typed(values)).toEqual(['VARCHAR', ...values]);
});

describe('missing values', () => {
  it('have spellings in numbers, dates and booleans, not in text', async () => {
    const spelled = ['NA', '', 'NaN', 'null', 'None', 'N/A', '#N/A', '<NA>', '-1.#IND', ' '];
    expect(await typed(['1', ...spelled, '2'])).toEqual(['BIGINT', 1, ...spelled.map(() => null), 2]);
    expect(await typed(['1.5', 'nan', '2'])).toEqual(['DOUBLE', 1.5, null, 2]);
    expect(await typed(['2024-01-01', 'NA'])).toEqual(['DATE', '2024-01-01', null]);
    expect(await typed(['true', 'NA'])).toEqual(['BOOLEAN', true, null]);
    expect(await typed(['NA', 'EU', 'null', ''])).toEqual(['VARCHAR', 'NA', 'EU', 'null', null]);
  });

  it('are what the user declares, in every column', async () => {
    expect(await typed(['1', '?', '-', '4'], { nulls: ['?', '-'] })).toEqual(['BIGINT', 1, null, null, 4]);
    expect(await typed(['a', '?'], { nulls: ['?'] })).toEqual(['VARCHAR', 'a', null]);
  });

  it('alone make a column of no kind', async () => {
    const { kinds, rows } = await folder.read(csv('a,b,c\n1,,NA\n2,,\n'));
    expect(kinds).toEqual(['a integer', 'b null', 'c null']);
    expect(rows).toEqual([
      { a: 1, b: null, c: null },
      { a: 2, b: null, c: null },
    ]);
  });
});

describe('all rows decide', () => {
  /** Makes 60,000 rows more than what is read as text first. */
  const LONG = 'a text of some length '.repeat(15);
  const COUNT = { small: 5_000, large: 60_000 };

  it.each(['small', 'large'] as const)('in a %s file', async (size) => {
    const rows = Array.from({ length: COUNT[size] }, (_, i) => [`${i}`, `${i % 7}`, '', 'NA', '', `${LONG} ${i}`]);
    rows.at(-1)!.splice(1, 4, 'late', '2.5', '2024-01-01', 'word');
    const { columns, rows: read } = await folder.read(csv(table([['id', 'mixed', 'number', 'day', 'text', 'filler'], ...rows])));
    expect(columns.map((column) => column.type)).toEqual(['BIGINT', 'VARCHAR', 'DOUBLE', 'DATE', 'VARCHAR', 'VARCHAR']);
    expect(read).toHaveLength(COUNT[size]);
    expect(read.at(-1)).toMatchObject({ id: COUNT[size] - 1, mixed: 'late', number: 2.5, day: '2024-01-01', text: 'word' });
    // A text column that begins with NA only may mean it.
    expect(read[1]).toMatchObject({ mixed: '1', number: null, day: null, text: null });
  });

  it('in a file that is converted while it is read', async () => {
    const rows = Array.from({ length: COUNT.large }, (_, i) => [
      ...[`${i}`, `${i / 2}`, i < 58_000 ? '' : `${i}`, 'NA'],
      ...[i < 58_000 ? '' : '31/12/2023', `${LONG} ${i}`],
    ]);
    const { columns, rows: read } = await folder.read(csv(table([['id', 'half', 'late', 'never', 'day', 'filler'], ...rows])));
    expect(columns.map((column) => column.type)).toEqual(['BIGINT', 'DOUBLE', 'BIGINT', 'NULL', 'DATE', 'VARCHAR']);
    expect(read[58_001]).toMatchObject({ id: 58_001, half: 29_000.5, late: 58_001, never: null, day: '2023-12-31' });
    expect(read[0]).toMatchObject({ id: 0, half: 0, late: null, never: null, day: null });
  });
});

describe('decimal commas', () => {
  it('are seen between semicolons and tabs', async () => {
    for (const delimiter of [';', '\t']) {
      const rows = [
        ['name', 'price', 'n'],
        ['Brot', '1,5', '3'],
        ['Käse', '-12,25', '4'],
        ['Ei', 'NA', ''],
      ];
      const read = await folder.read(csv(table(rows, delimiter)));
      expect(read.kinds).toEqual(['name text', 'price float', 'n integer']);
      expect(read.rows.map((row) => row.price)).toEqual([1.5, -12.25, null]);
    }
  });

  it('are seen without a header, where commas cut each line alike', async () => {
    expect((await folder.read(csv('1,5;2,3\n2,5;7,1\n'))).rows).toEqual([
      { column0: 1.5, column1: 2.3 },
      { column0: 2.5, column1: 7.1 },
    ]);
  });

  it('are not taken for separators of thousands, nor the other way round', async () => {
    expect(await folder.values(csv('a;b\n1,234;x\n12,345;y\n'), 'a')).toEqual(['1,234', '12,345']);
    expect(await folder.values(csv('a;b\n1,5;2.5\n2,5;3.5\n'), 'a')).toEqual(['1,5', '2,5']);
    expect(await folder.values(csv('a;b\n0,123;x\n0,345;y\n'), 'a')).toEqual([0.123, 0.345]);
  });

  it('can be declared', async () => {
    expect(await folder.values(csv('a,b\n"1,234",x\n"5,5",y\n'), 'a', { decimal: ',' })).toEqual([1.234, 5.5]);
    expect(await folder.values(csv('a;b\n1,5;x\n'), 'a', { decimal: '.' })).toEqual(['1,5']);
  });
});
