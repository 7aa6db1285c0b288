import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseConfig } from '../config/parse-config.ts';
import { readText } from '../read/read-text.ts';
import { assertLeadsInto } from '../repository/inside.ts';

const SECRETS = new Set([
  'access_key_id',
  'secret_access_key',
  'session_token',
  'password',
  'passphrase',
  'sas_token',
  'account_key',
  'connection_string',
  'client_secret',
  'gdrive_client_secret',
  'oss_key_id',
  'oss_key_secret',
  'sse_customer_key',
  'token',
  'custom_auth_header',
]);

/** Keys of the committed `.dvc/config` that hold credentials, as `section.key`; their values are not given. */
export function configSecrets(root: string): string[] {
  const path = join(root, '.dvc/config');
  if (!existsSync(path)) return [];
  assertLeadsInto(path, [root]);
  return [...parseConfig(readText(path), path)].flatMap(([section, values]) =>
    [...values].filter(([key, value]) => SECRETS.has(key) && value !== '').map(([key]) => `${section}.${key}`),
  );
}
