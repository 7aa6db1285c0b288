import type { FrameColumn } from '../../engine/frame.ts';
import { argsort } from '../../stats/argsort.ts';
import { aucFromCounts, undirected } from '../../stats/auc.ts';
import { denseRanks } from '../../stats/kendall.ts';
import { weightedCorrelation } from '../../stats/weighted-correlation.ts';
import { MAX_LEVELS, type Series } from './series.ts';

/** How a column goes with the target k rows later in the same series; k < 0: earlier. */
export interface Shifted {
  readonly shift: number;
  /** Rows that have a row k later, both with a value. */
  readonly rows: number;
  /** Share of them in which the values are equal. */
  readonly equal: number;
  /** 0 to 1: correlation of numbers, 2·AUC − 1 of a number and two classes, agreement beyond the commonest class of categories. */
  readonly strength: number;
  /** Rows of other classes than the commonest; all rows for numbers. */
  readonly rarer: number;
  /** Correlation of the changes from row to row; 0 unless both are numbers. */
  readonly changes: number;
  /** Correlation of the column with how far the target moves from this row to the other, of values or ranks, whichever is less; 0 unless both are numbers. */
  readonly ahead: number;
}

const LEAST_ROWS = 20;
/** A correlation from which that of the ranks must bear it out. */
const LOOKED_AT = 0.8;

/** Rows that have a row `shift` later in their series, for each shift from −reach to reach. */
export type ShiftedRows = ReadonlyMap<number, Int32Array>;

/** At most about `most` rows of whole series. */
export function shiftedRows({ starts }: Series, reach: number, most = Number.POSITIVE_INFINITY): ShiftedRows {
  const ends = starts.slice(1);
  const last = ends.find((end) => end >= most) ?? starts.at(-1)!;
  const limit = ends.length === 1 ? Math.min(most, last) : last;
  return new Map(
    Array.from({ length: 2 * reach + 1 }, (_, i): [number, Int32Array] => {
      const shift = i - reach;
      const rows: number[] = [];
      for (let s = 0; s + 1 < starts.length && starts[s]! < limit; s++) {
        const [from, to] = [starts[s]!, Math.min(starts[s + 1]!, limit)];
        for (let row = Math.max(from, from - shift); row < Math.min(to, to - shift); row++) rows.push(row);
      }
      return [shift, Int32Array.from(rows)];
    }),
  );
}

/** Of the rows at one shift those that have a row at another too, for each of the others. */
export function amongRows({ starts }: Series, rows: Int32Array, shifts: readonly number[]): ShiftedRows {
  const firstOf = new Int32Array(starts.at(-1)!);
  const lastOf = firstOf.slice();
  for (let s = 0; s + 1 < starts.length; s++) {
    firstOf.fill(starts[s]!, starts[s]!, starts[s + 1]!);
    lastOf.fill(starts[s + 1]! - 1, starts[s]!, starts[s + 1]!);
  }
  return new Map(
    shifts.map((shift) => [shift, rows.filter((row) => row + shift >= firstOf[row]! && row + shift <= lastOf[row]!)]),
  );
}

/** One entry a shift, fewer where series are too short; undefined where the two cannot be compared. */
export function shiftedAssociations(
  series: Series,
  shifted: ShiftedRows,
  column: FrameColumn,
  target: FrameColumn,
  isClass: boolean,
): Shifted[] | undefined {
  const measure = measureOf(column, target, isClass, shifted);
  if (!measure) return undefined;
  const firsts = new Set(series.starts);
  return [...shifted].flatMap(([shift, all]) => {
    const { pairs, equal } = compared(all, column, target, shift);
    if (pairs.length < LEAST_ROWS) return [];
    const numbers = column instanceof Float64Array && target instanceof Float64Array && !isClass;
    return [
      {
        shift,
        rows: pairs.length,
        equal: equal / pairs.length,
        strength: measure.strength(pairs, shift),
        rarer: measure.rarer(pairs, shift),
        changes: numbers ? changesAt(firsts, column, target, pairs, shift) : 0,
        ahead: numbers && shift !== 0 ? aheadAt(column, target, pairs, shift) : 0,
      },
    ];
  });
}

