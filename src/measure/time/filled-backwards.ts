import type { Column } from '../../engine/column.ts';
import { roundingOf } from './rounding.ts';
import type { Series } from './series.ts';
import type { PairedColumn } from './series-pairs.ts';

/** A column that holds another, and in the gaps of it the value that comes next. */
export interface FilledBackwards {
  readonly column: Column;
  readonly base: Column;
  /** Gaps between two different values, and the share of them that hold the later one throughout, and the earlier one. */
  readonly gaps: number;
  readonly share: number;
  readonly rivalShare: number;
  readonly tolerance: number;
}

const SHARE = 0.99;
const LEAST_GAPS = 20;
const LEAST_DISTINCT = 10;
/** Of the changes of a value how many go the rarer way: what only rises is the number or the date of something planned. */
const TURNS = 0.1;

export function filledBackwards({ starts }: Series, { column, values, bases }: PairedColumn): FilledBackwards | undefined {
  if (!bases.length) return undefined;
  const { size, step } = roundingOf(values);
  const tolerance = Math.max(1e-9 * size, 0.55 * step);
  for (const { base, values: from } of bases) {
    if (!holds(values, from, tolerance) || from.every(Number.isFinite)) continue;
    const gaps = gapsOf(starts, values, from, tolerance);
    const rises = gaps.filter(({ rise }) => rise > 0).length;
    const later = gaps.filter(({ isLater }) => isLater);
    const share = later.length / gaps.length;
    if (gaps.length < LEAST_GAPS || Math.min(rises, gaps.length - rises) < TURNS * gaps.length || share < SHARE) continue;
    if (new Set(later.map(({ row }) => from[row]!)).size < LEAST_DISTINCT) continue;
    const rivalShare = gaps.filter(({ isEarlier }) => isEarlier).length / gaps.length;
    return { column, base, gaps: gaps.length, share, rivalShare, tolerance };
  }
  return undefined;
}

/** Whether a column equals its base where both have a value. */
function holds(values: Float64Array, base: Float64Array, tolerance: number): boolean {
  const most = (1 - SHARE) * values.length;
  let [both, missed] = [0, 0];
  for (let row = 0; row < values.length && missed <= most; row++) {
    const distance = Math.abs(values[row]! - base[row]!);
    if (Number.isNaN(distance)) continue;
    both++;
    if (!(distance <= tolerance)) missed++;
  }
  return missed <= (1 - SHARE) * both;
}

/** Gaps between two different values in which the column has any; `row` is the first behind the gap. */
function gapsOf(starts: readonly number[], values: Float64Array, base: Float64Array, tolerance: number) {
  const gaps: { row: number; rise: number; isLater: boolean; isEarlier: boolean }[] = [];
  for (let s = 0; s + 1 < starts.length; s++) {
    let before = starts[s + 1]!;
    for (let row = starts[s]!; row < starts[s + 1]!; row++) {
      if (!Number.isFinite(base[row]!)) continue;
      const rise = base[row]! - base[before]!;
      const filled =
        row > before + 1 && Math.abs(rise) > tolerance ? values.subarray(before + 1, row).filter(Number.isFinite) : [];
      const isAll = (one: number) => filled.every((value) => Math.abs(value - one) <= tolerance);
      if (filled.length) gaps.push({ row, rise, isLater: isAll(base[row]!), isEarlier: isAll(base[before]!) });
      before = row;
    }
  }
  return gaps;
}
