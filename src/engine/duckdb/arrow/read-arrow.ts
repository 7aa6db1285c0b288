import { UserError } from '../../../errors.ts';
import type { Reading, ReadRelation } from '../reading.ts';

export async function readArrow({ files }: Reading): Promise<ReadRelation> {
  throw new UserError(`${files[0]!.label}: Arrow files cannot be read yet`);
}
