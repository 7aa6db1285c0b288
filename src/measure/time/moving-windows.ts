import type { Column } from '../../engine/column.ts';
import { WINDOW_KINDS, type Window, WindowedValues, type WindowKind } from '../../stats/moving-window.ts';
import { type Rounding, roundedSum, roundingOf } from './rounding.ts';
import type { Series } from './series.ts';
import type { PairedColumn } from './series-pairs.ts';
import { toldByPast } from './told-by-past.ts';

/** A column that is a statistic of another over a window that moves along its series. */
export interface MovingWindow {
  readonly column: Column;
  readonly base: Column;
  readonly window: Window;
  readonly kind: WindowKind;
  readonly tolerance: number;
  /** Rows with a whole window and a value, and the share of them in which the two agree. */
  readonly rows: number;
  readonly share: number;
  /** The largest share of rows that a reading without the future explains, and of the others the share that the window does. */
  readonly rivalShare: number;
  readonly decisiveShare: number;
}

const PROBES = 60;
export const LEAST_ROWS = 60;
const LEAST_DISTINCT = 20;
const MISSES = 2;
const SHARE = 0.99;

export interface WindowSearch {
  readonly found: readonly MovingWindow[];
  /** Columns that are statistics of the past alone. */
  readonly past: readonly Column[];
}

/** Columns that are a statistic of one of their bases; `latest` is the last row, counted from its own, that a row may know of a base. */
export function movingWindows(
  series: Series,
  pairs: readonly PairedColumn[],
  longest: number,
  latest: (base: Column) => number,
): WindowSearch {
  const windows = windowsUpTo(longest);
  const windowed = new Map<string, WindowedValues>();
  const found: MovingWindow[] = [];
  const past: Column[] = [];
  for (const { column, values, bases } of pairs) {
    if (!bases.length) continue;
    const probes = probesOf(values);
    const rounding = roundingOf(values);
    const explained: Explained[] = [];
    for (const { base, values: from } of bases) {
      const own = windowed.get(base.name) ?? new WindowedValues(from, series.starts);
      windowed.set(base.name, own);
      const ofBase = roundingOf(from);
      for (const window of windows) {
        for (const kind of WINDOW_KINDS) {
          const tolerances = tolerancesOf(rounding, ofBase, window, kind);
          if (!agreesAt(probes, values, own, window, kind, tolerances.at(-1)!)) continue;
          for (const tolerance of tolerances) {
            const { rows, share, distinct } = agreement(values, own, window, kind, tolerance);
            if (rows < LEAST_ROWS || share < SHARE || distinct < LEAST_DISTINCT) continue;
            explained.push({ base, from, windowed: own, window, kind, tolerance, rows, share });
            break;
          }
        }
      }
    }
    if (explained.some(({ base, window }) => window.to <= latest(base))) past.push(column);
    // A window on the target before others, the shortest before longer ones.
    else if (explained[0]) found.push({ column, ...judged(series, values, explained[0], latest(explained[0].base)) });
  }
  return { found, past };
}

interface Explained extends Omit<MovingWindow, 'column' | 'rivalShare' | 'decisiveShare'> {
  readonly from: Float64Array;
  readonly windowed: WindowedValues;
}

/** The window beside the readings that need no future: shorter windows that end with what is known, one row of the base, lines through known rows. */
function judged(series: Series, values: Float64Array, { from: base, windowed, ...one }: Explained, latest: number) {
  const { window, kind, tolerance } = one;
  const agrees = (row: number, other: Window) => Math.abs(windowed.at(row, other, kind) - values[row]!) <= tolerance;
  const all = [...values.keys()].filter((row) => Number.isFinite(values[row]!) && !Number.isNaN(windowed.at(row, window, kind)));
  const misses = all.filter((row) => !agrees(row, window));
  let [rivalShare, decisiveShare] = [toldByPast(series, values, base, latest, tolerance), 1];
  for (const rival of rivalsOf(window, latest)) {
    const decisive = all.filter((row) => !agrees(row, rival));
    const missed = misses.filter((row) => !agrees(row, rival));
    rivalShare = Math.max(rivalShare, 1 - decisive.length / all.length);
    decisiveShare = Math.min(decisiveShare, 1 - missed.length / Math.max(1, decisive.length));
  }
  return { ...one, rivalShare, decisiveShare };
}

