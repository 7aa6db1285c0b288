import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bucketRemote } from '../../../src/dvc/remote/bucket-remote.ts';
import { openBucket } from '../../../src/dvc/remote/open-bucket.ts';
import { keyOf } from '../../../src/dvc/remote/remote-store.ts';
import { dvcCloudStatus } from '../../../src/dvc/status/cloud-status.ts';
import { dvcDataStatus } from '../../../src/dvc/status/data-status.ts';
import { dvcStatus } from '../../../src/dvc/status/local-status.ts';
import { UserError } from '../../../src/errors.ts';
import { dvcFile, md5, objectPath, store, storeDirectory, TempRepository } from '../temp-repository.ts';
import { tempTree, writeTree } from '../temp-tree.ts';
import { gcsServer } from './gcs-server.ts';

async function setUp(files: Record<string, string> = {}) {
  const folder = tempTree({ 'bucket/keep': '' });
  const server = await gcsServer(folder);
  const config = `[core]\nremote = gcs\n['remote "gcs"']\nurl = gs://bucket/some/prefix\nendpointurl = ${server.endpoint}\n`;
  const repository = new TempRepository({ '.dvc/config': config, ...files });
  return { ...server, repository, cache: repository.path('.dvc/cache'), remote: join(folder, 'bucket/some/prefix') };
}

describe('a remote on Google Cloud Storage', () => {
  it('is compared with the cache', async () => {
    const names = ['both', 'here', 'there', 'nowhere'];
    const { repository, cache, remote } = await setUp(
      Object.fromEntries(names.map((name) => [`${name}.dvc`, dvcFile(name, md5(name))])),
    );
    for (const name of ['both', 'here']) store(cache, name);
    for (const name of ['both', 'there']) store(remote, name);
    expect(await dvcCloudStatus(repository.root)).toEqual({
      json: { here: 'new', there: 'deleted', nowhere: 'missing' },
      unchecked: [],
    });
  });

  it('lends manifests that the cache lacks', async () => {
    const { repository, cache, remote } = await setUp();
    const files = { a: 'a', b: 'b' };
    const hash = storeDirectory(cache, files);
    storeDirectory(remote, files);
    rmSync(objectPath(cache, hash));
    rmSync(objectPath(remote, md5('b')));
    repository.write({ 'd.dvc': dvcFile('d', hash), 'd/a': 'a', 'd/b': 'b' });
    expect((await dvcDataStatus(repository.root, { notInRemote: true, granular: true })).json).toMatchObject({
      not_in_remote: ['d/b'],
    });
  });

  it('lists instead of asking for each of many', async () => {
    const { endpoint, remote, requests } = await setUp();
    const hashes = Array.from({ length: 300 }, (_, i) => md5(`${i}`));
    for (let i = 0; i < 300; i += 3) store(remote, `${i}`);
    const gcs = bucketRemote(openBucket('gs://bucket/some/prefix', new Map([['endpointurl', endpoint]]))!);
    const present = await gcs.present(
      hashes.map((hash) => ({ name: 'md5' as const, hash })),
      false,
    );
    expect(present).toEqual(new Set(hashes.filter((_, i) => i % 3 === 0).map((hash) => keyOf({ name: 'md5', hash }))));
    expect(requests.every((request) => request.includes('prefix='))).toBe(true);
  });

  it('that refuses or cannot be reached is an error without what the server said', async () => {
    const { endpoint } = await setUp();
    const object = [{ name: 'md5' as const, hash: md5('a') }];
    const ask = (url: string, at: string) =>
      bucketRemote(openBucket(url, new Map([['endpointurl', at]]))!)
        .present(object, false)
        .catch((reason: unknown) => reason);
    const refused = await ask('gs://private/x', endpoint);
    expect(refused).toBeInstanceOf(UserError);
    expect(refused).toMatchObject({ message: 'the remote gs://private/x cannot be looked at (403)' });
    expect((refused as UserError).hint).toContain('credentials');
    expect(await ask('gs://bucket', 'http://127.0.0.1:1')).toBeInstanceOf(UserError);
  });

  it('is asked about deps that lie there', async () => {
    const lock = (tag: string) =>
      `schema: '2.0'\nstages:\n  s:\n    cmd: x\n    deps:\n    - {path: 'remote://gcs/in.csv', hash: md5, etag: ${tag}, size: 1}\n`;
    const { repository, remote } = await setUp({
      'dvc.yaml': "stages:\n  s: {cmd: x, deps: ['remote://gcs/in.csv'], always_changed: false}\n",
      'dvc.lock': lock(md5('old')),
    });
    const ask = async () => (await dvcStatus(repository.root, { network: true })).json;
    expect(await ask()).toEqual({ s: [{ 'changed deps': { 'remote://gcs/in.csv': 'deleted' } }] });
    writeTree(remote, { 'in.csv': 'new' });
    expect(await ask()).toEqual({ s: [{ 'changed deps': { 'remote://gcs/in.csv': 'modified' } }] });
    repository.write({ 'dvc.lock': lock(md5('new')) });
    expect(await ask()).toEqual({});
  });

  it('a run that was stopped waits for no answer', async () => {
    const { endpoint } = await setUp();
    const gcs = bucketRemote(openBucket('gs://bucket', new Map([['endpointurl', endpoint]]), AbortSignal.abort())!);
    await expect(gcs.present([{ name: 'md5', hash: md5('a') }], false)).rejects.toMatchObject({ name: 'AbortError' });
  });
});
