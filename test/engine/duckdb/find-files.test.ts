import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DataFolder } from './data-folder.ts';

let folder: DataFolder;
beforeAll(async () => {
  folder = await DataFolder.create();
});
afterAll(() => folder.remove());

const one = (n: number): string => `n\n${n}\n`;

describe('a path that exists', () => {
  it.each([
    ['a[1].csv'],
    ['*.csv'],
    ['what?.csv'],
    ['{a,b}.csv'],
    ['with space.csv'],
    ["it's.csv"],
    ['"double".csv'],
    ['back\\slash.csv'],
    ['both\\and[1].csv'],
    ['new\nline.csv'],
    ['-dash.csv'],
    ['--.csv'],
    ['ünï☃.csv'],
    ['semi;colon--.csv'],
    ['$HOME.csv'],
    ['~.csv'],
    ['a=b.csv'],
  ])('is taken literally: %j', async (name) => {
    folder.write(`odd/${name}`, one(7));
    folder.write('odd/a1.csv', one(1));
    folder.write('odd/zz.csv', one(1));
    const { rows, opened } = await folder.read(`odd/${name}`);
    expect(rows).toEqual([{ n: 7 }]);
    expect(opened.files).toEqual([`${folder.path}/odd/${name}`]);
  });

  it('may lie in a folder of any name', async () => {
    folder.write("x=1/d[1]*'/data.csv", one(3));
    expect((await folder.read("x=1/d[1]*'/data.csv")).rows).toEqual([{ n: 3 }]);
    expect((await folder.read("x=1/d[1]*'")).rows).toEqual([{ n: 3 }]);
  });

  it('may be absolute, a file URL or a link', async () => {
    const path = folder.write('plain.csv', one(4));
    symlinkSync(path, `${folder.path}/link.csv`);
    for (const location of [path, pathToFileURL(path).href, 'link.csv', './plain.csv']) {
      expect((await folder.read(location)).rows).toEqual([{ n: 4 }]);
    }
  });

  it('may be opened twice', async () => {
    folder.write('twice.csv', one(5));
    await folder.read('twice.csv');
    expect((await folder.read('twice.csv')).rows).toEqual([{ n: 5 }]);
    expect((await folder.read('TWICE.csv'.toLowerCase(), { header: false })).rows).toHaveLength(2);
  });
});

describe('a pattern', () => {
  beforeAll(() => {
    for (const name of ['p/a1.csv', 'p/a2.csv', 'p/b1.csv', 'p/.hidden.csv', 'p/deep/er/a3.csv', 'p/10/a.csv', 'p/9/a.csv']) {
      folder.write(name, one(Number(/\d/.exec(name)?.[0] ?? 0)));
    }
  });

  it.each([
    ['p/*.csv', ['a1', 'a2', 'b1']],
    ['p/a?.csv', ['a1', 'a2']],
    ['p/[ab]1.csv', ['a1', 'b1']],
    ['p/[!a]*.csv', ['b1']],
    ['p/{a1,b1}.csv', ['a1', 'b1']],
    ['p/**/a?.csv', ['a1', 'a2', 'deep/er/a3']],
    ['p/deep/**', ['deep/er/a3']],
    ['p/.h*', ['.hidden']],
    ['p/[19]*/a.csv', ['10/a', '9/a']],
    ['p/d*', ['deep/er/a3']],
    ['p//*.csv', ['a1', 'a2', 'b1']],
  ])('%s', async (pattern, names) => {
    expect((await folder.open(pattern)).files).toEqual(names.map((name) => `${folder.path}/p/${name}.csv`));
  });

  it('that matches nothing is an error', async () => {
    expect(await folder.failure('p/*.parquet')).toMatchObject({ name: 'UserError', message: 'no file matches `p/*.parquet`' });
    expect(await folder.failure('nowhere/*.csv')).toMatchObject({
      name: 'UserError',
      message: 'no file matches `nowhere/*.csv`',
    });
  });
});

describe('a folder', () => {
  it('stands for the data files below it', async () => {
    for (const name of ['b.csv', 'a.csv', 'sub/c.csv'])
      folder.write(`data/${name}`, one(name.charCodeAt(0) - 96).replace('99', '3'));
    for (const name of [
      '_SUCCESS',
      '.hidden.csv',
      'README.md',
      '_temporary/x.csv',
      '.git/y.csv',
      'notes.txt',
      'model.pkl',
      'a.csv.dvc',
    ]) {
      folder.write(`data/${name}`, 'not data');
    }
    const { opened, rows } = await folder.read('data');
    expect(opened.files).toEqual(['a.csv', 'b.csv', 'sub/c.csv'].map((name) => `${folder.path}/data/${name}`));
    expect(rows).toHaveLength(3);
    expect((await folder.read('data/')).rows).toHaveLength(3);
  });

  it('may hold files without endings, and links that lead back', async () => {
    folder.write('parts/part-00000', one(1));
    folder.write('parts/part-00001', one(2));
    symlinkSync(`${folder.path}/parts`, `${folder.path}/parts/again`);
    expect((await folder.read('parts')).rows).toEqual([{ n: 1 }, { n: 2 }]);
  });

  it('without data is an error', async () => {
    mkdirSync(`${folder.path}/bare`);
    folder.write('only/README.md', 'hello');
    for (const name of ['bare', 'only']) {
      expect(await folder.failure(name)).toMatchObject({
        name: 'UserError',
        message: `the folder \`${name}\` holds no data files`,
      });
    }
  });

  it('of several formats is an error that names them', async () => {
    folder.write('mixed/a.csv', one(1));
    folder.write('mixed/b.ndjson', '{"n": 2}\n');
    const error = await folder.failure('mixed');
    expect(error).toMatchObject({ name: 'UserError', message: '`mixed` holds files of several formats: csv, ndjson' });
    expect(error.hint).toContain('mixed/*.csv');
  });

  it.each([
    ['_delta_log/00000.json', 'a Delta Lake table'],
    ['metadata/v1.metadata.json', 'an Iceberg table'],
    ['.hoodie/hoodie.properties', 'a Hudi table'],
  ])('of a table format is refused: %s', async (name, format) => {
    const root = `lake-${name.replaceAll('/', '-')}`;
    folder.write(`${root}/data.csv`, one(1));
    folder.write(`${root}/${name}`, '{}');
    expect((await folder.failure(root)).message).toBe(`\`${root}\` is ${format}, which cannot be read as plain files`);
  });
});

