import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { digestDirectory } from '../../../src/dvc/hash/digest-directory.ts';
import { manifestText } from '../../../src/dvc/hash/manifest.ts';
import { tempTree } from '../temp-tree.ts';

describe('digestDirectory', () => {
  it.each([
    ['two files', { foo: 'foo', bar: 'bar' }, '5ea40360f5b4ec688df672a4db9c17d1.dir', 6],
    ['a file below', { foo: 'foo', bar: 'bar', 'subdir/data': 'data' }, '8761c4e9acad696bee718615e23e22db.dir', 10],
    ['two lines', { bar: 'bar\n', baz: 'baz\n' }, '1f69c66028c35037e8bf67e5bc4ceb6a.dir', 8],
    [
      'names that sort as whole strings',
      {
        'B.csv': '',
        'a-b/x.csv': '1\n',
        'a/x.csv': '1\n',
        'test.csv': 'id,y\n2,1\n',
        'train.csv': 'id,y\n1,0\n',
        'été.csv': 'x\n',
      },
      '079b2361e87ed8e620a3e1691fcb7d49.dir',
      24,
    ],
    [
      'hostile and astral names',
      { 'del\x7f.csv': '4\n', 'q"uote\\.csv': '3\n', '\uff21.csv': '2\n', '\u{1f600}.csv': '1\n' },
      'b86f49a80892ac8a7e10d430d72ff487.dir',
      8,
    ],
  ])('hashes %s', async (_, files, md5, size) => {
    const digest = await digestDirectory(tempTree(files as unknown as Record<string, string>));
    expect(digest).toMatchObject({ md5, size });
    expect(digest.files).toHaveLength(Object.keys(files).length);
  });

  it('hashes an empty directory', async () => {
    expect(await digestDirectory(tempTree())).toMatchObject({ md5: 'd751713988987e9331980363e24189ce.dir', size: 0 });
  });

  it('gives the legacy hash too', async () => {
    const digest = await digestDirectory(tempTree({ 'a.csv': 'id,y\r\n1,0\r\n', 'b.csv': 'id,y\n2,1\n' }), { legacy: true });
    expect(digest).toMatchObject({
      md5: 'efbd009469af090d3aa4d45e3ddadf00.dir',
      legacy: ['f487855061046e8957cad041d5adfab2.dir'],
      size: 20,
    });
  });

  it('follows links to files, and leaves out linked and empty directories', async () => {
    const root = tempTree({ foo: 'foo', 'elsewhere/x': 'x' });
    const data = join(root, 'data');
    mkdirSync(join(data, 'empty'), { recursive: true });
    writeFileSync(join(data, 'bar'), 'bar');
    symlinkSync('../foo', join(data, 'foo'));
    symlinkSync('../elsewhere', join(data, 'linked'));
    symlinkSync('.', join(data, 'loop'));
    expect((await digestDirectory(data)).md5).toBe('5ea40360f5b4ec688df672a4db9c17d1.dir');
  });

  it('refuses a link to nothing', async () => {
    const root = tempTree({ foo: 'foo' });
    symlinkSync('nowhere', join(root, 'bad'));
    await expect(digestDirectory(root)).rejects.toThrow('symbolic link to nothing');
  });

  it.skipIf(process.platform !== 'linux')('refuses a name that is not UTF-8, and takes one that holds U+FFFD', async () => {
    const root = tempTree({ 'ok\ufffd': '' });
    expect((await digestDirectory(root)).files).toHaveLength(1);
    writeFileSync(Buffer.concat([Buffer.from(`${root}/`), Buffer.from([0xff, 0x61])]), '');
    await expect(digestDirectory(root)).rejects.toThrow("isn't UTF-8");
  });

  it('writes a manifest as Python would', () => {
    const md5 = 'd41d8cd98f00b204e9800998ecf8427e';
    expect(manifestText([{ relpath: 'a/\u{1f600}\n"', md5 }])).toBe(`[{"md5": "${md5}", "relpath": "a/\\ud83d\\ude00\\n\\""}]`);
  });
});