/** Shifts back at which a column goes best with itself, the best first: where it follows a season, these are the season's. */
export function bestOwnShifts(back: ShiftedRows, values: FrameColumn, isClass: boolean, most: number): number[] {
  const measure = measureOf(values, values, isClass, back);
  if (!measure) return [];
  const strengths = [...back].flatMap(([shift, all]) => {
    const { pairs } = compared(all, values, values, shift);
    return shift < 0 && pairs.length >= LEAST_ROWS ? [{ shift, strength: measure.strength(pairs, shift) }] : [];
  });
  return strengths
    .sort((a, b) => b.strength - a.strength)
    .slice(0, most)
    .map(({ shift }) => shift);
}

/** The rows in which both have a value, and in how many these are equal. */
function compared(rows: Int32Array, column: FrameColumn, target: FrameColumn, shift: number) {
  const pairs = new Int32Array(rows.length);
  let [length, equal] = [0, 0];
  if (column instanceof Float64Array && target instanceof Float64Array) {
    for (let i = 0; i < rows.length; i++) {
      const a = column[rows[i]!]!;
      const b = target[rows[i]! + shift]!;
      if (Number.isNaN(a) || Number.isNaN(b)) continue;
      pairs[length++] = rows[i]!;
      if (a === b || Math.abs(a - b) <= SAME * Math.max(Math.abs(a), Math.abs(b))) equal++;
    }
  } else {
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!;
      const a = column[row];
      const b = target[row + shift];
      if (!isPresent(a) || !isPresent(b)) continue;
      pairs[length++] = row;
      if (a === b) equal++;
    }
  }
  return { pairs: pairs.subarray(0, length), equal };
}

const SAME = 1e-9;

const isPresent = (value: number | string | null | undefined): boolean =>
  value !== null && value !== undefined && !Number.isNaN(value);

interface Measure {
  readonly strength: (rows: Int32Array, shift: number) => number;
  readonly rarer: (rows: Int32Array, shift: number) => number;
}

/** Whether a column has so many values that its order, not its levels, is held against classes. */
export const isMeasured = (column: FrameColumn): boolean => column instanceof Float64Array && !levelsOf(column);

function measureOf(column: FrameColumn, target: FrameColumn, isClass: boolean, shifted: ShiftedRows): Measure | undefined {
  if (!isClass) {
    if (!(column instanceof Float64Array) || !(target instanceof Float64Array)) return undefined;
    return { strength: (rows, shift) => Math.abs(correlationAt(column, target, rows, shift)), rarer: (rows) => rows.length };
  }
  const classes = levelsOf(target);
  if (!classes) return undefined;
  const rarer = (rows: Int32Array, shift: number) => {
    const counts = new Uint32Array(classes.count);
    for (let i = 0; i < rows.length; i++) counts[classes.codes[rows[i]! + shift]!]!++;
    return rows.length - counts.reduce((most, n) => Math.max(most, n), 0);
  };
  const levels = levelsOf(column);
  if (levels) return { strength: (rows, shift) => agreement(levels, classes, rows, shift), rarer };
  if (!(column instanceof Float64Array) || classes.count !== 2) return undefined;
  const { ranks, count } = ranked(column, shifted);
  const strength = (rows: Int32Array, shift: number) => {
    const [negatives, positives] = [new Uint32Array(count), new Uint32Array(count)];
    for (let i = 0; i < rows.length; i++) {
      const rank = ranks[rows[i]!]!;
      if (classes.codes[rows[i]! + shift]) positives[rank]!++;
      else negatives[rank]!++;
    }
    return 2 * undirected(aucFromCounts({ positives, negatives })) - 1 || 0;
  };
  return { strength, rarer };
}