describe('a path that does not exist', () => {
  it('brings the most similar name to mind', async () => {
    folder.write('near/train.csv', one(1));
    folder.write('near/test.csv', one(1));
    expect(await folder.failure('near/trian.csv')).toMatchObject({
      name: 'UserError',
      message: '`near/trian.csv` does not exist',
      hint: 'did you mean `near/train.csv`?',
    });
    expect((await folder.failure('naer/train.csv')).hint).toBe('did you mean `near/train.csv`?');
    expect((await folder.failure(`${folder.path}/near/tset.csv`)).hint).toBe(`did you mean \`${folder.path}/near/test.csv\`?`);
    expect((await folder.failure('nothing-like-it.xyz')).hint).toContain('relative paths start from');
    expect((await folder.failure('near/train.csv/inner.csv')).message).toContain('does not exist');
  });

  it('but is tracked by DVC can be pulled', async () => {
    folder.write('tracked/big.csv.dvc', 'outs: []');
    folder.write('images.dvc', 'outs: []');
    expect(await folder.failure('tracked/big.csv')).toMatchObject({ hint: 'dvc pull tracked/big.csv' });
    expect(await folder.failure('images/a.csv')).toMatchObject({ hint: 'dvc pull images' });
  });

  it('may be remote, and then its secrets are not repeated', async () => {
    const error = await folder.failure('https://me:password@example.org/train.csv?token=abc');
    expect(`${error.message} ${error.hint}`).not.toMatch(/password|abc/);
    expect((await folder.failure('s3://bucket/*.parquet')).name).toBe('UserError');
  });
});

describe('a file that cannot be read', () => {
  it.skipIf(process.platform === 'win32')('says that permission is missing', async () => {
    const path = folder.write('closed/secret.csv', one(1));
    chmodSync(path, 0);
    chmodSync(folder.path, 0o755);
    const asNobody = async (location: string) => {
      const isRoot = process.geteuid?.() === 0;
      if (isRoot) process.seteuid?.(65534);
      try {
        return await folder.failure(location);
      } finally {
        if (isRoot) process.seteuid?.(0);
      }
    };
    expect(await asNobody('closed/secret.csv')).toMatchObject({
      name: 'UserError',
      message: '`closed/secret.csv` cannot be read: permission denied',
    });
    chmodSync(`${folder.path}/closed`, 0);
    expect((await asNobody('closed/secret.csv')).message).toContain('permission denied');
    expect((await asNobody('closed')).message).toContain('permission denied');
    chmodSync(`${folder.path}/closed`, 0o755);
  });
});

describe('the format', () => {
  it.each([
    ['ORC\x11', 'an ORC file'],
    ['Obj\x01...', 'an Avro file'],
    ['SQLite format 3\0', 'an SQLite database'],
    ['\x89HDF\r\n\x1a\n', 'an HDF5 file'],
    ['PK\x03\x04....', 'a ZIP archive'],
    ['\x80\x04\x95', 'a Python pickle, which is never loaded'],
    ['BZh91AY', 'compressed with bzip2'],
    ['FEA1....', 'a Feather version 1 file'],
    ['PARE', 'an encrypted Parquet file'],
    ['version https://git-lfs.github.com/spec/v1\noid sha256:1\n', 'a Git LFS pointer, not the data'],
    ['\x01\x02\x03\x04\x05\x06\x07\x08', 'binary data of an unknown format'],
  ])('of %j is refused by name', async (content, what) => {
    for (const ending of ['csv', 'bin']) {
      const error = await folder.failure(folder.writeNew(Buffer.from(content, 'latin1'), ending));
      expect(error.name).toBe('UserError');
      expect(error.message).toContain(what);
      expect(error.hint).toBeTruthy();
    }
  });

  it('is seen by content where the name says nothing', async () => {
    expect((await folder.read(folder.writeNew('[{"n": 1}]', 'data'))).opened.format).toBe('json');
    expect((await folder.read(folder.writeNew('a;b\n1;2\n', 'data'))).opened.format).toBe('csv');
  });

  it('is taken as declared', async () => {
    expect((await folder.read(folder.writeNew('{"n": 1}\n{"n": 2}\n', 'txt'), {}, 'ndjson')).rows).toEqual([{ n: 1 }, { n: 2 }]);
    expect(await folder.failure(folder.writeNew('a,b\n', 'csv'), {}, 'parquet')).toMatchObject({
      name: 'UserError',
      message: expect.stringContaining('is not a whole Parquet file'),
    });
  });
});
