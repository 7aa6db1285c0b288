import { UserError } from '../../errors.ts';

/** DuckDB's refusals that a user can mend, whatever the statement; any other error comes back as it is. */
export function toUserError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof UserError) return error;
  const { message } = error;
  if (/^Out of Memory Error/.test(message)) {
    return new UserError('the memory limit was reached', {
      hint: 'raise it, for example --memory-limit 4GB, or check fewer rules with --only',
      cause: error,
    });
  }
  if (/No space left on device|failed to offload data block|max_temp_directory_size/i.test(message)) {
    return new UserError('the disk of the temporary folder is full', {
      hint: 'free space there, set TMPDIR to another disk, or raise --memory-limit',
      cause: error,
    });
  }
  return error;
}
