import type { FrameColumn } from '../../engine/frame.ts';
import { decimalPlaces } from '../../stats/decimals.ts';
import { theilSen } from '../../stats/theil-sen.ts';
import { quantileOf, sortedValues } from '../columns/sorted-values.ts';
import { TOLERANCE } from '../rows/matched-rows.ts';
import { CONVERSIONS } from './unit-conversions.ts';

const EXPLAINED = 0.95;
const EVERYWHERE = 0.9;
const QUARTER = 900_000_000;
const HOUR = 4 * QUARTER;
const MAX_ZONE = 14 * HOUR;
const FIT_POINTS = 200;

/** One change that turns the values of matched rows into the others. */
export interface Change {
  readonly kind: 'missing' | 'filled' | 'zone' | 'moved' | 'scaled' | 'converted' | 'rounded' | 'respelled' | 'remapped';
  /** Share of the changed rows that it explains. */
  readonly share: number;
  readonly name?: string;
  readonly figures?: Readonly<Record<string, number>>;
}

/** Rows in which two columns differ beyond the way a number is written. */
export function changedRows(before: FrameColumn, after: FrameColumn): number[] {
  const rows: number[] = [];
  for (let row = 0; row < before.length; row++) {
    const a = before[row]!;
    const b = after[row]!;
    const same =
      a === b ||
      (isAbsent(a) && isAbsent(b)) ||
      (typeof a === 'number' && typeof b === 'number' && Math.abs(a - b) <= TOLERANCE * (Math.abs(a) + Math.abs(b)));
    if (!same) rows.push(row);
  }
  return rows;
}

/** The one change that explains at least 95 % of the changed rows; undefined where none does. */
export function explainChange(before: FrameColumn, after: FrameColumn, temporal: boolean): Change | undefined {
  const rows = changedRows(before, after);
  const share = (fits: (row: number) => boolean) => rows.filter(fits).length / rows.length;
  const missing = share((row) => isAbsent(after[row]!) && !isAbsent(before[row]!));
  if (missing >= EXPLAINED) return { kind: 'missing', share: missing };
  const [fill, fills] = commonest(rows.map((row) => after[row]!));
  if (fills / rows.length >= EXPLAINED && !isAbsent(fill) && new Set(rows.map((row) => before[row])).size >= 5)
    return { kind: 'filled', share: fills / rows.length };
  if (before instanceof Float64Array && after instanceof Float64Array) return explainNumbers(before, after, rows, temporal);
  if (before instanceof Float64Array || after instanceof Float64Array) return undefined;
  return explainTexts(before, after, rows);
}

function explainNumbers(
  before: Float64Array,
  after: Float64Array,
  rows: readonly number[],
  temporal: boolean,
): Change | undefined {
  const both = rows.filter((row) => !Number.isNaN(before[row]!) && !Number.isNaN(after[row]!));
  if (both.length < EXPLAINED * rows.length) return undefined;
  const explained = (predict: (value: number) => number) =>
    both.filter((row) => near(predict(before[row]!), after[row]!)).length / rows.length;
  const present = before.reduce((n, value, row) => n + Number(!Number.isNaN(value) && !Number.isNaN(after[row]!)), 0);
  const everywhere = both.length >= EVERYWHERE * present;
  const many = new Set(both.map((row) => before[row])).size >= 10;
  const differences = both.map((row) => after[row]! - before[row]!);
  if (temporal) return explainTimes(differences, rows.length);
  const offset = medianOf(differences);
  const moved = explained((value) => value + offset);
  if (everywhere && moved >= EXPLAINED) return { kind: 'moved', share: moved, figures: { offset } };
  const nonZero = both.filter((row) => before[row] !== 0);
  const factor = medianOf(nonZero.map((row) => after[row]! / before[row]!));
  const scaled = explained((value) => value * factor);
  const known = CONVERSIONS.find((one) => one.offset === 0 && Math.abs(one.factor / factor - 1) < 1e-4);
  if (scaled >= EXPLAINED && many && (everywhere || known || nonZero.length >= EVERYWHERE * before.length)) {
    return { kind: 'scaled', share: scaled, ...(known?.isUnit && { name: known.name }), figures: { factor } };
  }
  const places = decimalPlaces(Float64Array.from(both, (row) => after[row]!));
  if (Number.isFinite(places) && decimalPlaces(Float64Array.from(both, (row) => before[row]!)) > places) {
    const step = 10 ** -places;
    const rounded = both.filter((row) => Math.abs(after[row]! - before[row]!) < step * (1 + TOLERANCE)).length / rows.length;
    if (rounded >= EXPLAINED) return { kind: 'rounded', share: rounded, figures: { decimals: places } };
  }
  const some = both.filter((_, i) => i % Math.ceil(both.length / FIT_POINTS) === 0);
  const line = theilSen(
    some.map((row) => before[row]!),
    some.map((row) => after[row]!),
  );
  const fitted = explained((value) => line.slope * value + line.intercept);
  if (!everywhere || !many || fitted < EXPLAINED) return undefined;
  const named = CONVERSIONS.find((one) => near(one.factor, line.slope) && near(one.offset, line.intercept));
  return {
    kind: 'converted',
    share: fitted,
    ...(named && { name: named.name }),
    figures: { factor: line.slope, offset: line.intercept },
  };
}

