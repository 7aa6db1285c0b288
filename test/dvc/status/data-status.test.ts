import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type DataStatusOptions, dvcDataStatus } from '../../../src/dvc/status/data-status.ts';
import { dvcFile, md5, objectPath, store, storeDirectory, TempRepository } from '../temp-repository.ts';
import { tempTree } from '../temp-tree.ts';

const ask = async ({ root }: TempRepository, options: DataStatusOptions = {}) => (await dvcDataStatus(root, options)).json;

/** A file and a directory, added and committed. */
function added(files: Record<string, string> = { x: 'x', y: 'y', 'z/w': 'w' }) {
  const repository = new TempRepository({ '.gitignore': '/f\n/d\n' });
  const cache = repository.path('.dvc/cache');
  const hash = storeDirectory(cache, files);
  store(cache, 'f');
  repository.write({ 'f.dvc': dvcFile('f', md5('f')), 'd.dvc': dvcFile('d', hash), f: 'f' });
  repository.commit();
  repository.write(Object.fromEntries(Object.entries(files).map(([path, content]) => [`d/${path}`, content])));
  return { repository, cache, hash };
}

describe('dvcDataStatus', () => {
  it('lists what is as recorded only when asked', async () => {
    const { repository } = added();
    expect(await ask(repository)).toEqual({});
    expect(await ask(repository, { unchanged: true })).toEqual({ unchanged: ['d/', 'f'] });
    const granular = await ask(repository, { unchanged: true, granular: true });
    expect([...(granular.unchanged ?? [])].sort()).toEqual(['d/', 'd/x', 'd/y', 'd/z/w', 'f']);
  });

  it('looks into directories when asked', async () => {
    const { repository } = added();
    repository.write({ 'd/x': 'X', 'd/new': 'n', 'd/moved/w': 'w' });
    rmSync(repository.path('d/z'), { recursive: true });
    rmSync(repository.path('f'));
    expect(await ask(repository)).toEqual({ uncommitted: { modified: ['d/'], deleted: ['f'] } });
    expect(await ask(repository, { granular: true })).toEqual({
      uncommitted: { modified: ['d/', 'd/x'], deleted: ['f'], added: ['d/new'], renamed: [{ old: 'd/z/w', new: 'd/moved/w' }] },
    });
  });

  it('compares with HEAD', async () => {
    const { repository, cache } = added();
    store(cache, 'g');
    repository.write({
      f: 'g',
      'f.dvc': dvcFile('f', md5('g')),
      h: 'f',
      'h.dvc': dvcFile('h', md5('f')),
      '.gitignore': '/f\n/d\n/h\n',
    });
    expect(await ask(repository, { untrackedFiles: true })).toEqual({
      committed: { modified: ['f'], added: ['h'] },
      untracked: ['h.dvc'],
    });
    rmSync(repository.path('d.dvc'));
    expect((await ask(repository)).committed).toMatchObject({ deleted: ['d/'] });
  });

  it('lists what the cache and the remote lack', async () => {
    const { repository, cache, hash } = added();
    const remote = tempTree();
    repository.write({ '.dvc/config': `[core]\nremote = r\n['remote "r"']\nurl = ${remote}\n` });
    storeDirectory(remote, { x: 'x', y: 'y', 'z/w': 'w' });
    rmSync(objectPath(remote, md5('y')));
    rmSync(objectPath(cache, md5('x')));
    expect(await ask(repository, { notInRemote: true })).toEqual({ not_in_remote: ['f'] });
    expect(await ask(repository, { notInRemote: true, granular: true })).toEqual({
      not_in_cache: ['d/x'],
      not_in_remote: ['d/y', 'f'],
    });
    rmSync(objectPath(cache, hash));
    expect(await ask(repository)).toEqual({ not_in_cache: ['d/'] });
  });

  it('calls members unknown whose record is nowhere', async () => {
    const { repository, cache, hash } = added();
    rmSync(objectPath(cache, hash));
    repository.write({ 'd/x': 'X' });
    const status = await ask(repository, { granular: true });
    expect(status).toMatchObject({ not_in_cache: ['d/'], uncommitted: { modified: ['d/'] } });
    expect([...(status.uncommitted?.unknown ?? [])].sort()).toEqual(['d/x', 'd/y', 'd/z/', 'd/z/w']);
  });

  it('speaks of empty directories and links to directories only where all is unknown', async () => {
    const { repository, cache, hash } = added();
    mkdirSync(repository.path('d/e'));
    symlinkSync('z', repository.path('d/link'));
    expect(await ask(repository, { granular: true, unchanged: true })).not.toHaveProperty('uncommitted');
    rmSync(objectPath(cache, hash));
    expect((await ask(repository, { granular: true })).uncommitted?.unknown).toEqual(
      expect.arrayContaining(['d/e/', 'd/link/', 'd/z/w']),
    );
  });

  it('takes the members of a manifest that cannot be read from the remote, and does not call it absent', async () => {
    const { repository, cache, hash } = added();
    const broken = objectPath(cache, hash);
    chmodSync(broken, 0o644);
    writeFileSync(broken, '');
    const status = await ask(repository, { granular: true });
    expect(status).not.toHaveProperty('not_in_cache');
    expect(status.uncommitted?.unknown).toContain('d/x');
    const remote = tempTree();
    storeDirectory(remote, { x: 'x', y: 'y', 'z/w': 'w' });
    repository.write({ '.dvc/config': `[core]\nremote = r\n['remote "r"']\nurl = ${remote}\n` });
    expect(await ask(repository, { granular: true })).toEqual({});
  });

  it('compares names of hashes with HEAD only where a path or a hash differs', async () => {
    const { repository, hash } = added();
    repository.write({ 'f.dvc': dvcFile('f', md5('f'), '') });
    expect(await ask(repository)).not.toHaveProperty('committed');
    repository.write({ 'g.dvc': dvcFile('g', hash) });
    expect((await ask(repository)).committed).toEqual({ modified: ['f'], added: ['g/'] });
  });

  it('reads HEAD by its own .dvcignore, and leaves out directories that are repositories now', async () => {
    const { repository } = added();
    repository.write({ '.dvcignore': 'f\nf.dvc\n' });
    expect((await ask(repository)).committed).toEqual({ deleted: ['f'] });
    repository.write({ '.dvcignore': '', 'd/.dvc/config': '' });
    expect((await ask(repository)).uncommitted).toEqual({ modified: ['d/'] });
  });

  it('shows what was a directory as one while nothing else is recorded of it', async () => {
    const { repository } = added();
    repository.write({ 'd.dvc': 'outs:\n- path: d\n' });
    expect((await ask(repository)).committed).toEqual({ deleted: ['d/'] });
    repository.write({ 'd.dvc': 'outs:\n- path: d\n  size: 3\n' });
    expect((await ask(repository)).committed).toEqual({ deleted: ['d'] });
  });

  it('takes a .dvcignore in data for a file like others, and follows it', async () => {
    const { repository } = added();
    repository.write({ 'd/.dvcignore': '/x' });
    expect((await ask(repository, { granular: true })).uncommitted).toEqual({
      modified: ['d/'],
      added: ['d/.dvcignore'],
      deleted: ['d/x'],
    });
  });

  it('lists neither links to directories nor repositories within as untracked', async () => {
    const { repository } = added();
    repository.write({ 'sub/.git/HEAD': 'ref: refs/heads/main\n', 'sub/.git/objects/x': '', 'sub/.git/refs/x': '', 'e/n': 'n' });
    symlinkSync('e', repository.path('link'));
    symlinkSync('e/n', repository.path('file'));
    expect((await ask(repository, { untrackedFiles: true })).untracked).toEqual(['e/n', 'file']);
  });
});
