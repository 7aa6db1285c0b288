import type { Column } from '../../engine/column.ts';
import { momentsOf } from '../../stats/moments.ts';
import { WINDOW_KINDS, type Window, WindowedValues, type WindowKind } from '../../stats/moving-window.ts';
import { recordedStep } from '../../stats/recorded-step.ts';
import type { Series } from './series.ts';

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
  /** The same share for the window of the same length that ends with what is known. */
  readonly rivalShare: number;
}

const PROBES = 60;
const LEAST_ROWS = 60;
const LEAST_DISTINCT = 20;
const MISSES = 2;
const SHARE = 0.99;
/** Correlation with the base at a neighbouring row below which no window of at most 60 rows is tried. */
const SCREEN = 0.08;
const MAX_PAIRS = 2000;
/** Of more pairs than this, a correlation on the first rows shows most to be unrelated. */
const MANY_PAIRS = 20_000;
const GLANCE = { rows: 2000, screen: 0.05 };
/** Then, a window's neighbours share most of their rows, so that a statistic of them goes with itself from row to row. */
const ITSELF = 0.04;
const NEIGHBOURS = [-1, 0, 1];

export interface WindowSearch {
  readonly found: readonly MovingWindow[];
  readonly pairs: number;
  /** Columns that are statistics of the past alone. */
  readonly past: readonly Column[];
}

/** Columns of `columns` that are a statistic of one of `bases`; `isPast` says of a window whether a row may know it. */
export function movingWindows(
  series: Series,
  columns: readonly Column[],
  bases: readonly Column[],
  longest: number,
  isPast: (base: Column, window: Window) => boolean,
): WindowSearch {
  const windows = windowsUpTo(longest);
  const units = new Map<string, Unit>();
  const unitOf = (name: string, values: Float64Array): Unit => {
    const found = units.get(name) ?? unit(values);
    units.set(name, found);
    return found;
  };
  const prepared = bases.flatMap((base) => {
    const values = series.frame.numbers(base.name);
    return values ? [{ base, values, unit: unitOf(base.name, values), windowed: undefined as WindowedValues | undefined }] : [];
  });
  const many = columns.length * bases.length > MANY_PAIRS;
  const found: MovingWindow[] = [];
  const past: Column[] = [];
  let pairs = 0;
  for (const column of columns) {
    const values = series.frame.numbers(column.name);
    const probes = values && probesOf(values);
    if (!probes) continue;
    const tolerance = toleranceOf(values);
    const own = unitOf(column.name, values);
    if (many && Math.abs(neighbourCorrelation(own, own, 1, own.length)) < ITSELF) continue;
    const explained: MovingWindow[] = [];
    for (const one of prepared) {
      const { base } = one;
      if (base.name === column.name || pairs >= MAX_PAIRS || !goesWith(own, one.unit, many)) continue;
      pairs++;
      one.windowed ??= new WindowedValues(one.values, series.starts);
      const { windowed } = one;
      for (const window of windows) {
        for (const kind of WINDOW_KINDS) {
          if (!agreesAt(probes, values, windowed, window, kind, tolerance)) continue;
          const { rows, share, distinct } = agreement(values, windowed, window, kind, tolerance);
          if (rows < LEAST_ROWS || share < SHARE || distinct < LEAST_DISTINCT) continue;
          const length = window.to - window.from;
          const last = isPast(base, { from: 0, to: 0 }) ? 0 : -1;
          const rival = Number.isFinite(length) ? { from: last - length, to: last } : { from: -Infinity, to: last };
          const rivalShare = agreement(values, windowed, rival, kind, tolerance).share;
          explained.push({ column, base, window, kind, tolerance, rows, share, rivalShare });
        }
      }
    }
    if (explained.some(({ base, window }) => isPast(base, window))) past.push(column);
    // A window on the target before others, the shortest before longer ones.
    else found.push(...explained.slice(0, 1));
  }
  return { found, pairs, past };
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

/** Rows to try a window on, spread over the data; undefined for columns that hardly vary. */
function probesOf(values: Float64Array): number[] | undefined {
  const present = [...values.keys()].filter((row) => Number.isFinite(values[row]!));
  if (present.length < LEAST_ROWS || new Set(present.map((row) => values[row]!)).size < LEAST_DISTINCT) return undefined;
  const step = present.length / Math.min(present.length, 4 * PROBES);
  return Array.from({ length: Math.floor(present.length / step) }, (_, i) => present[Math.floor(i * step)]!);
}

function toleranceOf(values: Float64Array): number {
  const present = values.filter(Number.isFinite);
  const { step, decimals, precision } = recordedStep(present);
  const size = present.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return Math.max(1e-9 * size, decimals !== null || precision === 'single' ? 0.75 * step : 0);
}

/** A column less its mean in deviations, 0 where a value is missing, so that a correlation is a mean product; empty where it does not vary. */
type Unit = Float64Array;

function unit(values: Float64Array): Unit {
  const present = values.filter(Number.isFinite);
  const { n, mean, m2 } = momentsOf(present);
  const deviation = Math.sqrt(m2 / n);
  if (!(deviation > 0 && Number.isFinite(deviation))) return new Float64Array();
  // The product of two such columns counts the rows in which both have a value.
  const scale = deviation * Math.sqrt(n / values.length);
  return values.map((value) => (Number.isFinite(value) ? (value - mean) / scale : 0));
}

function goesWith(column: Unit, base: Unit, many: boolean): boolean {
  const rows = Math.min(column.length, base.length);
  return NEIGHBOURS.some(
    (shift) =>
      (!many || Math.abs(neighbourCorrelation(column, base, shift, Math.min(rows, GLANCE.rows))) >= GLANCE.screen) &&
      Math.abs(neighbourCorrelation(column, base, shift, rows)) >= SCREEN,
  );
}

function neighbourCorrelation(x: Unit, y: Unit, shift: number, rows: number): number {
  const [from, to] = [Math.max(0, -shift), Math.min(rows, rows - shift)];
  let sum = 0;
  for (let row = from; row < to; row++) sum += x[row]! * y[row + shift]!;
  return to > from ? sum / (to - from) : 0;
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
