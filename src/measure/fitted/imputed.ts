import { type Column, isNumeric } from '../../engine/column.ts';
import type { Frame } from '../../engine/frame.ts';
import type { Table } from '../../engine/table.ts';
import type { Precision } from '../../stats/decimals.ts';
import { recordedStep } from '../../stats/recorded-step.ts';
import { type RepeatedValue, repeatedValues } from '../../stats/repeated-values.ts';
import { countUpTo, haveCommon, mergeSorted } from '../../stats/sorted.ts';
import { finiteValues } from '../columns/finite-values.ts';
import { type InOrder, inOrder } from '../columns/in-order.ts';
import { hasEnoughRows } from '../columns/least-rows.ts';
import { type FillFit, MAX_PLACES, meanFit, medianFit } from './fill-fit.ts';
import { believedSet, effectiveRows, type Fitted, fittedSet, mostTelling } from './fitted-set.ts';
import { imputedByLevel } from './imputed-by-level.ts';
import { bringsNearer, mergeRests, type Rest, restOf, restOfColumn } from './rest-of-column.ts';

/** Tolerances are bounds rather than errors: this many times as far is beyond. */
export const REJECT = 4;
/** Values that may stand out in a column, one for each level of another; and those that are taken for the fill of the whole column. */
const MAX_FILLS = 200;
const MAX_SINGLE = 4;
/** Standard errors of a sample within which its mean may be the fill after all. */
const SCREEN = 6;
/** Standard errors of the mean that a step may be, for a match not to be chance. */
const ENOUGH = 1e-5;
/** Values of the fit table that were not filled in. */
const MIN_OBSERVED = 10;

export interface Imputed {
  /** Columns in which some value stands out, as one that was filled in would. */
  readonly tested: number;
  readonly found: readonly Fitted[];
}

/**
 * Numeric columns in which a value stands out that is the mean or the median of the others, over both tables or over the fit table alone;
 * also within the levels of another column.
 */
export async function imputed(
  fit: Table,
  heldOut: Table,
  columns: readonly Column[],
  levels: readonly Column[],
): Promise<Imputed> {
  const frames = await Promise.all([fit.frame(), heldOut.frame()]);
  const judged = await Promise.all(
    columns.filter(isNumeric).map(async (column) => {
      const [a, b] = [finiteValues(frames[0], column.name), finiteValues(frames[1], column.name)];
      if (!hasEnoughRows(a, b) || a[0] === a.at(-1) || allDiffer(frames, column.name)) return [];
      const { precision } = recordedStep(a);
      const both = mergeSorted(a, b);
      const fills = repeatedValues(both, precision, MAX_FILLS).filter(({ value }) => value > both[0]! && value < both.at(-1)!);
      if (!fills.length) return [];
      const sides = { fit: { table: fit, sorted: a }, heldOut: { table: heldOut, sorted: b } };
      const single = mostTelling(await filledWithOne(sides, column, fills, precision));
      const settled = single && single.on !== 'undecided';
      const grouped =
        settled || fills.length < 2 ? undefined : await imputedByLevel(fit, heldOut, column, levels, fills, precision);
      return [grouped ?? single];
    }),
  );
  return { tested: judged.filter(({ length }) => length > 0).length, found: judged.flat().flatMap((one) => one ?? []) };
}

/** Whether no value of a column occurs twice. */
function allDiffer(frames: readonly Frame[], name: string): boolean {
  const [a, b] = frames.map((frame) => inOrder(frame.numbers(name)!)) as [InOrder, InOrder];
  return a.distinct === a.values.length && b.distinct === b.values.length && !haveCommon(a.values, b.values);
}

interface Side {
  readonly table: Table;
  readonly sorted: Float64Array;
}
type Sides = Readonly<Record<'fit' | 'heldOut', Side>>;

