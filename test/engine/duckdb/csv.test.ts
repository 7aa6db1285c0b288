import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DataFolder } from './data-folder.ts';

let folder: DataFolder;
beforeAll(async () => {
  folder = await DataFolder.create();
});
afterAll(() => folder.remove());

let count = 0;
const csv = (content: string | Uint8Array, ending = 'csv'): string => {
  const name = `file-${count++}.${ending}`;
  folder.write(name, content);
  return name;
};
const table = (rows: readonly string[][], delimiter = ','): string => `${rows.map((row) => row.join(delimiter)).join('\n')}\n`;

describe('layout', () => {
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
    const { rows } = await folder.read(
      csv(
        table(
          [
            ['name', 'age', 'note'],
            ['Ann', '31', 'likes: tea'],
            ['Bob', '45', ''],
          ],
          delimiter,
        ),
      ),
    );
    expect(rows).toEqual([
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
  });

  it('reads tab-separated text that quotes nothing', async () => {
    expect(await folder.values(csv('a\tb\n"half\t1\nwhole\t2\n', 'tsv'), 'a')).toEqual(['"half', 'whole']);
  });
});
