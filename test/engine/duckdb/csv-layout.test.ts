import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { duckdbDialect } from '../../../src/engine/duckdb/dialect.ts';
import { render } from '../../../src/engine/sql.ts';
import { DataFolder } from './data-folder.ts';

let folder: DataFolder;
beforeAll(async () => {
  folder = await DataFolder.create();
});
afterAll(() => folder.remove());

const csv = (content: string, ending = 'csv'): string => folder.writeNew(content, ending);

describe('delimiters', () => {
  it('reads a table with a header', async () => {
    const { rows, kinds, opened } = await folder.read(csv('id,plan,paid\n1,free,0.5\n2,pro,1e3\n'));
    expect(kinds).toEqual(['id integer', 'plan text', 'paid float']);
    expect(rows).toEqual([
      { id: 1, plan: 'free', paid: 0.5 },
      { id: 2, plan: 'pro', paid: 1000 },
    ]);
    expect(opened.format).toBe('csv');
  });

  it.each([
    ['comma', ','],
    ['tab', '\t'],
    ['semicolon', ';'],
    ['bar', '|'],
  ])('detects a %s between values', async (_, delimiter) => {
    const lines = [
      ['name', 'age', 'note'],
      ['Ann', '31', 'likes: tea'],
      ['Bob', '45', ''],
    ];
    expect((await folder.read(csv(lines.map((line) => line.join(delimiter)).join('\n')))).rows).toEqual([
      { name: 'Ann', age: 31, note: 'likes: tea' },
      { name: 'Bob', age: 45, note: null },
    ]);
  });

  it('takes a given delimiter of several characters', async () => {
    const { rows } = await folder.read(csv('a::b\n1::x,y\n2::z\n'), { delimiter: '::' });
    expect(rows).toEqual([
      { a: 1, b: 'x,y' },
      { a: 2, b: 'z' },
    ]);
  });

  it('keeps commas in the texts of a single column', async () => {
    expect(await folder.values(csv('review\nGood, but slow\nBad\nSo, so, so\n'))).toEqual([
      'Good, but slow',
      'Bad',
      'So, so, so',
    ]);
  });

  it('cuts at spaces when they make a table', async () => {
    expect((await folder.read(csv('chins situps jumps\n5 162 60\n2 110 60\n'))).rows).toEqual([
      { chins: 5, situps: 162, jumps: 60 },
      { chins: 2, situps: 110, jumps: 60 },
    ]);
    expect(await folder.values(csv('full name\nAnn Smith\nBob Jones\n'))).toEqual(['Ann Smith', 'Bob Jones']);
  });
});

describe('quotes', () => {
  it('reads quoted delimiters, quotes and line breaks', async () => {
    const { rows } = await folder.read(csv('a,b\n1,"x, ""y""\nz"\n2,plain\n'));
    expect(rows).toEqual([
      { a: 1, b: 'x, "y"\nz' },
      { a: 2, b: 'plain' },
    ]);
  });

  it('detects quotes escaped by a backslash, and apostrophes as quotes', async () => {
    expect(await folder.values(csv('a,b\n"say \\"hi\\", twice",1\nx,2\n'), 'a')).toEqual(['say "hi", twice', 'x']);
    expect(await folder.values(csv("a,b\n'x, y',1\n'z',2\n"), 'a')).toEqual(['x, y', 'z']);
    expect(await folder.values(csv("a,b\n'tis,1\no'clock,2\n"), 'a')).toEqual(["'tis", "o'clock"]);
  });

  it('reads tab-separated text that quotes nothing', async () => {
    expect(await folder.values(csv('a\tb\n"half\t1\nwhole\t2\n', 'tsv'), 'a')).toEqual(['"half', 'whole']);
  });

  it('reads a late stray quote in tab-separated text that quotes nothing before it', async () => {
    const lines = Array.from({ length: 40_000 }, (_, i) => `${i}\tword ${i}`);
    lines[39_000] = '39000\t"odd';
    const { rows } = await folder.read(csv(`id\ttext\n${lines.join('\n')}\n`));
    expect(rows[39_000]).toEqual({ id: 39_000, text: '"odd' });
    expect(rows).toHaveLength(40_000);
  });
});