function rivalsOf({ from, to }: Window, latest: number): Window[] {
  const single = (row: number) => ({ from: row, to: row });
  const length = to - from + 1;
  if (!Number.isFinite(length)) return [{ from: -Infinity, to: latest }, single(latest), single(latest + 1)];
  return [
    ...Array.from({ length }, (_, i) => ({ from: latest - i, to: latest })),
    ...Array.from({ length }, (_, i) => single(from + i)),
  ];
}

/** For values that were computed from the base as it stands here; then, where both are rounded alike, from what it was before. */
function tolerancesOf(own: Rounding, base: Rounding, { from, to }: Window, kind: WindowKind): number[] {
  const exact = Math.max(1e-9 * own.size, 0.75 * own.step);
  if (kind === 'min' || kind === 'max' || !own.step || !base.step || base.step > 1.01 * own.step) return [exact];
  const length = to - from + 1;
  if (!Number.isFinite(length)) return [exact];
  const ofSum = roundedSum(length) * base.step;
  return [exact, exact + (kind === 'sum' ? ofSum : ofSum / length)];
}

/** Trailing, leading and centred windows, with and without the row itself, and all rows before or after. */
function windowsUpTo(longest: number): Window[] {
  const windows: Window[] = [];
  for (let length = 2; length <= longest; length++) {
    windows.push({ from: 1 - length, to: 0 }, { from: -length, to: -1 }, { from: 0, to: length - 1 }, { from: 1, to: length });
    const half = length >> 1;
    if (length % 2) windows.push({ from: -half, to: half });
    else windows.push({ from: -half, to: half - 1 }, { from: 1 - half, to: half });
  }
  for (const row of [0, 1]) windows.push({ from: -Infinity, to: -row }, { from: row, to: Infinity });
  return windows;
}

/** Whether a column varies enough for its values to tell what it was computed from. */
export function varies(values: Float64Array): boolean {
  const different = new Set<number>();
  let rows = 0;
  for (let row = 0; row < values.length && (rows < LEAST_ROWS || different.size < LEAST_DISTINCT); row++) {
    if (!Number.isFinite(values[row]!)) continue;
    rows++;
    if (different.size < LEAST_DISTINCT) different.add(values[row]!);
  }
  return rows >= LEAST_ROWS && different.size >= LEAST_DISTINCT;
}

/** Rows to try a window on, spread over the data. */
function probesOf(values: Float64Array): number[] {
  const present: number[] = [];
  for (let row = 0; row < values.length; row++) if (Number.isFinite(values[row]!)) present.push(row);
  const step = present.length / Math.min(present.length, 4 * PROBES);
  return Array.from({ length: Math.floor(present.length / step) }, (_, i) => present[Math.floor(i * step)]!);
}

/** Whether the first probes that have a whole window agree, but for a miss or two. */
function agreesAt(
  probes: readonly number[],
  values: Float64Array,
  windowed: WindowedValues,
  window: Window,
  kind: WindowKind,
  tolerance: number,
): boolean {
  let [tried, missed] = [0, 0];
  for (const row of probes) {
    const value = windowed.at(row, window, kind);
    if (Number.isNaN(value)) continue;
    if (!(Math.abs(value - values[row]!) <= tolerance) && ++missed > MISSES) return false;
    if (++tried >= PROBES) break;
  }
  return tried >= PROBES / 2;
}

/** Rows with a whole window, the share of them that agree, and the different values in these, counted as far as they are needed. */
function agreement(values: Float64Array, windowed: WindowedValues, window: Window, kind: WindowKind, tolerance: number) {
  let [rows, same] = [0, 0];
  const agreeing = new Set<number>();
  for (let row = 0; row < values.length; row++) {
    if (!Number.isFinite(values[row]!)) continue;
    const value = windowed.at(row, window, kind);
    if (Number.isNaN(value)) continue;
    rows++;
    if (Math.abs(value - values[row]!) > tolerance) continue;
    same++;
    if (agreeing.size < LEAST_DISTINCT) agreeing.add(values[row]!);
  }
  return { rows, share: rows ? same / rows : 0, distinct: agreeing.size };
}
