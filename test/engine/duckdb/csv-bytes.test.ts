import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DataFolder } from './data-folder.ts';

let folder: DataFolder;
beforeAll(async () => {
  folder = await DataFolder.create();
});
afterAll(() => folder.remove());

const csv = (content: string | Uint8Array, ending = 'csv'): string => folder.writeNew(content, ending);

describe('encodings', () => {
  const text = 'name,city\nJosé,Köln\nZoë,Łódź €\n';
  const western = 'name,city\nJosé,Köln\n“Zoë”,10 €\n';
  const codes: Readonly<Record<string, number>> = { '“': 0x93, '”': 0x94, '€': 0x80 };
  const cp1252 = (value: string): Uint8Array => Uint8Array.from(value, (c) => codes[c] ?? c.charCodeAt(0));
  const utf16 = (value: string, big = false): Buffer =>
    big ? Buffer.from(value, 'utf16le').swap16() : Buffer.from(value, 'utf16le');

  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with byte order mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-16LE with byte order mark', utf16(`\ufeff${text}`)],
    ['UTF-16BE with byte order mark', utf16(`\ufeff${text}`, true)],
    ['UTF-16LE', utf16(text)],
    ['UTF-16BE', utf16(text, true)],
  ])('detects %s', async (_, bytes) => {
    expect((await folder.read(csv(bytes))).rows).toEqual([
      { name: 'José', city: 'Köln' },
      { name: 'Zoë', city: 'Łódź €' },
    ]);
  });

  it('takes other bytes for Windows-1252, also when they come late', async () => {
    expect((await folder.read(csv(cp1252(western)))).rows[1]).toEqual({ name: '“Zoë”', city: '10 €' });
    const late = cp1252(`name,city\n${'Ann,Paris\n'.repeat(60_000)}José,10 €\n`);
    expect((await folder.read(csv(late))).rows.at(-1)).toEqual({ name: 'José', city: '10 €' });
  });

  it('takes the declared encoding', async () => {
    for (const encoding of ['latin-1', 'latin1', 'ISO-8859-1', 'cp1252', 'windows-1252']) {
      expect(await folder.values(csv(cp1252(western)), 'city', { encoding })).toEqual(['Köln', '10 €']);
    }
    expect(await folder.values(csv(Buffer.from('a,b\n1,\xb1\xe6\n', 'latin1')), 'b', { encoding: 'iso-8859-2' })).toEqual(['ąć']);
    expect(await folder.values(csv(utf16(`\ufeff${text}`, true)), 'city', { encoding: 'utf-16' })).toEqual(['Köln', 'Łódź €']);
  });

  it('refuses an unknown encoding', async () => {
    const error = await folder.failure(csv(text), { encoding: 'klingon' });
    expect(error).toMatchObject({ name: 'UserError', message: 'the encoding "klingon" is not known' });
  });

  it('names the line that is not UTF-8 when lines before it prove that the file is', async () => {
    const file = csv(Buffer.concat([Buffer.from(text + 'x,y\n'.repeat(80_000)), Buffer.from([0x61, 0xe9, 0x2c, 0x62, 0x0a])]));
    expect(await folder.failure(file)).toMatchObject({
      name: 'UserError',
      message: `line 80004 of \`${file}\` is not valid UTF-8 text`,
      position: { path: file, line: 80_004 },
    });
  });

  it('refuses text that is not in the declared encoding', async () => {
    const error = await folder.failure(csv(Buffer.from(`\ufeff${text}`, 'utf16le').subarray(0, -1)));
    expect(error).toMatchObject({ name: 'UserError', message: expect.stringContaining('is not valid utf-16le text') });
  });
});

describe('compression', () => {
  const plain = `id,text\n${Array.from({ length: 10_000 }, (_, i) => `${i},text ${Math.sin(i)}`).join('\n')}\n`;
  const gz = gzipSync(plain);

  it('gzip is seen by its content, not the name', async () => {
    for (const ending of ['csv.gz', 'csv', 'tsv.gz']) expect((await folder.read(csv(gz, ending))).rows).toHaveLength(10_000);
    expect((await folder.read(csv('a,b\n1,2\n', 'csv.gz'))).rows).toEqual([{ a: 1, b: 2 }]);
    expect((await folder.read(csv(Buffer.concat([gzipSync('a,b\n1,2\n'), gzipSync('3,4\n')]), 'csv.gz'))).rows).toHaveLength(2);
  });

  it('gzip that is cut short or damaged is refused', async () => {
    const flipped = Buffer.from(gz);
    flipped[gz.length - 6]! ^= 255;
    for (const bytes of [gz.subarray(0, gz.length >> 1), gz.subarray(0, gz.length - 3), flipped, gz.subarray(0, 40)]) {
      const error = await folder.failure(csv(bytes, 'csv.gz'));
      expect(error.name).toBe('UserError');
      expect(error.message).toMatch(/^`file-\d+\.csv\.gz` is damaged or cut short: its gzip data are not whole$/);
    }
  });

  it('zstd is read, also in several frames, and refused when it is cut short or damaged', async () => {
    const source = csv(plain);
    await folder.database.run(
      `COPY (SELECT * FROM read_csv('${folder.path}/${source}')) TO '${folder.path}/zstd.csv.zst' (FORMAT csv, HEADER, COMPRESSION zstd)`,
    );
    const zstd = readFileSync(`${folder.path}/zstd.csv.zst`);
    expect((await folder.read('zstd.csv.zst')).rows).toHaveLength(10_000);
    const skippable = Buffer.from([0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]);
    expect((await folder.read(csv(Buffer.concat([skippable, zstd, skippable]), 'csv.zst'))).rows).toHaveLength(10_000);
    for (const end of [zstd.length >> 1, zstd.length - 1, zstd.length - 5, 30]) {
      const error = await folder.failure(csv(zstd.subarray(0, end), 'csv.zst'));
      expect(error.name).toBe('UserError');
      expect(error.message).toMatch(/ is damaged or cut short: its zstd data are not whole$/);
    }
  });

  it('zstd is unpacked in other encodings', async () => {
    const raw = Buffer.from('a,b\n1,\xe9\n', 'latin1');
    const frame = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x20, raw.length, 1 | (raw.length << 3), 0, 0, ...raw]);
    expect(await folder.values(csv(frame, 'csv.zst'), 'b')).toEqual(['é']);
  });

  it('leaves no temporary files', async () => {
    await folder.read(csv(gz, 'csv.gz'));
    await folder.failure(csv(gz.subarray(0, 1000), 'csv.gz'));
    expect(readdirSync(folder.database.temporaryDirectory)).toEqual([]);
  });
});

