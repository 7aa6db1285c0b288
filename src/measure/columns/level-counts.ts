import type { Column } from '../../engine/column.ts';
import { fn } from '../../engine/dialect.ts';
import type { Frame } from '../../engine/frame.ts';
import { identifier, type Sql, sql } from '../../engine/sql.ts';

type Levels = readonly (string | null)[];

const known = new WeakMap<Levels, ReadonlyMap<string, number>>();
const truths = new WeakMap<Float64Array, Levels>();

/** How often each text occurs; a frame's column is counted once for all rules. */
export function levelCounts(levels: Levels): ReadonlyMap<string, number> {
  const found = known.get(levels);
  if (found) return found;
  const counts = new Map<string, number>();
  for (const level of levels) if (level !== null) counts.set(level, (counts.get(level) ?? 0) + 1);
  known.set(levels, counts);
  return counts;
}

/** The levels of a text or boolean column in a frame; undefined for others. */
export function levelsIn(frame: Frame, { name, kind }: Column): Levels | undefined {
  if (kind !== 'boolean') return frame.texts(name);
  const numbers = frame.numbers(name);
  if (!numbers) return undefined;
  const found = truths.get(numbers);
  if (found) return found;
  const levels = Array.from(numbers, (value) => (Number.isNaN(value) ? null : value ? 'true' : 'false'));
  truths.set(numbers, levels);
  return levels;
}

/** The same in the engine. */
export function levelOf({ name, kind }: Column): Sql {
  const value = identifier(name);
  return kind === 'boolean' ? sql`CASE WHEN ${value} THEN 'true' WHEN NOT ${value} THEN 'false' END` : fn.toText(value);
}
