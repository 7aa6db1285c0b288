import { UserError } from '../../errors.ts';

/** Where a Spark Connect server is, and how to speak to it. */
export interface SparkAddress {
  /** `host:port`. */
  readonly target: string;
  readonly host: string;
  readonly secure: boolean;
  readonly token?: string;
  readonly userId: string;
  readonly userAgent: string;
  /** Sent with every call. */
  readonly headers: Readonly<Record<string, string>>;
}

const DEFAULT_PORT = 15002;
const FORM = 'sc://host:15002/;use_ssl=true;x-header=value';
const TOKEN_VARIABLES = ['WATERTIGHT_SPARK_TOKEN', 'SPARK_CONNECT_AUTHENTICATE_TOKEN'] as const;

/**
 * Reads a connection string of Spark Connect: `sc://host:port/;key=value;…`, where `use_ssl`, `token`, `user_id`, `user_agent` and
 * `session_id` have a meaning and every other key is a header. A token may come from the environment instead.
 * @throws UserError that never repeats a value of the connection string.
 */
export function parseSparkUrl(url: string, env: Readonly<Record<string, string | undefined>> = process.env): SparkAddress {
  const [, authority, path = '', rest = ''] = /^sc:\/\/([^/;?#]*)(\/[^;]*)?((?:;.*)?)$/is.exec(url) ?? [];
  const [, host, port = String(DEFAULT_PORT)] = /^(\[[\da-f:.]+\]|[^:@[\]\s]+)(?::(\d{1,5}))?$/i.exec(authority ?? '') ?? [];
  if (host === undefined || Number(port) > 65_535 || path.length > 1) {
    throw new UserError('the engine is not a connection string of Spark Connect', { hint: `write it like ${FORM}` });
  }
  const { use_ssl, token: given, user_id, user_agent, session_id: _, ...headers } = parametersOf(rest);
  const token = given ?? TOKEN_VARIABLES.map((name) => env[name]).find(Boolean);
  const secure = use_ssl === undefined ? token !== undefined && !isLoopback(host) : truth(use_ssl);
  if (token !== undefined && !secure && !isLoopback(host)) {
    throw new UserError('a token is never sent over a connection that is not encrypted', { hint: 'leave out use_ssl=false' });
  }
  return {
    target: `${host}:${port}`,
    host,
    secure,
    ...(token !== undefined && { token: printable('token', token) }),
    userId: user_id ?? 'watertight',
    userAgent: user_agent ?? 'watertight',
    headers,
  };
}

export const isLoopback = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i.test(host);

function parametersOf(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const part of text.split(';').filter(Boolean)) {
    const [, key, value] = /^([\w.-]+)=(.*)$/s.exec(part) ?? [];
    if (key === undefined) {
      throw new UserError('a part of the engine is not of the form key=value', { hint: `write it like ${FORM}` });
    }
    const known = key.toLowerCase();
    found[known] = printable(known, decoded(known, value!));
  }
  return found;
}

function decoded(key: string, value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    throw new UserError(`the value of ${key} in the engine is not percent-encoded text`, { hint: 'write % as %25' });
  }
}

function printable(key: string, value: string): string {
  if (/^[\x20-\x7e]*$/.test(value)) return value;
  throw new UserError(`the value of ${key} for the engine has characters that a header cannot carry`);
}

function truth(text: string): boolean {
  if (/^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  throw new UserError('use_ssl of the engine is neither true nor false');
}