async function filledWithOne(
  sides: Sides,
  column: Column,
  fills: readonly RepeatedValue[],
  precision: Precision,
): Promise<Fitted[]> {
  const likely = fills
    .filter((fill) => isPossible(sides, fill))
    .sort((a, b) => Number(b.places > b.otherPlaces) - Number(a.places > a.otherPlaces) || b.rows - a.rows)
    .slice(0, MAX_SINGLE);
  const all = await Promise.all(
    likely.map(async (fill) => {
      const rest = (table: Table) => restOfColumn(table, column, fill.value, [fill.value]);
      const [inFit, inHeldOut] = await Promise.all([rest(sides.fit.table), rest(sides.heldOut.table)]);
      const sets = { both: mergeRests(inFit, inHeldOut), fit: inFit, heldOut: inHeldOut };
      if (inFit.n < MIN_OBSERVED) return [];
      const isOwn = inFit.filled === 0 && inHeldOut.filled > 0;
      const near = nearRows(sides, sets.both);
      return [
        fitted(column, 'mean', sets, (rest, rows) => meanFit(fill, rest, precision, rows), isOwn, fill),
        fitted(
          column,
          'median',
          sets,
          (rest, rows) => medianFit(fill, rest, near, precision, isMiddleOf(sets, rest), rows),
          isOwn,
          fill,
        ),
      ];
    }),
  );
  return all.flat();
}

/** Whether no other set than one has both of its values around the fill. */
const isMiddleOf = ({ both, fit }: Sets, rest: Rest): boolean => rest !== both || bringsNearer(both, fit);

type Sets = Readonly<Record<'both' | 'fit' | 'heldOut', Rest>>;

/** `isOwn`: only the held-out table holds the fill, so it may be its own. */
function fitted(
  column: Column,
  method: string,
  sets: Sets,
  fitTo: (rest: Rest, rows?: number) => FillFit,
  isOwn: boolean,
  fill: RepeatedValue,
): Fitted {
  const [both, fit, heldOut] = [fitTo(sets.both), fitTo(sets.fit), fitTo(sets.heldOut)];
  const apart = isOwn && heldOut.distance <= 1 && Math.min(both.distance, fit.distance) >= REJECT;
  const distances = { both: both.distance, fit: fit.distance };
  const on = apart ? 'apart' : fittedSet(distances, REJECT);
  const set = believedSet(on);
  const believed = fitTo(sets[set], effectiveRows(on, sets[set].n, sets.heldOut.n));
  const { n, m2 } = sets.both;
  const places = Math.max(fill.places, Number.isFinite(fill.otherPlaces) ? fill.otherPlaces : 0);
  const decimals = places <= MAX_PLACES ? places : null;
  const between = Math.abs(sets.fit.mean - sets.both.mean);
  return {
    column,
    method,
    on,
    distances,
    bothResidual: both.residual,
    fitResidual: fit.residual,
    heldOutResidual: Number.isFinite(heldOut.residual) ? heldOut.residual : null,
    tolerance: believed.tolerance,
    logChance: believed.logChance,
    decimals,
    decimalsNeeded:
      decimals === null || between === 0
        ? null
        : Math.ceil(-Math.log10(Math.min(between / REJECT, ENOUGH * Math.sqrt(m2 / n ** 2)))),
  };
}

/** Rows that hold a value next to the fill: about as many as hold the fill by nature. */
function nearRows(sides: Sides, { lower, upper, n }: Rest): number {
  const sorted = mergeSorted(sides.fit.sorted, sides.heldOut.sorted);
  const rows = (value: number) => {
    const upTo = countUpTo(sorted, value);
    let first = upTo;
    while (first > 0 && sorted[first - 1] === value) first--;
    return upTo - first;
  };
  const most = Math.max(rows(lower), rows(upper));
  return most > 1 ? most * Math.max(1, n / sorted.length) : most;
}

/** Whether a sample leaves it possible that a value is the mean, or the median, of the others. */
function isPossible({ fit, heldOut }: Sides, { value }: RepeatedValue): boolean {
  return [fit, heldOut].some(({ sorted }) => {
    const { n, mean, m2, below, above } = restOf(sorted, value, [value]);
    if (!n) return false;
    const error = Math.sqrt(m2) / n;
    return Math.abs(value - mean) <= SCREEN * error || Math.abs(below - above) <= SCREEN * Math.sqrt(n) + 1;
  });
}
