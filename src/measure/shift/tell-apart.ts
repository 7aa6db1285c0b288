import type { Column } from '../../engine/column.ts';
import type { Frame, FrameColumn } from '../../engine/frame.ts';
import { type ClassifierAuc, classifierAuc } from '../../stats/classifier-auc.ts';
import { quantileBins } from '../../stats/quantile-bins.ts';
import { Random } from '../../stats/random.ts';
import { entityKeys } from '../columns/independent-rows.ts';
import { levelCounts } from '../columns/level-counts.ts';
import { sortedValues } from '../columns/sorted-values.ts';

/** Rows of each side that the classifier sees, and those before them by which columns are chosen where there are too many. */
const MAX_ROWS = 2000;
const CHOOSING_ROWS = 1000;
const MAX_COLUMNS = 32;
const FOLDS = 3;
const BINS = 64;
const CHOOSING_BINS = 8;
const MAX_LEVELS = 250;
/** Different texts per row from which a column is names or prose rather than levels. */
const MAX_DISTINCT = 0.5;
const SEED = 20231115;

/** How well a small classifier tells rows of two frames apart, and by which columns. */
export interface ToldApart extends ClassifierAuc {
  readonly columns: readonly Column[];
  readonly fitRows: number;
  readonly heldOutRows: number;
  /** All the columns that could have been used. */
  readonly tested: number;
}

/** Fits boosted trees to the side that a row comes from. Rows of one entity stay in one fold, else they would be recognised. */
export function tellApart(
  fit: Frame,
  heldOut: Frame,
  columns: readonly Column[],
  entity: readonly Column[],
): ToldApart | undefined {
  const usable = columns.filter(({ name }) => isUsable(fit.columns.get(name), heldOut.columns.get(name)));
  if (!usable.length) return undefined;
  const random = new Random(SEED);
  const tooMany = usable.length > MAX_COLUMNS;
  const rows = [fit, heldOut].map((frame) => {
    const order = random.shuffle(Uint32Array.from({ length: frame.rows }, (_, i) => i));
    const choosing = tooMany ? Math.min(CHOOSING_ROWS, frame.rows >> 2) : 0;
    return { choosing: order.slice(0, choosing).sort(), judging: order.subarray(choosing, choosing + MAX_ROWS) };
  }) as [Rows, Rows];
  const chosen = tooMany ? choose(fit, heldOut, usable, rows) : usable;
  const [a, b] = [rows[0].judging, rows[1].judging];
  const codes = chosen.map(({ name }) => codesOf(pick(fit.columns.get(name)!, a), pick(heldOut.columns.get(name)!, b)));
  const labels = Uint8Array.from({ length: a.length + b.length }, (_, i) => Number(i >= a.length));
  const keys = [fit, heldOut].map((frame) => entityKeys(frame, entity)) as [string[], string[]];
  const fold = keys[0].length
    ? foldsOf([...Array.from(a, (row) => keys[0][row]!), ...Array.from(b, (row) => keys[1][row]!)])
    : labels.map((_, i) => i % FOLDS);
  return {
    ...classifierAuc(codes, labels, fold),
    columns: chosen,
    fitRows: a.length,
    heldOutRows: b.length,
    tested: usable.length,
  };
}

interface Rows {
  readonly choosing: Uint32Array;
  readonly judging: Uint32Array;
}

function isUsable(a: FrameColumn | undefined, b: FrameColumn | undefined): boolean {
  if (a === undefined || b === undefined || a instanceof Float64Array !== b instanceof Float64Array) return false;
  if (a instanceof Float64Array) return true;
  return [a, b as readonly (string | null)[]].every(
    (texts) => levelCounts(texts).size <= Math.max(10, MAX_DISTINCT * texts.length),
  );
}

