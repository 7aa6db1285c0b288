import type * as Sdk from '@google-cloud/storage';
import { UserError } from '../../errors.ts';
import { unlessAborted } from '../../unless-aborted.ts';
import { type ConfigSection, textSetting } from '../config/parse-config.ts';
import type { Bucket } from './bucket.ts';

/**
 * A bucket of Google Cloud Storage; `url` is how errors name it. Credentials are those of the remote's settings, else Google's application
 * default ones. Loads the SDK on use.
 */
export function gcsBucket(
  name: string,
  settings: ConfigSection,
  { url, signal }: { readonly url: string; readonly signal?: AbortSignal },
): Bucket {
  let opened: Promise<Sdk.Bucket> | undefined;
  const connect = () => {
    opened ??= openStorage(settings).then((storage) => storage.bucket(name));
    return opened;
  };
  const send = async <T>(work: (bucket: Sdk.Bucket) => Promise<T>): Promise<T> => {
    try {
      return await unlessAborted(connect().then(work), signal);
    } catch (error) {
      signal?.throwIfAborted();
      throw unreachable(error, url);
    }
  };
  const ifThere = <T>(work: (bucket: Sdk.Bucket) => Promise<T>): Promise<T | null> =>
    send((bucket) =>
      work(bucket).catch((error: unknown) => {
        if (codeOf(error) === 404) return null;
        throw error;
      }),
    );
  return {
    tag: (key) =>
      ifThere(async (bucket) => {
        const [{ etag = '' }] = await bucket.file(key).getMetadata();
        return Buffer.from(etag, 'base64').toString('hex');
      }),
    list: (prefix) => send(async (bucket) => (await bucket.getFiles({ prefix }))[0].map((file) => file.name)),
    text: (key, limit) =>
      ifThere(async (bucket) => {
        const file = bucket.file(key);
        const [{ size = 0 }] = await file.getMetadata();
        return Number(size) > limit ? null : (await file.download())[0].toString('utf8');
      }),
  };
}

async function openStorage(settings: ConfigSection): Promise<Sdk.Storage> {
  const get = (key: string) => textSetting(settings, key);
  const [projectId, keyFilename, apiEndpoint] = [get('projectname'), get('credentialpath'), get('endpointurl')];
  const { Storage } = await loadSdk();
  return new Storage({
    retryOptions: { maxRetries: 1 },
    ...(projectId !== undefined && { projectId }),
    ...(keyFilename !== undefined && { keyFilename, useAuthWithCustomEndpoint: true }),
    ...(apiEndpoint !== undefined && { apiEndpoint }),
  });
}

async function loadSdk(): Promise<typeof Sdk> {
  try {
    return await import('@google-cloud/storage');
  } catch (cause) {
    throw new UserError('the remote is on Google Cloud Storage, which needs the package @google-cloud/storage', {
      hint: 'npm install @google-cloud/storage',
      cause,
    });
  }
}

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;

/** Says why without the SDK's own text, which may hold parts of a request. */
function unreachable(error: unknown, url: string): UserError {
  if (error instanceof UserError) return error;
  const code = codeOf(error);
  const isRefused = code === 401 || code === 403 || (error instanceof Error && error.message.includes('default credentials'));
  const why = typeof code === 'number' || typeof code === 'string' ? ` (${code})` : '';
  return new UserError(`the remote ${url} cannot be looked at${why}`, {
    hint: isRefused
      ? 'see that Google credentials are set (`credentialpath` or application default ones) and may read the bucket'
      : 'see that the bucket and its endpoint can be reached',
    cause: error,
  });
}
