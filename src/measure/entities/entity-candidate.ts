import type { Column } from '../../engine/column.ts';
import type { Frame, FrameColumn } from '../../engine/frame.ts';
import { runLengths } from '../../stats/sorted.ts';
import { total } from '../../stats/total.ts';
import { inOrder } from '../columns/in-order.ts';
import { levelCounts } from '../columns/level-counts.ts';
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
    return values ? [{ column, values }] : [];
  });
  const keys = described.flatMap(({ column, values }) => {
    const pairs = column.kind === 'integer' || column.kind === 'text' ? pairsWithin(values) : undefined;
    return pairs ? [{ column, pairs, distinct: sizesOf(values).length }] : [];
  });
  // As many values as the code itself has only a transformation of it.
  const most = Math.max(0, ...keys.map(({ distinct }) => distinct)) / 2;
  const others = described.flatMap(({ column, values }) => {
    const spread = spreadOf(values, most);
    return spread && spread.distinct <= most && spread.chance <= TELLS ? [{ column, values, distinct: spread.distinct }] : [];
  });
  const candidates = keys.flatMap(({ column, pairs, distinct }) => {
    const traits = others
      .filter((other) => other.distinct <= distinct / 2 && agreesWithin(pairs, other.values))
      .map((other) => other.column.name);
    return traits.length >= MIN_TRAITS ? [{ column, traits, pairs: pairs.length / 2 }] : [];
  });
  const [best] = candidates.sort((a, b) => b.traits.length - a.traits.length || a.pairs - b.pairs);
  return best && { column: best.column, traits: best.traits };
}

/** `pairs`: two rows each, one pair after the other. */
function agreesWithin(pairs: Uint32Array, values: FrameColumn): boolean {
  let left = Math.floor((1 - AGREES) * (pairs.length / 2));
  for (let i = 0; i < pairs.length; i += 2) {
    if (!same(values[pairs[i]!], values[pairs[i + 1]!]) && left-- <= 0) return false;
  }
  return true;
}

const same = (a: unknown, b: unknown): boolean => a === b || (Number.isNaN(a) && Number.isNaN(b));

/** Neighbouring rows of each group of equal values; undefined when the groups do not look like entities. */
function pairsWithin(values: FrameColumn): Uint32Array | undefined {
  const repeated = presentSizes(values).filter((n) => n > 1);
  const pairs = total(repeated) - repeated.length;
  if (repeated.length < MIN_ENTITIES || pairs < MIN_PAIRS || repeated.some((n) => n > MAX_SHARE * values.length))
    return undefined;
  return values instanceof Float64Array ? numberPairs(values) : textPairs(values);
}

function numberPairs(values: Float64Array): Uint32Array {
  const { rows, values: sorted } = inOrder(values);
  const pairs = new Uint32Array(2 * rows.length);
  let length = 0;
  for (let i = 1; i < rows.length; i++) {
    if (sorted[i] !== sorted[i - 1]) continue;
    pairs[length++] = rows[i - 1]!;
    pairs[length++] = rows[i]!;
  }
  return pairs.subarray(0, length);
}

function textPairs(values: readonly (string | null)[]): Uint32Array {
  const last = new Map<string, number>();
  const pairs: number[] = [];
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (value === null) continue;
    const before = last.get(value);
    if (before !== undefined) pairs.push(before, row);
    last.set(value, row);
  }
  return Uint32Array.from(pairs);
}

/** Distinct values, the missing ones being one, and the share of pairs of rows that agree by chance. Undefined for more numbers than `most`. */
function spreadOf(values: FrameColumn, most: number): { distinct: number; chance: number } | undefined {
  if (values instanceof Float64Array && inOrder(values).distinct > most) return undefined;
  const sizes = sizesOf(values);
  const agreeing = sizes.reduce((sum, n) => sum + n * (n - 1), 0);
  return { distinct: sizes.length, chance: agreeing / Math.max(1, values.length * (values.length - 1)) };
}

/** Rows of each value, the missing ones being one. */
function sizesOf(values: FrameColumn): number[] {
  const sizes = presentSizes(values);
  const missing = values.length - total(sizes);
  return missing > 0 ? [...sizes, missing] : sizes;
}

const presentSizes = (values: FrameColumn): number[] =>
  values instanceof Float64Array ? runLengths(sortedValues(values)) : [...levelCounts(values).values()];
