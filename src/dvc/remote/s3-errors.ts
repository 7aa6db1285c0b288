import { UserError } from '../../errors.ts';

/** An answer of the server, as against a failure to reach it. */
export function isService(error: unknown): error is { name: string; $metadata: { httpStatusCode?: number } } {
  return typeof error === 'object' && error !== null && '$metadata' in error;
}

export function isAbsent(error: unknown): boolean {
  return isService(error) && (error.$metadata.httpStatusCode === 404 || error.name === 'NotFound' || error.name === 'NoSuchKey');
}

/** Says why without the SDK's own text, which may hold parts of a signed request. */
export function unreachable(error: unknown, url: string): UserError {
  if (error instanceof UserError) return error;
  const name = error instanceof Error ? error.name : 'unknown error';
  const status = isService(error) ? error.$metadata.httpStatusCode : undefined;
  const hint =
    status === 403 || name === 'CredentialsProviderError'
      ? 'see that AWS credentials are set and may read the bucket'
      : 'see that the bucket and its endpoint can be reached';
  return new UserError(`the remote ${url} cannot be looked at: ${name}${status === undefined ? '' : ` (${status})`}`, {
    hint,
    cause: error,
  });
}
