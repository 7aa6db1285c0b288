import type { Column } from '../../engine/column.ts';
import { AGGREGATES, type Aggregate, aggregateOf } from '../../stats/aggregates.ts';
import { recordedStep } from '../../stats/recorded-step.ts';
import { roundedSum, roundingOf } from './rounding.ts';

/** Rows of one entity, or of one moment, with their values in time order. */
export interface RowGroups {
  /** Rows of the table by group, in time order; those at one time stand together. */
  readonly own: readonly (readonly number[])[];
  /** What each row of the table is at: rows of a group with an equal number happened at once. */
  readonly times: Float64Array;
}

/** The values of a base column by group: those of the table's own rows, and those of all tables. */
export interface GroupValues {
  readonly own: readonly (readonly number[])[];
  readonly all: readonly (readonly number[])[];
}

export type HistorySet = 'own' | 'all';

/** A column that is an aggregate of another over all rows of its group. */
export interface GroupAggregate {
  readonly column: Column;
  readonly base: Column;
  readonly kind: Aggregate;
  readonly set: HistorySet;
  readonly tolerance: number;
  /** Groups of several rows, and the share of them in which the two agree. */
  readonly groups: number;
  readonly share: number;
  /** Rows that had seen too little of their group to know the aggregate, and the share of them that hold it all the same. */
  readonly decisiveRows: number;
  readonly decisiveGroups: number;
  /** Share of rows that equal the aggregate of what they had seen. */
  readonly rivalShare: number;
}

const SHARE = 0.99;
const LEAST_DISTINCT = 3;
const PROBES = 20;
const MOST_PLACES = 40;

export interface CodedColumn {
  readonly column: Column;
  readonly values: Float64Array;
}

/** One value a group, for columns that have only one in each; undefined for others. */
export function valueByGroup({ own }: RowGroups, values: Float64Array): Float64Array | undefined {
  const byGroup = new Float64Array(own.length).fill(Number.NaN);
  for (let group = 0; group < own.length; group++) {
    for (const row of own[group]!) {
      const value = values[row]!;
      if (Number.isNaN(value)) continue;
      if (Number.isNaN(byGroup[group]!)) byGroup[group] = value;
      else if (Math.abs(value - byGroup[group]!) > 1e-9 * Math.abs(value)) return undefined;
    }
  }
  return new Set(byGroup.filter(Number.isFinite)).size >= LEAST_DISTINCT ? byGroup : undefined;
}

/** Aggregates of one base that a column's values by group are; `mayKnowOwn`: a row may know the base's value in its own row. */
export function groupAggregates(
  groups: RowGroups,
  { column, values }: CodedColumn,
  base: Column,
  baseValues: Float64Array,
  byGroup: GroupValues,
  mayKnowOwn: boolean,
): GroupAggregate[] {
  const codes = valueByGroup(groups, values);
  if (!codes) return [];
  const several = [...codes.keys()].filter((g) => Number.isFinite(codes[g]!) && groups.own[g]!.length > 1);
  const exact = toleranceOf(codes);
  const [ofCodes, ofBase] = [roundingOf(codes).step, roundingOf(baseValues).step];
  return AGGREGATES.flatMap((kind) =>
    (['own', 'all'] as const).flatMap((set): GroupAggregate[] => {
      const values = byGroup[set];
      // Values that were rounded after the aggregate was made.
      const isRoundedAlike = ofCodes > 0 && ofBase > 0 && ofBase <= 1.01 * ofCodes && (kind === 'mean' || kind === 'sum');
      const most = several.reduce((size, g) => Math.max(size, values[g]!.length), 0);
      const ofSum = roundedSum(most) * ofBase;
      for (const tolerance of isRoundedAlike ? [exact, exact + (kind === 'sum' ? ofSum : ofBase / 2)] : [exact]) {
        const isSame = (g: number) => Math.abs(aggregateOf(kind, values[g]!) - codes[g]!) <= tolerance;
        const missed = several.slice(0, PROBES).filter((g) => !isSame(g)).length;
        if (missed > 1) continue;
        const same = several.filter(isSame);
        if (same.length < SHARE * several.length) continue;
        const seen = rowsSeen(groups, baseValues, codes, same, kind, tolerance, mayKnowOwn);
        return [{ column, base, kind, set, tolerance, groups: several.length, share: same.length / several.length, ...seen }];
      }
      return [];
    }),
  );
}

/** Whether a column holds in each group what another has in the first row: a fact by then, whatever it may be an aggregate of. */
export function isFirstValue({ own }: RowGroups, codes: Float64Array, base: Float64Array): boolean {
  let [groups, same, varying] = [0, 0, 0];
  for (const [g, rows] of own.entries()) {
    const values = rows.map((row) => base[row]!).filter(Number.isFinite);
    if (values.length < 2 || !Number.isFinite(codes[g]!)) continue;
    groups++;
    if (values.some((value) => value !== values[0])) varying++;
    if (base[rows[0]!] === codes[g]) same++;
  }
  return groups > 0 && same >= SHARE * groups && varying >= groups / 2;
}

function toleranceOf(codes: Float64Array): number {
  const present = codes.filter(Number.isFinite);
  const { step, decimals, precision } = recordedStep(present.some((code) => code !== 0) ? present : [1]);
  const size = present.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const rounding = decimals !== null || precision === 'single' ? (decimals === 0 ? 1e-6 : 0.75 * step) : 0;
  return Math.max(1e-9 * size, rounding);
}

/** How many rows hold the aggregate of their group before the rows that make it up have happened. */
function rowsSeen(
  { own, times }: RowGroups,
  base: Float64Array,
  codes: Float64Array,
  same: readonly number[],
  kind: Aggregate,
  tolerance: number,
  mayKnowOwn: boolean,
) {
  let [rows, known, decisiveGroups] = [0, 0, 0];
  for (const g of same) {
    const inTime = own[g]!;
    let isDecisive = false;
    // Long histories are looked at in some places.
    const stride = Math.ceil(inTime.length / MOST_PLACES);
    for (let i = 0; i < inTime.length; ) {
      let end = Math.min(inTime.length, i + stride);
      const time = times[inTime[end - 1]!]!;
      while (end < inTime.length && times[inTime[end]!] === time) end++;
      const first = inTime.findIndex((row) => times[row] === time);
      const seen = inTime
        .slice(0, mayKnowOwn ? end : first)
        .map((row) => base[row]!)
        .filter(Number.isFinite);
      const isKnown = Math.abs(aggregateOf(kind, seen) - codes[g]!) <= tolerance;
      rows += end - i;
      if (isKnown) known += end - i;
      else isDecisive = true;
      i = end;
    }
    if (isDecisive) decisiveGroups++;
  }
  return { decisiveRows: rows - known, decisiveGroups, rivalShare: rows ? known / rows : 0 };
}
