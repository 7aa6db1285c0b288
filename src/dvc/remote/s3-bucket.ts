import type { ConfigSection } from '../config/parse-config.ts';
import type { Bucket } from './bucket.ts';
import { type S3Client, s3Client } from './s3-client.ts';
import { isAbsent, unreachable } from './s3-errors.ts';

/** A bucket of S3; `url` is how errors name it. */
export function s3Bucket(
  name: string,
  settings: ConfigSection,
  { url, signal }: { readonly url: string; readonly signal?: AbortSignal },
): Bucket {
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
  const ifThere = <T>(work: (s3: S3Client, abort: { abortSignal?: AbortSignal }) => Promise<T>): Promise<T | null> =>
    send((s3, abort) =>
      work(s3, abort).catch((error: unknown) => {
        if (isAbsent(error)) return null;
        throw error;
      }),
    );
  return {
    tag: (Key) =>
      ifThere(async ({ sdk, client }, abort) => {
        const { ETag = '' } = await client.send(new sdk.HeadObjectCommand({ Bucket: name, Key }), abort);
        return ETag.replace(/^"|"$/g, '');
      }),
    list: (Prefix) =>
      send(async ({ sdk, client }, abort) => {
        const keys: string[] = [];
        for await (const page of sdk.paginateListObjectsV2({ client }, { Bucket: name, Prefix }, abort)) {
          for (const { Key } of page.Contents ?? []) if (Key !== undefined) keys.push(Key);
        }
        return keys;
      }),
    text: (Key, limit) =>
      ifThere(async ({ sdk, client }, abort) => {
        const { Body, ContentLength = 0 } = await client.send(new sdk.GetObjectCommand({ Bucket: name, Key }), abort);
        return Body === undefined || ContentLength > limit ? null : Body.transformToString();
      }),
  };
}
