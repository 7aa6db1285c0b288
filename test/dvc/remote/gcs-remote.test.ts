import { describe, expect, it } from 'vitest';
import { bucketRemote } from '../../../src/dvc/remote/bucket-remote.ts';
import { openBucket } from '../../../src/dvc/remote/open-bucket.ts';
import { dvcStatus } from '../../../src/dvc/status/local-status.ts';
import { UserError } from '../../../src/errors.ts';
import { md5 } from '../temp-repository.ts';
import { writeTree } from '../temp-tree.ts';
import { bucketCases, setUp } from './bucket-cases.ts';
import { gcsServer } from './gcs-server.ts';

const GCS = { scheme: 'gs', serve: gcsServer, listing: 'prefix=' };

describe('a remote on Google Cloud Storage', () => {
  bucketCases(GCS);

  it('that refuses or cannot be reached is an error without what the server said', async () => {
    const { endpoint } = await setUp(GCS);
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
      `schema: '2.0'\nstages:\n  s:\n    cmd: x\n    deps:\n    - {path: 'remote://gs/in.csv', hash: md5, etag: ${tag}, size: 1}\n`;
    const { repository, remote } = await setUp(GCS, {
      'dvc.yaml': "stages:\n  s: {cmd: x, deps: ['remote://gs/in.csv'], always_changed: false}\n",
      'dvc.lock': lock(md5('old')),
    });
    const ask = async () => (await dvcStatus(repository.root, { network: true })).json;
    expect(await ask()).toEqual({ s: [{ 'changed deps': { 'remote://gs/in.csv': 'deleted' } }] });
    writeTree(remote, { 'in.csv': 'new' });
    expect(await ask()).toEqual({ s: [{ 'changed deps': { 'remote://gs/in.csv': 'modified' } }] });
    repository.write({ 'dvc.lock': lock(md5('new')) });
    expect(await ask()).toEqual({});
  });

  it('a run that was stopped waits for no answer', async () => {
    const { endpoint } = await setUp(GCS);
    const gcs = bucketRemote(openBucket('gs://bucket', new Map([['endpointurl', endpoint]]), AbortSignal.abort())!);
    await expect(gcs.present([{ name: 'md5', hash: md5('a') }], false)).rejects.toMatchObject({ name: 'AbortError' });
  });
});
