import type * as Sdk from '@aws-sdk/client-s3';
import { UserError } from '../../errors.ts';
import { type ConfigSection, textSetting } from '../config/parse-config.ts';

export interface S3Client {
  readonly sdk: typeof Sdk;
  readonly client: Sdk.S3Client;
}

/** A client with the settings of a remote; what they leave open comes from the environment as for every AWS tool. Loads the SDK. */
export async function s3Client(settings: ConfigSection): Promise<S3Client> {
  const sdk = await loadSdk();
  const get = (key: string) => textSetting(settings, key);
  const [endpoint, region, profile] = [
    get('endpointurl'),
    get('region') ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION,
    get('profile'),
  ];
  const [accessKeyId, secretAccessKey, sessionToken] = [get('access_key_id'), get('secret_access_key'), get('session_token')];
  const client = new sdk.S3Client({
    region: region ?? 'us-east-1',
    maxAttempts: 2,
    ...(endpoint !== undefined && { endpoint, forcePathStyle: true }),
    ...(profile !== undefined && { profile }),
    ...(accessKeyId &&
      secretAccessKey && { credentials: { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) } }),
    ...(get('allow_anonymous_login')?.toLowerCase() === 'true' && { signer: { sign: async (request: never) => request } }),
  });
  return { sdk, client };
}

async function loadSdk(): Promise<typeof Sdk> {
  try {
    return await import('@aws-sdk/client-s3');
  } catch (cause) {
    throw new UserError('the remote is on S3, which needs the package @aws-sdk/client-s3', {
      hint: 'npm install @aws-sdk/client-s3',
      cause,
    });
  }
}
