import { beforeEach, describe, expect, it, vi } from 'vitest';
import { bucketRemote } from '../../../src/dvc/remote/bucket-remote.ts';
import { openBucket } from '../../../src/dvc/remote/open-bucket.ts';
import { dvcCloudStatus } from '../../../src/dvc/status/cloud-status.ts';
import { dvcDataStatus } from '../../../src/dvc/status/data-status.ts';
import { dvcStatus } from '../../../src/dvc/status/local-status.ts';
import { UserError } from '../../../src/errors.ts';
import { dvcFile, md5, store } from '../temp-repository.ts';
import { writeTree } from '../temp-tree.ts';
import { bucketCases, setUp } from './bucket-cases.ts';
import { s3Server } from './s3-server.ts';

beforeEach(() => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  return () => vi.unstubAllEnvs();
});

const S3 = { scheme: 's3', serve: s3Server, listing: 'list-type=2' };

describe('a remote on S3', () => {
  bucketCases(S3);

  it('that refuses or is not there is an error that shows no secret', async () => {
    const { endpoint, repository, cache } = await setUp(S3, { 'a.dvc': dvcFile('a', md5('a')) });
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
    const { repository, remote } = await setUp(S3, {
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
    const { repository, requests } = await setUp(S3, { 'a.dvc': dvcFile('a', md5('a')) });
    await dvcDataStatus(repository.root, { granular: true });
    expect(requests).toEqual([]);
  });
});
