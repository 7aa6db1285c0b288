import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { bucketRemote } from '../../../src/dvc/remote/bucket-remote.ts';
import { openBucket } from '../../../src/dvc/remote/open-bucket.ts';
import { keyOf } from '../../../src/dvc/remote/remote-store.ts';
import { dvcCloudStatus } from '../../../src/dvc/status/cloud-status.ts';
import { dvcDataStatus } from '../../../src/dvc/status/data-status.ts';
import { dvcFile, md5, objectPath, store, storeDirectory, TempRepository } from '../temp-repository.ts';
import { tempTree } from '../temp-tree.ts';

/** A kind of bucket, with a server for tests over a folder that holds a folder for each bucket. */
export interface BucketKind {
  readonly scheme: string;
  readonly serve: (folder: string) => Promise<{ readonly endpoint: string; readonly requests: string[] }>;
  /** What of a request tells that it lists. */
  readonly listing: string;
}

/** A repository whose default remote, named after the scheme, is a prefix of a bucket. */
export async function setUp({ scheme, serve }: BucketKind, files: Record<string, string> = {}) {
  const folder = tempTree({ 'bucket/keep': '' });
  const server = await serve(folder);
  const section = `['remote "${scheme}"']\nurl = ${scheme}://bucket/some/prefix\nendpointurl = ${server.endpoint}\n`;
  const repository = new TempRepository({ '.dvc/config': `[core]\nremote = ${scheme}\n${section}`, ...files });
  return { ...server, repository, cache: repository.path('.dvc/cache'), remote: join(folder, 'bucket/some/prefix') };
}

/** What is asked of every kind of bucket alike. */
export function bucketCases(kind: BucketKind): void {
  it('is compared with the cache', async () => {
    const names = ['both', 'here', 'there', 'nowhere'];
    const { repository, cache, remote } = await setUp(
      kind,
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
    const { repository, cache, remote } = await setUp(kind);
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
    const { endpoint, remote, requests } = await setUp(kind);
    const hashes = Array.from({ length: 300 }, (_, i) => md5(`${i}`));
    for (let i = 0; i < 300; i += 3) store(remote, `${i}`);
    const bucket = bucketRemote(openBucket(`${kind.scheme}://bucket/some/prefix`, new Map([['endpointurl', endpoint]]))!);
    const present = await bucket.present(
      hashes.map((hash) => ({ name: 'md5' as const, hash })),
      false,
    );
    expect(present).toEqual(new Set(hashes.filter((_, i) => i % 3 === 0).map((hash) => keyOf({ name: 'md5', hash }))));
    expect(requests.every((request) => request.includes(kind.listing))).toBe(true);
  });
}
