import { readFileSync } from 'node:fs';
import { UserError } from '../../errors.ts';
import { statIfPresent } from '../repository/stat-if-present.ts';

const MIB = 1 << 20;

/** Text of a metadata file. Throws `UserError` when it isn't a file, is larger than `limit` bytes or isn't UTF-8. */
export function readText(path: string, limit = 64 * MIB): string {
  const stat = statIfPresent(path);
  if (stat === undefined) throw new UserError('the file does not exist', { position: { path } });
  if (!stat.isFile()) throw new UserError('not a regular file', { position: { path } });
  if (stat.size > limit) {
    throw new UserError(`the file has ${Math.ceil(stat.size / MIB)} MiB, more than the ${limit / MIB} that are read`, {
      position: { path },
    });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (cause) {
    throw new UserError('the file is not UTF-8 text', { position: { path }, cause });
  }
}
