import { type Column, isNumeric } from '../../engine/column.ts';
import { sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import { recordedStep } from '../../stats/recorded-step.ts';
import { commonDenominator, denominatorOf } from '../../stats/simple-fractions.ts';
import { countUpTo, distinctUpTo } from '../../stats/sorted.ts';
import { finiteValue, finiteValues } from '../columns/finite-values.ts';
import { hasEnoughRows } from '../columns/least-rows.ts';
import { type Fitted, type FittedSet, fittedSet, mostTelling } from './fitted-set.ts';

/** Scalers by the bounds they give to all values; without a lower one, the larger of |min| and |max| is the bound. */
const METHODS = [
  { method: 'a range of 0 to 1', low: 0, high: 1 },
  { method: 'a range of −1 to 1', low: -1, high: 1 },
  { method: 'a largest size of 1', low: undefined, high: 1 },
] as const;
type Method = (typeof METHODS)[number];

/** What arithmetic leaves at a bound. */
const FLOOR = { double: 1e-9, single: 3e-6 } as const;
const REJECT = 2;
const MIN_DISTINCT = 20;
/** Decimals from which a value at a bound may be there by itself, and from which it isn't one that was rounded to it. */
const DECIMALS = { some: 3, enough: 5 } as const;
/** Rows at a bound beyond which the bound is one of the quantity, as of a share. */
const MAX_HITS = 2;
/** Of fewer different values, and fewer than this share of the rows, a bound is a level like others. */
const MAX_LEVELS = 400;
const MOSTLY_DIFFERENT = 0.5;
/** Fractions of no larger numbers are shares of counts, or whole numbers that were scaled. */
const MAX_DENOMINATOR = 2000;
const ARITHMETIC = 1e-12;
/** Values that are looked at to tell fractions, and the share that makes them some. */
const MAX_VALUES = 2000;
/** Values at either end whose steps are usual there. */
const OUTER = 10;
const MOSTLY = 0.9;

/** How often an untransformed column may reach its bounds by itself, the decisive one only once or twice. */
const NATURAL = {
  bothBounds: 1e-6,
  crowdedBound: 1e-4,
  oneBound: 3e-4,
  wholeNumbers: 0.01,
  rounded: 0.01,
  levels: 0.01,
  zero: 0.1,
  tied: 0.002,
} as const;

interface Extremes {
  readonly min: number;
  readonly max: number;
}
type Sets = Readonly<Record<'both' | 'fit', Extremes>>;

interface Judged {
  readonly fitted: Fitted;
  /** Of which all values are fractions. */
  readonly denominator: number | undefined;
  /** Bounds that one row alone holds. */
  readonly ends: number;
}

/** Numeric columns whose extremes over both tables, or over the fit table alone, are what a scaler to a fixed range leaves. */
export async function rangeScaled(fit: Table, heldOut: Table, columns: readonly Column[]): Promise<Fitted[]> {
  const numbers = columns.filter((column) => isNumeric(column) && column.kind !== 'integer');
  const judged = await Promise.all(numbers.map((column) => judge(fit, heldOut, column)));
  const found = judged.flatMap((one) => one ?? []);
  // Whole numbers on one scale, as pixels or marks, have bounds that were not fitted.
  const isShared = (asked: number | undefined) =>
    asked !== undefined && found.filter(({ denominator }) => denominator === asked).length > 1;
  const own = found.map((one) => (isShared(one.denominator) ? { ...one, fitted: { ...one.fitted, logChance: 0 } } : one));
  const [fitRows, heldOutRows] = await Promise.all([fit.rows(), heldOut.rows()]);
  return withSilence(own, heldOutRows / (fitRows + heldOutRows));
}

/**
 * Had the columns been scaled over train, each end that one row holds would lie beyond it with the probability `held` of that row's being held
 * out. Where no column shows that, each column that could have speaks for those that were fitted on both tables.
 */
function withSilence(found: readonly Judged[], held: number): Fitted[] {
  const on = (set: FittedSet) => found.filter(({ fitted }) => fitted.on === set && fitted.logChance < 0);
  const both = on('both');
  if (!both.length || on('fit').length) return found.map(({ fitted }) => fitted);
  const silence = on('undecided').reduce((sum, { ends }) => sum + ends * Math.log1p(-held), 0) / both.length;
  return found.map(({ fitted }) =>
    fitted.on === 'both' && fitted.logChance < 0 ? { ...fitted, logChance: fitted.logChance + silence } : fitted,
  );
}

async function judge(fit: Table, heldOut: Table, column: Column): Promise<Judged | undefined> {
  const [first, second] = await Promise.all([fit.frame(), heldOut.frame()]);
  const [a, b] = [finiteValues(first, column.name), finiteValues(second, column.name)];
  if (!hasEnoughRows(a, b) || distinctUpTo(a, MIN_DISTINCT) < MIN_DISTINCT) return undefined;
  if (Math.max(Math.abs(a[0]!), Math.abs(a.at(-1)!)) > 1 + FLOOR.single) return undefined;
  const recorded = recordedStep(a);
  const tolerance = FLOOR[recorded.precision];
  const [inFit, inHeldOut] = await Promise.all([extremes(fit, column), extremes(heldOut, column)]);
  const both = { min: Math.min(inFit.min, inHeldOut.min), max: Math.max(inFit.max, inHeldOut.max) };
  const sets = { both, fit: inFit };
  const methods = METHODS.map((method) => ({ method, on: fittedSet(distances(method, sets, tolerance), REJECT) }));
  if (methods.every(({ on }) => on === 'neither')) return undefined;
  const denominator = fractionsOf(a, recorded.step);
  const tied = NATURAL.tied * tieRate(a);
  const many = Math.min(MAX_LEVELS, Math.ceil(MOSTLY_DIFFERENT * a.length));
  const repeats = distinctUpTo(a, many) < many;
  const hits = await Promise.all(
    [-1, 0, 1].map(
      async (bound) =>
        [bound, (await rowsAt(fit, column, bound, tolerance)) + (await rowsAt(heldOut, column, bound, tolerance))] as const,
    ),
  );
  const fitted = mostTelling(
    methods.map(({ method, on }): Fitted => {
      const residual = (set: keyof Sets) => off(method, sets[set]);
      const decimals = recorded.decimals ?? Infinity;
      const alone = chance(method, on, inFit, new Map(hits), tolerance, denominator === 'various' ? undefined : denominator);
      const natural = Math.max(alone, tied, repeats ? NATURAL.levels : 0, decimals < DECIMALS.enough ? NATURAL.rounded : 0);
      const isPlain = denominator === 'various' || decimals < DECIMALS.some;
      return {
        column,
        method: method.method,
        on,
        distances: distances(method, sets, tolerance),
        bothResidual: residual('both'),
        fitResidual: residual('fit'),
        heldOutResidual: null,
        tolerance,
        logChance: isPlain ? 0 : Math.log(natural),
        decimals: recorded.decimals,
        decimalsNeeded: decimals < DECIMALS.enough ? DECIMALS.enough : null,
      };
    }),
  );
  const ends = [0, 1].filter((bound) => new Map(hits).get(bound) === 1).length;
  return fitted && { fitted, denominator: denominator === 'various' ? undefined : denominator, ends };
}

/** How far a set's extremes are from the bounds. */
function off({ low, high }: Method, { min, max }: Extremes): number {
  return low === undefined ? Math.abs(Math.max(-min, max) - high) : Math.max(Math.abs(min - low), Math.abs(max - high));
}

const distances = (method: Method, sets: Sets, tolerance: number) => ({
  both: off(method, sets.both) / tolerance,
  fit: off(method, sets.fit) / tolerance,
});

/** The denominator that all values share, `various` when they are fractions of small numbers without one, undefined for other numbers. */
function fractionsOf(sorted: Float64Array, step: number): number | 'various' | undefined {
  const tolerance = Math.max(ARITHMETIC, step / 2);
  const most = Math.min(MAX_DENOMINATOR, Math.sqrt(0.1 / tolerance));
  const every = Math.ceil(sorted.length / MAX_VALUES);
  const values = sorted.filter((_, i) => i % every === 0);
  const common = commonDenominator(values, most, tolerance);
  if (common !== undefined) return common;
  const fractions = values.filter((value) => denominatorOf(value, most, tolerance) !== undefined);
  return fractions.length >= MOSTLY * values.length ? 'various' : undefined;
}

/**
 * How often the value at an end is held by several rows: the least step between values against the usual one at the ends. Then train may lack
 * what both a held-out row and a row that was dropped have.
 */
function tieRate(sorted: Float64Array): number {
  let step = Infinity;
  for (let i = 1; i < sorted.length; i++) {
    const gap = sorted[i]! - sorted[i - 1]!;
    if (gap > ARITHMETIC && gap < step) step = gap;
  }
  const outer = Math.min(OUTER, sorted.length - 1);
  const usual = Math.min(sorted[outer]! - sorted[0]!, sorted.at(-1)! - sorted.at(-1 - outer)!) / outer;
  return Math.min(1, step / usual);
}

function chance(
  { low, high }: Method,
  on: FittedSet,
  inFit: Extremes,
  hits: ReadonlyMap<number, number>,
  tolerance: number,
  denominator: number | undefined,
): number {
  const isCrowded = (bound: number) => hits.get(bound)! > MAX_HITS;
  const bounds = low === undefined ? [-1, 1] : [low, high];
  const missed = bounds.filter((bound) => Math.min(Math.abs(inFit.min - bound), Math.abs(inFit.max - bound)) > tolerance);
  const decisive = (on === 'both' ? missed : bounds).filter((bound) => hits.get(bound)! > 0);
  const crowded = decisive.filter(isCrowded).length;
  if (crowded === decisive.length) return 1;
  // Many a quantity has a 0, which stays one when it is divided by its maximum.
  if (low === 0 && decisive.length === 1 && decisive[0] === 0) return NATURAL.zero;
  if (denominator !== undefined) return 1e6 % denominator === 0 ? 1 : NATURAL.wholeNumbers;
  if (low === undefined) return NATURAL.oneBound;
  return bounds.some(isCrowded) ? NATURAL.crowdedBound : NATURAL.bothBounds;
}

async function extremes(table: Table, column: Column): Promise<Extremes> {
  const frame = await table.frame();
  const sorted = finiteValues(frame, column.name);
  if (!frame.sampled) return { min: sorted[0]!, max: sorted.at(-1)! };
  const value = finiteValue(column);
  const { min, max } = await table.aggregate({ min: sql`min(${value})`, max: sql`max(${value})` });
  return { min: Number(min), max: Number(max) };
}

async function rowsAt(table: Table, column: Column, bound: number, tolerance: number): Promise<number> {
  const frame = await table.frame();
  const sorted = finiteValues(frame, column.name);
  if (!frame.sampled) return countUpTo(sorted, bound + tolerance) - countUpTo(sorted, bound - tolerance);
  const value = finiteValue(column);
  const { n } = await table.aggregate({
    n: sql`sum(CASE WHEN ${value} BETWEEN ${bound - tolerance} AND ${bound + tolerance} THEN 1 ELSE 0 END)`,
  });
  return Number(n);
}
