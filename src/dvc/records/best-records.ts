import { within } from '../repository/inside.ts';
import type { DataRecord } from './data-record.ts';

/**
 * The records to compare a path with: outs before deps, the path itself before a directory that holds it, the nearest directory first.
 * Several when they stand equal, such as a path that two stages depend on; none when nothing records the path.
 */
export function bestRecords(records: readonly DataRecord[], path: string): readonly DataRecord[] {
  const holding = records.filter((record) => within(record.path, path) !== null);
  const best = Math.max(...holding.map(rank));
  return holding.filter((record) => rank(record) === best);
}

/** Among records that hold a path, the longest is the nearest. */
function rank({ kind, path }: DataRecord): number {
  return (kind === 'out' ? 1 << 20 : 0) + path.length;
}