describe('broken files', () => {
  it.each([
    ['', /is empty$/],
    ['\ufeff', /holds no rows$/],
    ['\n\n  \n', /holds no rows$/],
  ])('%j holds nothing', async (text, message) => {
    expect(await folder.failure(csv(text))).toMatchObject({ name: 'UserError', message: expect.stringMatching(message) });
  });

  it('an empty file may be compressed', async () => {
    expect((await folder.failure(csv(gzipSync(''), 'csv.gz'))).message).toMatch(/is empty once unpacked$/);
  });

  it.each([
    ['a row that is too short', 'a,b,c\n1,2,3\nsecret,5\n', 3, 'has 2 fields where the first line has 3'],
    ['a row that is too long', 'a,b\n1,2\n3,4\nsecret,6,7\n', 4, 'has more fields than the first line, which has 2'],
    ['a quote that does not end', 'a,b\n1,"2"\n3,"secret\n5,6\n', 3, 'has a quote that does not end where the value ends'],
    ['text after a quote', 'a,b\n1,"2"\n3,"sec"ret\n5,6\n', 3, 'has a quote that does not end where the value ends'],
    ['a short row after one of several lines', 'a,b\n1,"x\ny\nz"\nsecret\n', 5, 'has 1 field where the first line has 2'],
  ])('the line of %s is named', async (_, text, line, what) => {
    const file = csv(text);
    const error = await folder.failure(file);
    expect(error).toMatchObject({
      name: 'UserError',
      message: `line ${line} of \`${file}\` ${what}`,
      position: { path: file, line },
    });
    expect(error.hint).toBeTruthy();
    expect(`${error.message} ${error.hint} ${error.cause ?? ''}`).not.toContain('sec');
  });

  it('the line of a broken row far into a file is named', async () => {
    const lines = Array.from({ length: 500_000 }, (_, i) => `${i},x,y`);
    lines[400_000] = '400000,x';
    const file = csv(`a,b,c\n${lines.join('\n')}\n`);
    expect((await folder.failure(file)).position).toEqual({ path: file, line: 400_002 });
  });

  it('data that start later are told so', async () => {
    const error = await folder.failure(csv('Report of today\na,b,c\n1,2,3\n4,5,6\n7,8,9\n'));
    expect(error.message).toMatch(/^line 1 of .* has 1 field, but the lines after it have 3$/);
    expect(error.hint).toContain('skip: 1');
  });
});

describe('several files', () => {
  it('are joined by the names of their columns', async () => {
    folder.write('many/1.csv', 'id,plan\n1,free\n2,pro\n');
    folder.write('many/2.csv', 'id,plan\n3,pro\n');
    folder.write('many/3.csv', 'plan;price\nfree;2,5\n');
    const { rows, opened, kinds } = await folder.read('many');
    expect(kinds).toEqual(['id integer', 'plan text', 'price float']);
    expect(rows).toEqual([
      { id: 1, plan: 'free', price: null },
      { id: 2, plan: 'pro', price: null },
      { id: 3, plan: 'pro', price: null },
      { id: null, plan: 'free', price: 2.5 },
    ]);
    expect(opened.files).toEqual(['1', '2', '3'].map((n) => `${folder.path}/many/${n}.csv`));
  });

  it('have the values of their folders', async () => {
    folder.write('parts/year=2023/plan=free%20trial/a.csv', 'id\n1\n');
    folder.write('parts/year=2024/plan=__HIVE_DEFAULT_PARTITION__/a.csv', 'id\n2\n');
    const { rows, kinds } = await folder.read('parts');
    expect(kinds).toEqual(['id integer', 'year integer', 'plan text']);
    expect(rows).toEqual([
      { id: 1, year: 2023, plan: 'free trial' },
      { id: 2, year: 2024, plan: null },
    ]);
    expect((await folder.read('parts', { hivePartitioning: false })).kinds).toEqual(['id integer']);
  });
});

it('is not led astray by what a broken line says', async () => {
  for (const phrase of ['Maximum line size', 'Invalid unicode', 'unterminated quote', 'state machine reached an invalid state']) {
    const error = await folder.failure(csv(`a\tb\n1\t2\n${phrase}\n`));
    expect(error.name).toBe('UserError');
    expect(error.position?.line).toBe(3);
  }
});