describe('lines', () => {
  it.each([
    ['\\n', '\n'],
    ['\\r\\n', '\r\n'],
    ['\\r', '\r'],
  ])('end in %s, but for the last one maybe', async (_, end) => {
    for (const last of [end, '']) {
      expect((await folder.read(csv(`a,b${end}1,x${end}2,y${last}`))).rows).toEqual([
        { a: 1, b: 'x' },
        { a: 2, b: 'y' },
      ]);
    }
  });

  it('may end in several ways', async () => {
    expect(await folder.values(csv('a,b\r\n1,x\r\n2,y\n3,"p\r\nq"\r\n'), 'b')).toEqual(['x', 'y', 'p\nq']);
  });

  it('are skipped when blank, and when told', async () => {
    expect((await folder.read(csv('\n\na,b\n1,2\n\n3,4\n\n'))).rows).toEqual([
      { a: 1, b: 2 },
      { a: 3, b: 4 },
    ]);
    expect((await folder.read(csv('# exported\n# today\na,b\n1,2\n'), { skip: 2 })).rows).toEqual([{ a: 1, b: 2 }]);
  });

  it('may be very long', async () => {
    const long = 'x'.repeat(5_000_000);
    const lengths = await folder.values(csv(`a,b\n1,short\n2,${long}\n3,"${long}"\n`), 'b');
    expect(lengths.map((text) => String(text).length)).toEqual([5, 5_000_000, 5_000_000]);
  });

  it('may be longer than what is looked at first', async () => {
    const names = Array.from({ length: 1500 }, (_, i) => `a_column_${i}_with_a_name_${'that_is_rather_long_'.repeat(9)}`);
    const { columns, rows } = await folder.read(csv(`${names.join(',')}\n${names.map((_, i) => i).join(',')}\n`));
    expect(columns).toHaveLength(1500);
    expect(rows[0]![names[1499]!]).toBe(1499);
  });

  it('keep their order in a large file', async () => {
    const lines = Array.from({ length: 300_000 }, (_, i) => `${i},"a\n, ""${i}"""`);
    const opened = await folder.open(csv(`id,text\n${lines.join('\n')}\n`));
    const row = render(opened.rowNumber!, duckdbDialect);
    const [check] = await folder.database.rows(
      `SELECT count(*) AS n, bool_and(id = ${row} AND text = concat('a', chr(10), ', "', id, '"')) AS same
       FROM ${render(opened.relation, duckdbDialect)}`,
    );
    expect(check).toEqual({ n: 300_000, same: true });
  });
});

describe('the header', () => {
  it('may be all there is', async () => {
    for (const text of ['id,plan\n', 'id,plan']) {
      const { kinds, rows } = await folder.read(csv(text));
      expect([kinds, rows]).toEqual([['id null', 'plan null'], []]);
    }
  });

  it.each([
    ['numbers', '5.1,3.5,setosa\n4.9,3.0,setosa\n6.3,3.3,virginica\n', 3],
    ['letters that recur', 'p,x,s\ne,x,s\np,b,y\ne,b,s\n', 4],
    ['dates', '2024-01-01,a\n2024-01-02,b\n', 2],
  ])('is seen to be missing: %s', async (_, text, count) => {
    const { columns, rows } = await folder.read(csv(text));
    expect(columns[0]!.name).toBe('column0');
    expect(rows).toHaveLength(count);
  });

  it.each([
    ['texts only', 'name,city\nAnn,Paris\nBob,Rome\n', ['name', 'city']],
    ['numbers in order after an empty name', ',0,1,2\na,5,6,7\nb,8,9,1\n', ['column0', '0', '1', '2']],
    ['one row', 'a,b\n1,2\n', ['a', 'b']],
    ['names above numbers', 'id,2019\n5,1\n6,2\n', ['id', '2019']],
  ])('is seen: %s', async (_, text, names) => {
    expect((await folder.read(csv(text))).columns.map((column) => column.name)).toEqual(names);
  });

  it('is taken as declared', async () => {
    expect((await folder.read(csv('a,b\n1,2\n'), { header: false })).rows).toEqual([
      { column0: 'a', column1: 'b' },
      { column0: '1', column1: '2' },
    ]);
    expect((await folder.read(csv('1,2\n3,4\n'), { header: true })).rows).toEqual([{ 1: 3, 2: 4 }]);
  });

  it('may lack the name of the row names, as R writes it', async () => {
    expect((await folder.read(csv('"mpg","cyl"\n"Mazda",21,6\n"Fiat",32.4,4\n'))).rows).toEqual([
      { column0: 'Mazda', mpg: 21, cyl: 6 },
      { column0: 'Fiat', mpg: 32.4, cyl: 4 },
    ]);
  });

  it('keeps names of any kind, and equal ones apart', async () => {
    const name = `a "b"\n'c' é☃; DROP TABLE x --`;
    const text = `"${name.replaceAll('"', '""')}",x,x,X,x_1,,__proto__,rowid\n1,2,3,4,5,6,7,8\n`;
    const { rows, columns } = await folder.read(csv(text));
    expect(Object.entries(rows[0]!)).toEqual([
      [name, 1],
      ['x', 2],
      ['x_2', 3],
      ['X_3', 4],
      ['x_1', 5],
      ['column5', 6],
      ['__proto__', 7],
      ['rowid', 8],
    ]);
    expect(columns).toHaveLength(8);
  });
});
