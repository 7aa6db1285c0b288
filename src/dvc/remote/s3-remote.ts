import type { ConfigSection } from '../config/parse-config.ts';
import { parseManifest } from '../hash/manifest.ts';
import { keyOf, type ObjectName, type RemoteStore } from './remote-store.ts';
import { type S3Client, s3Client } from './s3-client.ts';
import { isAbsent, isService, unreachable } from './s3-errors.ts';

const AT_ONCE = 16;
/** From this many objects on, listing takes fewer requests than asking for each. */
const WORTH_LISTING = 200;
const MANIFEST_LIMIT = 256 << 20;

/** A remote in an S3 bucket, `url` being `s3://bucket/prefix`. Nothing is asked before it must be. */
export function s3Remote(url: string, settings: ConfigSection, signal?: AbortSignal): RemoteStore {
  const [, bucket = '', prefix = ''] = /^s3:\/\/([^/]+)\/?(.*?)\/*$/.exec(url) ?? [];
  let opened: Promise<S3Client> | undefined;
  const connect = () => {
    opened ??= s3Client(settings);
    return opened;
  };
  const send = <T>(work: (s3: S3Client, abort: { abortSignal?: AbortSignal }) => Promise<T>): Promise<T> =>
    connect()
      .then((s3) => work(s3, signal ? { abortSignal: signal } : {}))
      .catch((error: unknown) => {
        signal?.throwIfAborted();
        throw unreachable(error, url);
      });
  const pathOf = ({ name, hash }: ObjectName) =>
    [prefix, name === 'md5' ? 'files/md5' : '', hash.slice(0, 2), hash.slice(2)].filter((part) => part !== '').join('/');

  const has = (Key: string) =>
    send(({ sdk, client }, abort) =>
      client.send(new sdk.HeadObjectCommand({ Bucket: bucket, Key }), abort).then(
        () => true,
        (error: unknown) => {
          if (isAbsent(error)) return false;
          throw error;
        },
      ),
    );

  const list = (Prefix: string) =>
    send(async ({ sdk, client }, abort) => {
      const keys: string[] = [];
      for await (const page of sdk.paginateListObjectsV2({ client }, { Bucket: bucket, Prefix }, abort)) {
        for (const { Key } of page.Contents ?? []) if (Key !== undefined) keys.push(Key);
      }
      return keys;
    });

  return {
    async present(objects) {
      const paths = new Map(
        objects.filter(({ hash }) => /^[0-9a-f]{32}(?:\.dir)?$/.test(hash)).map((object) => [pathOf(object), keyOf(object)]),
      );
      const prefixes = [...new Set([...paths.keys()].map((path) => path.slice(0, path.lastIndexOf('/') + 1)))];
      const found =
        paths.size < WORTH_LISTING
          ? await inTurn([...paths.keys()], async (path) => ((await has(path)) ? [path] : []))
          : await inTurn(prefixes, list);
      return new Set(found.flatMap((path) => paths.get(path) ?? []));
    },
    manifest(object) {
      return send(async ({ sdk, client }, abort) => {
        try {
          const { Body, ContentLength = 0 } = await client.send(
            new sdk.GetObjectCommand({ Bucket: bucket, Key: pathOf(object) }),
            abort,
          );
          if (Body === undefined || ContentLength > MANIFEST_LIMIT) return null;
          return parseManifest(await Body.transformToString());
        } catch (error) {
          if (isAbsent(error) || !isService(error)) return null;
          throw error;
        }
      });
    },
  };
}

/** Runs the work on every item, a few at once. */
async function inTurn<T>(items: readonly T[], work: (item: T) => Promise<readonly string[]>): Promise<string[]> {
  const queue = [...items];
  const results: string[] = [];
  await Promise.all(
    Array.from({ length: Math.min(AT_ONCE, queue.length) }, async () => {
      for (let item = queue.shift(); item !== undefined; item = queue.shift()) results.push(...(await work(item)));
    }),
  );
  return results;
}
