import type { Column } from '../../engine/column.ts';
import type { Frame, FrameColumn } from '../../engine/frame.ts';
import { sortedValues } from '../columns/sorted-values.ts';

const MIN_ENTITIES = 20;
/** Pairs of rows of one entity that are needed to see what they have in common. */
const MIN_PAIRS = 100;
/** An entity holds at most this share of the rows. */
const MAX_SHARE = 0.05;
/** Pairs of one entity agree on what belongs to it this often; other pairs at most so often. */
const AGREES = 0.98;
const TELLS = 0.6;
/** Columns that must belong to the entity. */
const MIN_TRAITS = 3;

export interface EntityCandidate {
  readonly column: Column;
  /** Columns whose value an entity keeps from row to row. */
  readonly traits: readonly string[];
}

/** The code on which the most other columns depend: rows of one thing, seen repeatedly, agree on what the thing is. */
export function entityCandidate(frame: Frame, columns: readonly Column[]): EntityCandidate | undefined {
  const described = columns.flatMap((column) => {
    const values = frame.columns.get(column.name);
    return values ? [{ column, values, ...spreadOf(values) }] : [];
  });
  const candidates = described.flatMap(({ column, values, distinct }) => {
    const pairs = column.kind === 'integer' || column.kind === 'text' ? pairsWithin(values) : undefined;
    if (!pairs) return [];
    const traits = described
      // As many values as the code itself has only a transformation of it.
      .filter((other) => other.chance <= TELLS && other.distinct <= distinct / 2 && agreesWithin(pairs, other.values))
      .map((other) => other.column.name);
    return traits.length >= MIN_TRAITS ? [{ column, traits, pairs: pairs.length }] : [];
  });
  const [best] = candidates.sort((a, b) => b.traits.length - a.traits.length || a.pairs - b.pairs);
  return best && { column: best.column, traits: best.traits };
}

function agreesWithin(pairs: readonly [number, number][], values: FrameColumn): boolean {
  let left = Math.floor((1 - AGREES) * pairs.length);
  return pairs.every(([a, b]) => same(values[a], values[b]) || left-- > 0);
}

const same = (a: unknown, b: unknown): boolean => a === b || (Number.isNaN(a) && Number.isNaN(b));

/** Neighbouring rows of each group of equal values; undefined when the groups do not look like entities. */
function pairsWithin(values: FrameColumn): [number, number][] | undefined {
  const last = new Map<number | string, number>();
  const sizes = new Map<number | string, number>();
  const pairs: [number, number][] = [];
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (value === null || Number.isNaN(value)) continue;
    const before = last.get(value);
    if (before !== undefined) pairs.push([before, row]);
    last.set(value, row);
    sizes.set(value, (sizes.get(value) ?? 0) + 1);
  }
  const repeated = [...sizes.values()].filter((n) => n > 1);
  if (repeated.length < MIN_ENTITIES || pairs.length < MIN_PAIRS) return undefined;
  return Math.max(...repeated) <= MAX_SHARE * values.length ? pairs : undefined;
}

/** Distinct values, and the share of pairs of rows that agree by chance. */
function spreadOf(values: FrameColumn): { distinct: number; chance: number } {
  const counts = values instanceof Float64Array ? runsOf(sortedValues(values)) : countsOf(values);
  const missing = values.length - counts.reduce((sum, n) => sum + n, 0);
  if (missing > 0) counts.push(missing);
  const agreeing = counts.reduce((sum, n) => sum + n * (n - 1), 0);
  return { distinct: counts.length, chance: agreeing / Math.max(1, values.length * (values.length - 1)) };
}

function runsOf(sorted: Float64Array): number[] {
  const runs: number[] = [];
  for (let i = 0, start = 0; i < sorted.length; i++) {
    if (i + 1 < sorted.length && sorted[i + 1] === sorted[i]) continue;
    runs.push(i + 1 - start);
    start = i + 1;
  }
  return runs;
}

function countsOf(values: readonly (string | null)[]): number[] {
  const counts = new Map<string | null, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts.values()];
}
