import { statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { digestFiles } from '../../../src/dvc/hash/digest-files.ts';
import { stampOf } from '../../../src/dvc/hash/file-stamp.ts';
import { HashCache } from '../../../src/dvc/hash/hash-cache.ts';
import { tempTree, writeTree } from '../temp-tree.ts';

/** 200 files, which is enough to be remembered, and a clock that makes them look settled. */
function setUp() {
  vi.useFakeTimers({ now: Date.now() + 60_000, toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const directory = tempTree();
  const root = tempTree(Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`f${i}`, `${i}\r\n`])));
  const paths = Array.from({ length: 200 }, (_, i) => join(root, `f${i}`));
  const files = () =>
    paths.map((path) => {
      const stat = statSync(path);
      return { path, size: stat.size, stamp: stampOf(stat) };
    });
  const open = () => new HashCache(root, directory);
  return { directory, root, files, open };
}

describe('HashCache', () => {
  it('gives in the next run what was hashed in this one, legacy values too', async () => {
    const { files, open } = setUp();
    const cache = open();
    const digests = await digestFiles(files(), { cache, legacy: true });
    cache.save();
    const next = open();
    expect(files().map(({ path, stamp }) => next.get(path, stamp, true))).toEqual(digests);
    expect(next.get(files()[0]!.path, files()[0]!.stamp, false)).toEqual({ ...digests[0], legacy: [] });
  });

  it('hashes again what was written, even with its time set back', async () => {
    const { files, open } = setUp();
    const cache = open();
    await digestFiles(files(), { cache });
    const { path } = files()[0]!;
    const { atime, mtime } = statSync(path);
    await new Promise((resolve) => setTimeout(resolve, 20));
    writeFileSync(path, '1\r\n');
    utimesSync(path, atime, mtime);
    expect(cache.get(path, stampOf(statSync(path)), false)).toBeUndefined();
  });

  it('does not remember raw hashes for legacy ones, nor what has just been written', async () => {
    const { files, open } = setUp();
    const cache = open();
    await digestFiles(files(), { cache });
    expect(cache.get(files()[0]!.path, files()[0]!.stamp, true)).toBeUndefined();
    vi.useRealTimers();
    const fresh = open();
    writeFileSync(files()[0]!.path, 'new');
    await digestFiles(files(), { cache: fresh });
    expect(fresh.get(files()[0]!.path, files()[0]!.stamp, false)).toBeUndefined();
  });

  it('starts anew from a file that it cannot read', async () => {
    const { directory, files, open } = setUp();
    const cache = open();
    await digestFiles(files(), { cache });
    cache.save();
    const { readdirSync } = await import('node:fs');
    const [name] = readdirSync(join(directory, 'hashes'));
    writeTree(directory, { [`hashes/${name}`]: '{"version":1,"rows":[["f0",1]]}' });
    expect(open().get(files()[0]!.path, files()[0]!.stamp, false)).toBeUndefined();
  });
});