/** One offset of whole quarters of an hour, or two that are an hour apart, as where the clock is changed for summer. */
function explainTimes(differences: readonly number[], of: number): Change | undefined {
  const [first, n] = commonest(differences);
  const [second, m] = commonest(differences.filter((one) => one !== first));
  const together = Math.abs(Math.abs(second) - Math.abs(first)) === HOUR && first * second > 0 ? n + m : n;
  const zone = first % QUARTER === 0 && Math.abs(first) <= MAX_ZONE;
  const share = (zone ? together : n) / of;
  return share >= EXPLAINED ? { kind: zone ? 'zone' : 'moved', share, figures: { offsetMicros: first } } : undefined;
}

function explainTexts(
  before: readonly (string | null)[],
  after: readonly (string | null)[],
  rows: readonly number[],
): Change | undefined {
  const respelled = rows.filter((row) => plain(before[row]) === plain(after[row])).length / rows.length;
  if (respelled >= EXPLAINED) return { kind: 'respelled', share: respelled };
  const targets = new Map<string, Map<string | null, number>>();
  before.forEach((value, row) => {
    if (value === null) return;
    const found = targets.get(value) ?? new Map<string | null, number>();
    found.set(after[row]!, (found.get(after[row]!) ?? 0) + 1);
    targets.set(value, found);
  });
  if (targets.size > before.length / 5) return undefined;
  const consistent = new Map(
    [...targets].flatMap(([value, found]) => {
      const [to, n] = [...found].reduce((best, one) => (one[1] > best[1] ? one : best));
      const all = [...found.values()].reduce((sum, count) => sum + count, 0);
      return n >= EXPLAINED * all ? [[value, to] as const] : [];
    }),
  );
  const mapped = rows.filter((row) => consistent.get(before[row]!) === after[row]).length / rows.length;
  return mapped >= EXPLAINED ? { kind: 'remapped', share: mapped } : undefined;
}

const isAbsent = (value: number | string | null): boolean => value === null || Number.isNaN(value);
const near = (a: number, b: number): boolean => Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
const plain = (text: string | null | undefined): string | undefined =>
  text
    ?.normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_.-]+/gu, '');
const medianOf = (values: readonly number[]): number => quantileOf(sortedValues(Float64Array.from(values)), 0.5);

function commonest<T>(values: readonly T[]): [T, number] {
  const counts = new Map<T, number>();
  let best: [T, number] = [values[0]!, 0];
  for (const value of values) {
    const n = (counts.get(value) ?? 0) + 1;
    counts.set(value, n);
    if (n > best[1]) best = [value, n];
  }
  return best;
}
