import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { digestFile } from '../../../src/dvc/hash/digest-file.ts';
import { canUseWorkers, digestInWorkers } from '../../../src/dvc/hash/digest-pool.ts';
import { tempTree } from '../temp-tree.ts';

describe.skipIf(!canUseWorkers)('digestInWorkers', () => {
  const root = () =>
    tempTree(Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`f${i}`, `${i}\r\n`.repeat(1 << (i * 2))])));

  it('gives the digests in the order of the files', async () => {
    const directory = root();
    const files = Array.from({ length: 9 }, (_, i) => ({ path: join(directory, `f${i}`), size: 1 << 22 }));
    const expected = await Promise.all(files.map(({ path }) => digestFile(path, { legacy: true })));
    expect(await digestInWorkers(files, true)).toEqual(expected);
  });

  it('rejects with what went wrong', async () => {
    await expect(digestInWorkers([{ path: join(root(), 'none'), size: 1 }], false)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('ends at once when told to', async () => {
    const files = [{ path: join(root(), 'f1'), size: 1 }];
    await expect(digestInWorkers(files, false, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
  });
});
