import { type Column, isNumeric, isTemporal } from '../../engine/column.ts';
import type { Frame } from '../../engine/frame.ts';
import { chiSquareTest } from '../../stats/contingency.ts';
import { decimalPlaces } from '../../stats/decimals.ts';
import { totalVariation } from '../../stats/divergence.ts';
import { kolmogorovDistance } from '../../stats/kolmogorov.ts';
import { countUpTo } from '../../stats/sorted.ts';
import { nullsIn } from '../columns/nulls.ts';
import { quantileOf, sortedValues } from '../columns/sorted-values.ts';
import { CONVERSIONS, type Conversion } from './unit-conversions.ts';

const MIN_ROWS = 100;
const QUANTILES = 99;
const FITTED = 0.95;
/** Distance in rank that a fitted quantile may have, beyond sampling error. */
const RANK_TOLERANCE = 0.03;
/** Kolmogorov's λ of probability 0.0001. */
const LAMBDA = 2.23;
/** Conversions whose factors differ by less are told apart by the better fit; where others fit too, none is named. */
const SAME_FACTOR = 0.1;
const DAY = 86_400_000_000;
const QUARTER = 900_000_000;
const SLOTS = DAY / QUARTER;
const MAX_SHIFT = 56;
/** By so much χ² must be worse for any other shift of the clock: 4 standard errors. */
const RIVAL_CHI_SQUARE = 16;

/** One change that turns train's distribution of a column into that of the serving rows. */
export interface Explanation {
  readonly kind: 'converted' | 'scaled' | 'moved' | 'rounded' | 'zone' | 'empty' | 'nulls';
  /** The change explains so much that no honest drift does. */
  readonly certain: boolean;
  /** How it is known to people. */
  readonly name?: string;
  readonly figures: Readonly<Record<string, number>>;
}

/** The simplest change that explains how a column's serving values differ from train's; undefined where none does or nothing differs. */
export function explainShift(train: Frame, serving: Frame, column: Column): Explanation | undefined {
  const nulls = explainNulls(train, serving, column.name);
  if (nulls) return nulls;
  const [first, second] = [train.numbers(column.name), serving.numbers(column.name)];
  if (!first || !second) return undefined;
  const [a, b] = [sortedValues(first), sortedValues(second)];
  if (Math.min(a.length, b.length) < MIN_ROWS) return undefined;
  if (isTemporal(column)) return column.kind === 'timestamp' ? explainHours(a, b) : undefined;
  return isNumeric(column) ? (explainValues(a, b) ?? explainSteps(a, b)) : undefined;
}

function explainNulls(train: Frame, serving: Frame, name: string): Explanation | undefined {
  if (Math.min(train.rows, serving.rows) < MIN_ROWS) return undefined;
  const [first, second] = [nullsIn(train, name) / train.rows, nullsIn(serving, name) / serving.rows];
  const figures = { trainNullShare: first, servingNullShare: second };
  if (second >= 0.99 && first <= 0.5) return { kind: 'empty', certain: true, figures };
  return second - first >= 0.3 ? { kind: 'nulls', certain: false, figures } : undefined;
}

function explainValues(train: Float64Array, serving: Float64Array): Explanation | undefined {
  const error = LAMBDA * Math.sqrt(1 / train.length + 1 / serving.length);
  const ks = kolmogorovDistance(train, serving);
  if (ks < Math.max(0.1, error) || distinctUpTo(train, 10) < 10) return undefined;
  // In single precision a product and its decimal are equal.
  const coarse = serving.map(Math.fround);
  const judge = ({ factor, offset }: Pick<Conversion, 'factor' | 'offset'>) => {
    const changed = train.map((value) => Math.fround(value * factor + offset));
    if (factor < 0) changed.reverse();
    return { ksAfter: kolmogorovDistance(changed, coarse), fitted: fittedShare(changed, coarse, error / 2 + RANK_TOLERANCE) };
  };
  const fits = (result: { ksAfter: number; fitted: number }) => result.fitted >= FITTED && result.ksAfter <= ks / 4;
  const known = CONVERSIONS.map((conversion) => ({ ...conversion, ...judge(conversion) }))
    .filter(fits)
    .sort((x, y) => x.ksAfter - y.ksAfter);
  if (known[0] && known.every((one) => Math.abs(one.factor / known[0]!.factor - 1) < SAME_FACTOR)) {
    const { name, factor, offset, fitted, ksAfter } = known[0];
    // A small factor may be an honest change of scale.
    const unmistakable = offset !== 0 || factor < 0 || Math.abs(Math.log(factor)) >= Math.log(5);
    const figures = { ks, ksAfter, factor, offset, fittedShare: fitted };
    return { kind: 'converted', certain: unmistakable && ks >= 0.5, name, figures };
  }
  const pairs = Array.from({ length: QUANTILES }, (_, i) => (i + 1) / (QUANTILES + 1)).map(
    (q) => [quantileOf(train, q), quantileOf(serving, q)] as const,
  );
  const factor = median(pairs.filter(([t]) => t !== 0).map(([t, s]) => s / t));
  if (factor > 0 && Number.isFinite(factor) && Math.abs(Math.log(factor)) >= Math.log(1.5)) {
    const result = judge({ factor, offset: 0 });
    if (fits(result))
      return { kind: 'scaled', certain: false, figures: { ks, ksAfter: result.ksAfter, factor, fittedShare: result.fitted } };
  }
  const offset = median(pairs.map(([t, s]) => s - t));
  if (Math.abs(offset) >= quantileOf(train, 0.95) - quantileOf(train, 0.05)) {
    const result = judge({ factor: 1, offset });
    if (fits(result))
      return { kind: 'moved', certain: false, figures: { ks, ksAfter: result.ksAfter, offset, fittedShare: result.fitted } };
  }
  return undefined;
}

