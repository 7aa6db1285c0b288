import type { Database } from './database.ts';
import { loadExtension } from './extension.ts';
import { literal } from './reading.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Hands the standard credentials of a scheme to DuckDB, for this run only: AWS's chain of variables, profiles and roles for S3, an HMAC
 * key for GCS. Without any, public files can still be read.
 */
export async function registerCredentials(database: Database, scheme: string, env: Environment = process.env): Promise<void> {
  if (scheme === 's3') await registerAws(database, env);
  const { GCS_ACCESS_KEY_ID: key, GCS_SECRET_ACCESS_KEY: secret } = env;
  if (scheme.startsWith('g') && key && secret) {
    await database.run(`CREATE OR REPLACE SECRET watertight_gcs (TYPE gcs, KEY_ID ${literal(key)}, SECRET ${literal(secret)})`);
  }
}

async function registerAws(database: Database, env: Environment): Promise<void> {
  await loadExtension(database, 'aws');
  const region = env.AWS_REGION || env.AWS_DEFAULT_REGION;
  const settings = [
    ...(region ? [`REGION ${literal(region)}`] : []),
    ...endpointOf(env.AWS_ENDPOINT_URL_S3 || env.AWS_ENDPOINT_URL),
  ];
  const register = (provider: string) =>
    database.run(`CREATE OR REPLACE SECRET watertight_s3 (${['TYPE s3', provider, ...settings].join(', ')})`);
  // The chain is refused when it finds nothing: the bucket may be public.
  await register('PROVIDER credential_chain').catch(() => register('PROVIDER config'));
}

function endpointOf(url: string | undefined): string[] {
  if (!url) return [];
  const { host, protocol } = new URL(url);
  return [`ENDPOINT ${literal(host)}`, `USE_SSL ${protocol === 'https:'}`, `URL_STYLE 'path'`];
}
