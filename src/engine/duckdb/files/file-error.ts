import { UserError } from '../../../errors.ts';

const REASONS: Readonly<Record<string, readonly [reason: string, hint?: string]>> = {
  ENOENT: ['does not exist'],
  ENOTDIR: ['lies below a file, not a folder'],
  EACCES: ['cannot be read: permission denied', 'grant read permission, for example with chmod +r'],
  EPERM: ['cannot be read: operation not permitted'],
  EISDIR: ['is a folder'],
  ELOOP: ['is a symbolic link that leads to itself'],
  ENAMETOOLONG: ['is too long for a path'],
  EMFILE: ['cannot be opened: too many open files', 'raise the limit with ulimit -n'],
  ENOSPC: ['cannot be unpacked: the disk of the temporary folder is full', 'free space there or set TMPDIR to another disk'],
  EIO: ['cannot be read: the device reports an error'],
};

/** A system error about a file as something the user can mend; other errors come back as they are. */
export function fileError(error: unknown, label: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  const known = code === undefined ? undefined : REASONS[code];
  if (!known) return error;
  const [reason, hint] = known;
  return new UserError(`${label} ${reason}`, { cause: error, ...(hint !== undefined && { hint }) });
}
