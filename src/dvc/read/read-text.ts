import { readFileSync } from 'node:fs';
import { UserError } from '../../errors.ts';
import { statIfPresent } from '../repository/stat-if-present.ts';

const MIB = 1 << 20;

/** Text of a metadata file. Throws `UserError` when it isn't a file, is larger than `limit` bytes or isn't UTF-8; `label` is how the error names it. */
export function readText(path: string, limit = 64 * MIB, label = path): string {
  const position = { path: label };
  const stat = statIfPresent(path);
  if (stat === undefined) throw new UserError('the file does not exist', { position });
  if (!stat.isFile()) throw new UserError('not a regular file', { position });
  if (stat.size > limit) {
    throw new UserError(`the file has ${Math.ceil(stat.size / MIB)} MiB, more than the ${limit / MIB} that are read`, {
      position: { path },
    });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (cause) {
    throw new UserError('the file is not UTF-8 text', { position, cause });
  }
}
