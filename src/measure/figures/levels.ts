import type { Levels } from '../../check/figure.ts';
import { total } from '../../stats/total.ts';

const MOST_LEVELS = 12;

/** One side of a comparison of levels. */
export interface LevelSide {
  readonly name: string;
  readonly counts: ReadonlyMap<string, number>;
  readonly value?: string | number;
}

/** The shares of levels on two sides; undefined where one is empty. */
export function levels(column: string, sides: readonly [LevelSide, LevelSide], coverage: Levels['coverage']): Levels | undefined {
  const [a, b] = sides;
  if (!a.counts.size || !b.counts.size) return undefined;
  const all = [...new Set([...a.counts.keys(), ...b.counts.keys()])];
  const n = (counts: LevelSide['counts'], level: string) => counts.get(level) ?? 0;
  all.sort((x, y) => n(a.counts, y) - n(a.counts, x) || n(b.counts, y) - n(b.counts, x) || (x < y ? -1 : 1));
  const shown = all.length > MOST_LEVELS ? all.slice(0, MOST_LEVELS - 1) : all;
  const others = shown.length < all.length;
  const counted = ({ name, counts, value }: LevelSide) => {
    const own = shown.map((level) => n(counts, level));
    const rest = total([...counts.values()]) - total(own);
    return { name, counts: others ? [...own, rest] : own, ...(value !== undefined && { value }) };
  };
  return { kind: 'levels', column, coverage, others, levels: shown, series: [counted(a), counted(b)] };
}
