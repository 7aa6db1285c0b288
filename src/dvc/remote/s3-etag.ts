import type { ConfigSection } from '../config/parse-config.ts';
import { s3Client } from './s3-client.ts';
import { isAbsent, unreachable } from './s3-errors.ts';

/** The tag of an object, without quotes; null when it isn't there. Throws `UserError` when it cannot be asked for. */
export async function s3Etag(url: string, settings: ConfigSection, signal?: AbortSignal): Promise<string | null> {
  const [, Bucket = '', Key = ''] = /^s3:\/\/([^/]+)\/(.*)$/.exec(url) ?? [];
  try {
    const { sdk, client } = await s3Client(settings);
    const { ETag = '' } = await client.send(new sdk.HeadObjectCommand({ Bucket, Key }), signal ? { abortSignal: signal } : {});
    return ETag.replace(/^"|"$/g, '');
  } catch (error) {
    signal?.throwIfAborted();
    if (isAbsent(error)) return null;
    throw unreachable(error, url);
  }
}