/** The share of the serving values' quantiles that lie between the train values' quantiles of nearly the same rank. */
function fittedShare(train: Float64Array, serving: Float64Array, tolerance: number): number {
  let fitted = 0;
  for (let i = 1; i <= QUANTILES; i++) {
    const q = i / (QUANTILES + 1);
    const value = quantileOf(serving, q);
    const low = quantileOf(train, Math.max(0, q - tolerance));
    const high = quantileOf(train, Math.min(1, q + tolerance));
    const slack = 1e-9 * Math.max(Math.abs(low), Math.abs(high));
    if (value >= low - slack && value <= high + slack) fitted++;
  }
  return fitted / QUANTILES;
}

function explainSteps(train: Float64Array, serving: Float64Array): Explanation | undefined {
  const places = decimalPlaces(serving);
  if (!Number.isFinite(places) || decimalPlaces(train) <= places) return undefined;
  const step = 10 ** -places;
  const spread = quantileOf(train, 0.75) - quantileOf(train, 0.25);
  if (step < spread / 100) return undefined;
  const rounded = train.map((value) => Math.round(value / step) * step);
  const onStep =
    rounded.reduce((n, value, i) => n + Number(Math.abs(value - train[i]!) <= 1e-9 * Math.abs(value)), 0) / train.length;
  if (onStep > 0.5) return undefined;
  const floored = train.map((value) => Math.floor(value / step) * step);
  const tolerance = (LAMBDA / 2) * Math.sqrt(1 / train.length + 1 / serving.length) + RANK_TOLERANCE;
  const fitted = Math.max(...[rounded, floored].map((changed) => fittedShare(changed, serving, tolerance)));
  if (fitted < FITTED) return undefined;
  return {
    kind: 'rounded',
    certain: step >= spread / 10,
    figures: { decimals: places, onStepInTrain: onStep, fittedShare: fitted },
  };
}

function explainHours(train: Float64Array, serving: Float64Array): Explanation | undefined {
  const [first, second] = [slotsOf(train), slotsOf(serving)];
  const error = LAMBDA * Math.sqrt(1 / train.length + 1 / serving.length);
  const movedBy = (shift: number) => first.map((_, slot) => first[(slot - shift + SLOTS) % SLOTS]!);
  const apart = (shift: number) => {
    const { value, noise } = totalVariation(movedBy(shift), second);
    return Math.max(0, value - noise);
  };
  const before = apart(0);
  if (before < Math.max(0.1, error)) return undefined;
  const shifts = Array.from({ length: 2 * MAX_SHIFT + 1 }, (_, i) => ({ shift: i - MAX_SHIFT, after: apart(i - MAX_SHIFT) }));
  const least = (among: typeof shifts) => among.reduce((best, one) => (one.after < best.after ? one : best));
  const best = least(shifts);
  if (best.shift === 0 || best.after > Math.min(before / 4, 1 - FITTED + error / 4)) return undefined;
  const rival = least(shifts.filter(({ shift }) => (shift - best.shift) % SLOTS !== 0));
  const [chi, rivalChi] = [best, rival].map(({ shift }) => chiSquareTest([movedBy(shift), second]).statistic) as [number, number];
  if (rivalChi - chi < RIVAL_CHI_SQUARE) return undefined;
  const figures = {
    offsetMicros: best.shift * QUARTER,
    movedShare: before,
    movedShareAfter: best.after,
    rivalMovedShare: rival.after,
  };
  return { kind: 'zone', certain: true, figures };
}

function slotsOf(micros: Float64Array): number[] {
  const slots = new Array<number>(SLOTS).fill(0);
  for (const value of micros) {
    if (Number.isFinite(value)) slots[Math.floor((((value % DAY) + DAY) % DAY) / QUARTER)]!++;
  }
  return slots;
}

function distinctUpTo(sorted: Float64Array, most: number): number {
  let distinct = 0;
  for (let i = 0; i < sorted.length && distinct < most; i = countUpTo(sorted, sorted[i]!)) distinct++;
  return distinct;
}

const median = (values: readonly number[]): number =>
  values.length
    ? quantileOf(
        [...values].sort((a, b) => a - b),
        0.5,
      )
    : Number.NaN;