/** The columns that differ most between the sides, on rows that the classifier does not see. */
function choose(fit: Frame, heldOut: Frame, columns: readonly Column[], rows: readonly [Rows, Rows]): Column[] {
  const [a, b] = [rows[0].choosing, rows[1].choosing];
  const scored = columns.map((column) => {
    const values = fit.columns.get(column.name)!;
    const others = heldOut.columns.get(column.name)!;
    const counts = [new Float64Array(CHOOSING_BINS + 2), new Float64Array(CHOOSING_BINS + 2)] as const;
    if (values instanceof Float64Array) {
      const cuts = cutsOf(values);
      countNumbers(values, a, cuts, counts[0]);
      countNumbers(others as Float64Array, b, cuts, counts[1]);
    } else {
      const binOf = levelBins(values);
      for (const row of a) counts[0][binOf(values[row]!)]!++;
      for (const row of b) counts[1][binOf((others as readonly (string | null)[])[row]!)]!++;
    }
    const score = counts[0].reduce((sum, n, bin) => {
      const [p, q] = [n / a.length, counts[1][bin]! / b.length];
      return p + q > 0 ? sum + (p - q) ** 2 / (p + q) : sum;
    }, 0);
    return { column, score };
  });
  return scored
    .sort((x, y) => y.score - x.score || (x.column.name < y.column.name ? -1 : 1))
    .slice(0, MAX_COLUMNS)
    .map(({ column }) => column);
}

function cutsOf(values: Float64Array): Float64Array {
  const sorted = sortedValues(values);
  const cuts = new Float64Array(CHOOSING_BINS);
  for (let i = 0; i < CHOOSING_BINS; i++) cuts[i] = sorted[Math.floor(((i + 1) / CHOOSING_BINS) * (sorted.length - 1))] ?? 0;
  return cuts;
}

/** In the bin 0 what is missing, in the others what lies beyond so many cuts. */
function countNumbers(values: Float64Array, rows: Uint32Array, cuts: Float64Array, counts: Float64Array): void {
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i]!]!;
    let bin = Number(!Number.isNaN(value));
    // A sum, since most branches would be taken by chance.
    for (let cut = 0; cut < CHOOSING_BINS; cut++) bin += Number(cuts[cut]! <= value);
    counts[bin]!++;
  }
}

type BinOf = (value: string | null) => number;

function levelBins(values: readonly (string | null)[]): BinOf {
  const codes = commonest(levelCounts(values), CHOOSING_BINS);
  return (value) => (value === null ? 0 : (codes.get(value) ?? CHOOSING_BINS + 1));
}

const commonest = (counts: ReadonlyMap<string, number>, most: number): Map<string, number> =>
  new Map(
    [...counts]
      .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
      .slice(0, most)
      .map(([level], i) => [level, i + 1]),
  );

/** Numbers by their quantiles, levels by their frequency, over both sides; 0 for what is missing. */
function codesOf(a: FrameColumn, b: FrameColumn): Uint8Array {
  if (a instanceof Float64Array && b instanceof Float64Array) {
    const both = new Float64Array(a.length + b.length);
    both.set(a);
    both.set(b, a.length);
    return quantileBins(both, BINS);
  }
  const texts = [...(a as readonly (string | null)[]), ...(b as readonly (string | null)[])];
  const codes = commonest(levelCounts(texts), MAX_LEVELS);
  return Uint8Array.from(texts, (text) => (text === null ? 0 : (codes.get(text) ?? MAX_LEVELS + 1)));
}

function pick(values: FrameColumn, rows: Uint32Array): FrameColumn {
  const picked = values instanceof Float64Array ? new Float64Array(rows.length) : new Array<string | null>(rows.length);
  for (let i = 0; i < rows.length; i++) picked[i] = values[rows[i]!]!;
  return picked;
}

function foldsOf(keys: readonly string[]): Uint8Array {
  const folds = new Map<string, number>();
  return Uint8Array.from(keys, (key) => {
    const fold = folds.get(key) ?? folds.size % FOLDS;
    folds.set(key, fold);
    return fold;
  });
}