/** The ranks of the rows' distinct values, from 0, so that each shift need not sort them again. */
function ranked(column: Float64Array, shifted: ShiftedRows): { readonly ranks: Uint32Array; readonly count: number } {
  const rows = (shifted.get(0) ?? new Int32Array()).filter((row) => !Number.isNaN(column[row]));
  const values = at(rows, (row) => column[row]!);
  const order = argsort(values);
  const ranks = new Uint32Array(column.length);
  let rank = 0;
  for (let i = 0; i < order.length; i++) {
    if (i > 0 && values[order[i]!] !== values[order[i - 1]!]) rank++;
    ranks[rows[order[i]!]!] = rank;
  }
  return { ranks, count: rank + 1 };
}

function at(rows: Int32Array, value: (row: number) => number): Float64Array {
  const values = new Float64Array(rows.length);
  for (let i = 0; i < values.length; i++) values[i] = value(rows[i]!);
  return values;
}

const correlationAt = (column: Float64Array, target: Float64Array, rows: Int32Array, shift: number): number =>
  weightedCorrelation(
    at(rows, (row) => column[row]!),
    at(rows, (row) => target[row + shift]!),
  );

function changesAt(
  firsts: ReadonlySet<number>,
  column: Float64Array,
  target: Float64Array,
  pairs: Int32Array,
  shift: number,
): number {
  const rows = pairs.filter((row) => !firsts.has(row) && !firsts.has(row + shift));
  return Math.abs(
    weightedCorrelation(
      at(rows, (row) => column[row]! - column[row - 1]!),
      at(rows, (row) => target[row + shift]! - target[row + shift - 1]!),
    ),
  );
}

function aheadAt(column: Float64Array, target: Float64Array, pairs: Int32Array, shift: number): number {
  const values = at(pairs, (row) => column[row]!);
  const moved = (other: (row: number) => number) => {
    const moves = at(pairs, other);
    const value = Math.abs(weightedCorrelation(values, moves));
    // A few great moves, as of a war, go with much else that happened then.
    return value < LOOKED_AT ? value : Math.min(value, rankCorrelation(values, moves));
  };
  return Math.max(
    moved((row) => target[row + shift]! - target[row]!),
    moved((row) => target[row + shift]! / target[row]! - 1),
  );
}

/** In either direction, of the places among the distinct values. */
const rankCorrelation = (a: Float64Array, b: Float64Array): number =>
  Math.abs(weightedCorrelation(Float64Array.from(denseRanks(a)), Float64Array.from(denseRanks(b))));

interface Coded {
  readonly codes: Int32Array;
  readonly count: number;
}

const knownLevels = new WeakMap<FrameColumn, { readonly levels: Coded | undefined }>();

/** Undefined where there are very many. */
function levelsOf(values: FrameColumn): Coded | undefined {
  const found = knownLevels.get(values) ?? { levels: codesOf(values) };
  knownLevels.set(values, found);
  return found.levels;
}

function codesOf(values: FrameColumn): Coded | undefined {
  const known = new Map<number | string, number>();
  const codes = new Int32Array(values.length).fill(-1);
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    let code = known.get(value);
    if (code === undefined) {
      if (!isPresent(value)) continue;
      if (known.size === MAX_LEVELS) return undefined;
      code = known.size;
      known.set(value, code);
    }
    codes[row] = code;
  }
  return { codes, count: known.size };
}

/** Goodman and Kruskal's λ: by how much the levels of one lessen the errors in guessing the other. */
function agreement(levels: Coded, classes: Coded, rows: Int32Array, shift: number): number {
  const { count } = classes;
  const counts = new Uint32Array(levels.count * count);
  const all = new Uint32Array(count);
  for (let i = 0; i < rows.length; i++) {
    const one = classes.codes[rows[i]! + shift]!;
    counts[levels.codes[rows[i]!]! * count + one]!++;
    all[one]!++;
  }
  const most = (of: Uint32Array) => of.reduce((found, n) => Math.max(found, n), 0);
  const commonest = most(all);
  let guessed = 0;
  for (let level = 0; level < levels.count; level++) guessed += most(counts.subarray(level * count, (level + 1) * count));
  return rows.length > commonest ? (guessed - commonest) / (rows.length - commonest) : 0;
}
