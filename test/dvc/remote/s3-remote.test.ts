import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { bucketRemote } from '../../../src/dvc/remote/bucket-remote.ts';
import { openBucket } from '../../../src/dvc/remote/open-bucket.ts';
import { keyOf } from '../../../src/dvc/remote/remote-store.ts';
import { dvcCloudStatus } from '../../../src/dvc/status/cloud-status.ts';
import { dvcDataStatus } from '../../../src/dvc/status/data-status.ts';
import { dvcStatus } from '../../../src/dvc/status/local-status.ts';
import { UserError } from '../../../src/errors.ts';
import { dvcFile, md5, objectPath, store, storeDirectory, TempRepository } from '../temp-repository.ts';
import { tempTree, writeTree } from '../temp-tree.ts';
import { s3Server } from './s3-server.ts';

beforeEach(() => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  return () => vi.unstubAllEnvs();
});

async function setUp(files: Record<string, string> = {}) {
  const folder = tempTree({ 'bucket/keep': '' });
  const server = await s3Server(folder);
  const config = `[core]\nremote = s3\n['remote "s3"']\nurl = s3://bucket/some/prefix\nendpointurl = ${server.endpoint}\n`;
  const repository = new TempRepository({ '.dvc/config': config, ...files });
  return { ...server, repository, cache: repository.path('.dvc/cache'), remote: join(folder, 'bucket/some/prefix') };
}

describe('a remote on S3', () => {
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
    expect((await dvcDataStatus(repository.root, { notInRemote: true })).json.not_in_remote).toEqual(['here', 'nowhere']);
  });

  it('lends manifests that the cache lacks', async () => {
    const { repository, cache, remote } = await setUp();
    const files = { a: 'a', b: 'b' };
    const hash = storeDirectory(cache, files);
    storeDirectory(remote, files);
    rmSync(objectPath(cache, hash));
    rmSync(objectPath(cache, md5('a')));
    rmSync(objectPath(remote, md5('b')));
    repository.write({ 'd.dvc': dvcFile('d', hash), 'd/a': 'a', 'd/b': 'b' });
    expect((await dvcCloudStatus(repository.root)).json).toEqual({ 'd/a': 'deleted' });
    expect((await dvcDataStatus(repository.root, { notInRemote: true, granular: true })).json).toMatchObject({
      not_in_cache: ['d/', 'd/a'],
      not_in_remote: ['d/b'],
    });
  });

  it('lists instead of asking for each of many', async () => {
    const { endpoint, remote, requests } = await setUp();
    const hashes = Array.from({ length: 300 }, (_, i) => md5(`${i}`));
    for (let i = 0; i < 300; i += 3) store(remote, `${i}`);
    const s3 = bucketRemote(openBucket('s3://bucket/some/prefix', new Map([['endpointurl', endpoint]]))!);
    const present = await s3.present(
      hashes.map((hash) => ({ name: 'md5' as const, hash })),
      false,
    );
    expect(present).toEqual(new Set(hashes.filter((_, i) => i % 3 === 0).map((hash) => keyOf({ name: 'md5', hash }))));
    expect(requests.every((request) => request.includes('list-type=2'))).toBe(true);
  });

  it('that refuses or is not there is an error that shows no secret', async () => {
    const { endpoint, repository, cache } = await setUp({ 'a.dvc': dvcFile('a', md5('a')) });
    store(cache, 'a');
    const settings = new Map([
      ['endpointurl', endpoint],
      ['allow_anonymous_login', 'true'],
    ]);
    const anonymous = bucketRemote(openBucket('s3://bucket', settings)!);
    await expect(anonymous.present([{ name: 'md5', hash: md5('a') }], false)).rejects.toMatchObject({
      message: expect.stringContaining('(403)'),
    });
    repository.write({
      '.dvc/config.local': '[\'remote "s3"\']\nendpointurl = http://127.0.0.1:1\nsecret_access_key = hush\naccess_key_id = who\n',
    });
    const error = await dvcCloudStatus(repository.root).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UserError);
    expect(JSON.stringify([(error as UserError).message, (error as UserError).hint])).not.toMatch(/hush|who/);
  });

  it('is asked about deps that lie there, when allowed', async () => {
    const etag = (text: string) => `"${md5(text)}"`;
    const lock = (tag: string) =>
      `schema: '2.0'\nstages:\n  s:\n    cmd: x\n    deps:\n    - {path: 'remote://s3/in.csv', hash: md5, etag: ${tag}, size: 1}\n`;
    const { repository, remote } = await setUp({
      'dvc.yaml': "stages:\n  s: {cmd: x, deps: ['remote://s3/in.csv'], always_changed: false}\n",
    });
    const ask = async (network: boolean) => dvcStatus(repository.root, { network });
    repository.write({ 'dvc.lock': lock(etag('old')) });
    expect(await ask(true)).toMatchObject({ json: { s: [{ 'changed deps': { 'remote://s3/in.csv': 'deleted' } }] } });
    writeTree(remote, { 'in.csv': 'new' });
    expect(await ask(true)).toMatchObject({ json: { s: [{ 'changed deps': { 'remote://s3/in.csv': 'modified' } }] } });
    repository.write({ 'dvc.lock': lock(etag('new')) });
    expect(await ask(true)).toEqual({ json: {}, unchecked: [] });
    expect(await ask(false)).toMatchObject({ json: {}, unchecked: [expect.stringContaining('outside')] });
    repository.write({ '.dvc/config.local': '[\'remote "s3"\']\nendpointurl = http://127.0.0.1:1\n' });
    expect(await ask(true)).toMatchObject({ json: {}, unchecked: [expect.stringContaining('cannot be looked at')] });
  });

  it('is not asked when the answer needs none of it', async () => {
    const { repository, requests } = await setUp({ 'a.dvc': dvcFile('a', md5('a')) });
    await dvcDataStatus(repository.root, { granular: true });
    expect(requests).toEqual([]);
  });
});
