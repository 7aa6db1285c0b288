import { slopeWithinLevels } from '../../stats/slope-within-levels.ts';
import { weightedCorrelation } from '../../stats/weighted-correlation.ts';
import { inOrder } from '../columns/in-order.ts';
import type { PairedLevels } from './paired-levels.ts';

const MOST_FOLDS = 10;
/** A level of so many rows shows whether it has few codes or many. */
const TELLING_ROWS = 3 * MOST_FOLDS;
const LEAST_TELLING = 3;
/** Of the largest level: they show more than `MOST_FOLDS` codes where it has many. */
const FIRST_ROWS = 64;
/** Levels that may share a mean, by rounding or since they are small. */
const SHARING = 5;
/** What lies above by so many standard errors does not fall. */
const FALLS = { slope: -0.5, errors: 6 };

/** Whether the rows of each level share a few codes, more than one: what encoding each fold from the others makes. */
export function hasFewCodes({ fit: levels, count }: PairedLevels, codes: Float64Array): boolean {
  const { telling: mostTelling, largest } = sizesOf(levels, count);
  if (mostTelling < LEAST_TELLING || codesOf(largest, codes) > MOST_FOLDS) return false;
  const { values: present, distinct } = inOrder(codes);
  // Each telling level has two codes at least, and all levels tell where no code is missing.
  const enough = (2 * mostTelling) / SHARING;
  if (present.length === codes.length && distinct < enough) return false;
  const known: number[][] = [];
  const rows = new Uint32Array(count);
  let telling = 0;
  let several = 0;
  for (let row = 0; row < levels.length; row++) {
    const level = levels[row]!;
    const code = codes[row]!;
    if (level < 0 || Number.isNaN(code)) continue;
    const seen = known[level] ?? [];
    known[level] = seen;
    if (!seen.includes(code) && seen.push(code) > MOST_FOLDS) return false;
    if (++rows[level]! === TELLING_ROWS) {
      telling++;
      if (seen.length > 1) several++;
    }
  }
  return telling >= LEAST_TELLING && several === telling && areOfLevels(known.filter((_, level) => rows[level]! >= TELLING_ROWS));
}

/** Means of levels differ: a few values that all levels share, as of a flag, are none. */
function areOfLevels(known: readonly (readonly number[])[]): boolean {
  const all = new Set<number>();
  let codes = 0;
  for (const seen of known) {
    codes += seen.length;
    for (const code of seen) all.add(code);
  }
  return SHARING * all.size >= codes;
}

interface Sizes {
  /** Levels of enough rows to show whether they have few codes. */
  readonly telling: number;
  /** The first rows of the largest level. */
  readonly largest: Uint32Array;
}

const sizes = new WeakMap<Int32Array, Sizes>();

function sizesOf(levels: Int32Array, count: number): Sizes {
  const found = sizes.get(levels);
  if (found) return found;
  const rows = new Uint32Array(count);
  for (const level of levels) if (level >= 0) rows[level]!++;
  const largest = rows.indexOf(rows.reduce((most, n) => Math.max(most, n), 0));
  const first: number[] = [];
  for (let row = 0; row < levels.length && first.length < FIRST_ROWS; row++) if (levels[row] === largest) first.push(row);
  const made = { telling: rows.reduce((n, size) => n + Number(size >= TELLING_ROWS), 0), largest: Uint32Array.from(first) };
  sizes.set(levels, made);
  return made;
}

/** Counted up to one more than folds may be. */
function codesOf(rows: Uint32Array, codes: Float64Array): number {
  const seen: number[] = [];
  for (const row of rows) {
    const code = codes[row]!;
    if (!Number.isNaN(code) && !seen.includes(code) && seen.push(code) > MOST_FOLDS) break;
  }
  return seen.length;
}

/**
 * Whether the target may fall within levels as the code rises, as means of the other folds make it do: with S and N over a level's rows,
 * and S_f and n_f over a fold's, the code (S − S_f + m·p)/(N − n_f + m) lies as far above (S + m·p)/(N + m) as S_f/n_f lies below, but for
 * a factor of (N − n_f + m)/n_f.
 */
export function mayFallWithin({ fit: levels, count }: PairedLevels, codes: Float64Array, target: Float64Array): boolean {
  const within = slopeWithinLevels(levels, count, codes, target);
  return !within || within.slope <= FALLS.slope + FALLS.errors * within.error;
}

/** How the mean codes of the levels go with their mean targets, from −1 to 1. */
export function followsLevels({ fit: levels, count }: PairedLevels, codes: Float64Array, target: Float64Array): number {
  const rows = new Float64Array(count);
  const [ofCodes, ofTarget] = [new Float64Array(count), new Float64Array(count)];
  for (let row = 0; row < levels.length; row++) {
    const level = levels[row]!;
    if (level < 0 || !Number.isFinite(codes[row]!) || !Number.isFinite(target[row]!)) continue;
    rows[level]!++;
    ofCodes[level]! += codes[row]!;
    ofTarget[level]! += target[row]!;
  }
  return weightedCorrelation(
    ofCodes.map((sum, level) => sum / rows[level]!),
    ofTarget.map((sum, level) => sum / rows[level]!),
    rows,
  );
}
