import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dvcCloudStatus } from '../../../src/dvc/status/cloud-status.ts';
import { dvcFile, md5, objectPath, store, storeDirectory, TempRepository } from '../temp-repository.ts';
import { tempTree } from '../temp-tree.ts';

function withRemote(files: Record<string, string> = {}, settings = '') {
  const remote = tempTree();
  const repository = new TempRepository({
    '.dvc/config': `[core]\nremote = store\n['remote "store"']\nurl = ${remote}\n${settings}`,
    ...files,
  });
  return {
    repository,
    remote,
    cache: repository.path('.dvc/cache'),
    ask: async () => (await dvcCloudStatus(repository.root)).json,
  };
}

describe('dvcCloudStatus', () => {
  it('tells new, deleted and missing apart', async () => {
    const names = ['both', 'here', 'there', 'nowhere'];
    const { remote, cache, ask } = withRemote(Object.fromEntries(names.map((name) => [`${name}.dvc`, dvcFile(name, md5(name))])));
    for (const name of ['both', 'here']) store(cache, name);
    for (const name of ['both', 'there']) store(remote, name);
    expect(await ask()).toEqual({ here: 'new', there: 'deleted', nowhere: 'missing' });
  });

  it('takes members of a pushed directory for pushed, as DVC does', async () => {
    const files = { a: 'a', b: 'b' };
    const { repository, remote, cache, ask } = withRemote();
    const hash = storeDirectory(cache, files);
    repository.write({ 'd.dvc': dvcFile('d', hash) });
    expect(await ask()).toEqual({ d: 'new', 'd/a': 'new', 'd/b': 'new' });
    storeDirectory(remote, files);
    rmSync(objectPath(remote, md5('b')));
    expect(await ask()).toEqual({});
    rmSync(objectPath(cache, md5('a')));
    expect(await ask()).toEqual({ 'd/a': 'deleted' });
  });

  it('leaves out what is not for the default remote', async () => {
    const { cache, ask } = withRemote(
      {
        'a.dvc': dvcFile('a', md5('a'), 'hash: md5\n  push: false'),
        'b.dvc': dvcFile('b', md5('b'), 'hash: md5\n  remote: other'),
        'c.dvc': dvcFile('c', md5('c'), 'hash: md5\n  cache: false'),
      },
      '[\'remote "other"\']\nurl = s3://bucket\n',
    );
    for (const name of ['a', 'b', 'c']) store(cache, name);
    expect(await ask()).toEqual({});
  });

  it('refuses without a remote, and with one that holds versions', async () => {
    const none = new TempRepository({ 'a.dvc': dvcFile('a', md5('a')) });
    await expect(dvcCloudStatus(none.root)).rejects.toThrow('no remote');
    await expect(withRemote({ 'a.dvc': dvcFile('a', md5('a')) }, 'version_aware = true\n').ask()).rejects.toThrow('versions');
    expect((await dvcCloudStatus(new TempRepository({}).root)).json).toEqual({});
  });

  it('says of a remote that it is not looked into', async () => {
    const { repository } = withRemote({
      'a.dvc': dvcFile('a', md5('a')),
      '.dvc/config.local': '[\'remote "store"\']\nurl = azure://bucket/x\n',
    });
    expect(await dvcCloudStatus(repository.root)).toMatchObject({
      json: {},
      unchecked: [expect.stringContaining('azure://bucket/x')],
    });
  });
});
