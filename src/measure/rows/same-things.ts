import { changedRows } from '../shift/explain-change.ts';
import type { MatchedColumn } from './matched-rows.ts';

const SAME = 0.5;
/** A column that agrees in most pairs of any two rows tells nothing. */
const TELLING = 0.9;

/**
 * Whether matched rows describe the same things: in half of the telling columns they agree far more often than rows that are
 * paired at random. Ids that were counted anew in each table match and mean nothing.
 */
export function describeSameThings(columns: readonly MatchedColumn[]): boolean {
  const excess = columns.flatMap(({ before, after }) => {
    const rows = before.length;
    if (rows < 2) return [];
    const agreement = 1 - changedRows(before, after).length / rows;
    const chance = 1 - changedRows(before, shifted(after)).length / rows;
    return chance < TELLING ? [(agreement - chance) / (1 - chance)] : [];
  });
  return excess.filter((one) => one >= SAME).length >= excess.length / 2 && excess.length > 0;
}

function shifted<T extends Float64Array | readonly (string | null)[]>(values: T): T {
  const by = Math.max(1, Math.floor(values.length / 3));
  const parts = [values.slice(by), values.slice(0, by)] as const;
  if (values instanceof Float64Array) return Float64Array.from([...parts[0], ...parts[1]] as number[]) as T;
  return [...parts[0], ...parts[1]] as unknown as T;
}
