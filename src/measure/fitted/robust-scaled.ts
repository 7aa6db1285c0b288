import { type Column, isNumeric } from '../../engine/column.ts';
import { fn } from '../../engine/dialect.ts';
import { identifier, join, sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import { type RecordedStep, recordedStep } from '../../stats/recorded-step.ts';
import { countUpTo, distinctUpTo, mergeSorted } from '../../stats/sorted.ts';
import { finiteValue, finiteValues } from '../columns/finite-values.ts';
import { hasEnoughRows } from '../columns/least-rows.ts';
import { quantileOf } from '../columns/sorted-values.ts';
import { believedSet, effectiveRows, type Fitted, fittedSet, mostTelling } from './fitted-set.ts';

/** Shares of values below the two quantiles whose distance a robust scaler makes 1; the median becomes 0. */
const RANGES = [
  [0.25, 0.75],
  [0.1, 0.9],
  [0.05, 0.95],
] as const;

const FLOOR = { double: 1e-9, single: 3e-6 } as const;
/** Rounding moves a quantile by half a step at most: tolerances are bounds, and twice as far is beyond them. */
const REJECT = 2;
/** Standard errors of a sample's quantiles within which a column may be scaled after all. */
const SCREEN = 6;
const METHOD = 'median 0 and a range of quantiles of 1';
/** What rounding may move a quantile or a range, where it leaves anything to see. */
const ROUNDED = 0.05;
const MIN_DISTINCT = 20;
/** Share of columns off every decimal grid that may have a median of 0 and a range of 1 by nature. */
const NATURAL = 0.05;
/** Columns of samples that are judged on all rows, a pass each. */
const MAX_COLUMNS = 8;

/** Median, lower and upper quantile of a set of n values, and rows that hold the same value as each. */
interface Spread {
  readonly n: number;
  readonly values: readonly [median: number, low: number, high: number];
  readonly ties: readonly [median: number, low: number, high: number];
}
type Range = (typeof RANGES)[number];
type Spreads = Readonly<Record<'both' | 'fit' | 'heldOut', Spread>>;

/** Numeric columns whose median and range of quantiles, over both tables or over the fit table alone, are what a robust scaler leaves. */
export async function robustScaled(fit: Table, heldOut: Table, columns: readonly Column[]): Promise<Fitted[]> {
  const frames = await Promise.all([fit.frame(), heldOut.frame()]);
  const sampled = frames.some((frame) => frame.sampled);
  const candidates = columns
    .filter((column) => isNumeric(column) && column.kind !== 'integer')
    .flatMap((column) => {
      const [a, b] = [finiteValues(frames[0], column.name), finiteValues(frames[1], column.name)];
      if (
        !hasEnoughRows(a, b) ||
        distinctUpTo(a, MIN_DISTINCT) < MIN_DISTINCT ||
        !isPossible(a, b, sampled ? RANGES.slice(0, 1) : RANGES)
      )
        return [];
      const step = recordedStep(a);
      return step.step < 1 ? [{ column, a, b, step }] : [];
    });
  const found: (Fitted | undefined)[] = [];
  for (const { column, a, b, step } of sampled ? candidates.slice(0, MAX_COLUMNS) : candidates) {
    const sets = { both: mergeSorted(a, b), fit: a, heldOut: b };
    const ranges = sampled ? RANGES.slice(0, 1) : RANGES;
    const judged = ranges.map(async (range) => judge(column, step, await spreads(fit, heldOut, column, range, sets, sampled)));
    found.push(mostTelling(await Promise.all(judged)));
  }
  return found.flatMap((one) => one ?? []);
}

/** Whether a median of 0 and a range of 1 lie within the sampling error of both tables' quantiles. */
function isPossible(a: Float64Array, b: Float64Array, ranges: readonly Range[]): boolean {
  const bracket = (share: number) => {
    const ends = [a, b].flatMap((sorted) => {
      const margin = SCREEN * Math.sqrt((share * (1 - share)) / sorted.length);
      return [Math.max(0, share - margin), Math.min(1, share + margin)].map((q) => quantileOf(sorted, q));
    });
    return { least: Math.min(...ends), most: Math.max(...ends) };
  };
  const median = bracket(0.5);
  if (median.least > ROUNDED || median.most < -ROUNDED) return false;
  return ranges.some(([low, high]) => {
    const [lower, upper] = [bracket(low), bracket(high)];
    return upper.least - lower.most <= 1 + ROUNDED && upper.most - lower.least >= 1 - ROUNDED;
  });
}

async function spreads(
  fit: Table,
  heldOut: Table,
  column: Column,
  [low, high]: Range,
  sets: Readonly<Record<keyof Spreads, Float64Array>>,
  sampled: boolean,
): Promise<Spreads> {
  const shares = [0.5, low, high];
  const value = finiteValue(column);
  const rows = { both: [fit, heldOut], fit: [fit], heldOut: [heldOut] };
  const spread = async (set: keyof Spreads): Promise<Spread> => {
    const sorted = sets[set];
    if (!sampled)
      return spreadOf(
        sorted,
        sorted.length,
        shares.map((share) => quantileOf(sorted, share)),
      );
    const parts = rows[set].map((table) => sql`SELECT ${value} AS v FROM ${table}`);
    const quantiles = shares.map((share, i) => sql`${fn.quantile(sql`v`, share)} AS ${identifier(`q${i}`)}`);
    const [row] = await fit.query(sql`SELECT count(v) AS n, ${quantiles} FROM (${join(parts, ' UNION ALL ')}) AS pooled`);
    return spreadOf(
      sorted,
      Number(row?.n),
      shares.map((_, i) => Number(row?.[`q${i}`])),
    );
  };
  const [both, inFit, inHeldOut] = [await spread('both'), await spread('fit'), await spread('heldOut')];
  return { both, fit: inFit, heldOut: inHeldOut };
}

/** Ties are counted in memory, and scaled up where that is a sample. */
function spreadOf(sorted: Float64Array, n: number, values: readonly number[]): Spread {
  const ties = values.map((value) => {
    const found = countUpTo(sorted, value + FLOOR.double) - countUpTo(sorted, value - FLOOR.double);
    return sorted.length === n || found < 2 ? found : (found / sorted.length) * n;
  });
  return { n, values: values as unknown as Spread['values'], ties: ties as unknown as Spread['ties'] };
}

function judge(column: Column, recorded: RecordedStep, sets: Spreads): Fitted {
  const floor = FLOOR[recorded.precision];
  const [medianTolerance, rangeTolerance] = [floor + recorded.step / 2, floor + recorded.step];
  const judged = (set: keyof Spreads) => {
    const { n, values, ties } = sets[set];
    const [median, low, high] = values;
    const [off, range] = [Math.abs(median), Math.abs(high - low - 1)];
    // A median falls on one value with the share of the spread of its rank that rows of this value take up: √n/2 rows for n independent ones.
    const density = (independent: number, rows: number, tolerance: number, tied: number, free: number) =>
      Math.log(Math.min(1, rows >= 2 ? (rows / n / tied) * independent : tolerance * free * independent));
    return {
      residual: Math.max(off, range),
      distance: Math.max(off / medianTolerance, range / rangeTolerance),
      chance: (rows: number) =>
        density(Math.sqrt(rows), ties[0], medianTolerance, 1.25, 0.86) +
        density(Math.sqrt(rows), Math.max(ties[1], ties[2]), rangeTolerance, 1.5, 0.68),
    };
  };
  const [both, fit, heldOut] = [judged('both'), judged('fit'), judged('heldOut')];
  const distances = { both: both.distance, fit: fit.distance, heldOut: heldOut.distance };
  const on = fittedSet(distances, REJECT);
  const set = believedSet(on);
  const chance = { both, fit, heldOut }[set].chance(effectiveRows(on, sets[set].n, sets.heldOut.n));
  const apart = Math.max(both.residual, fit.residual);
  return {
    column,
    method: METHOD,
    on,
    distances,
    bothResidual: both.residual,
    fitResidual: fit.residual,
    heldOutResidual: heldOut.residual,
    tolerance: rangeTolerance,
    logChance: recorded.decimals === null ? Math.min(chance, Math.log(NATURAL)) : chance,
    decimals: recorded.decimals,
    decimalsNeeded: recorded.decimals === null || apart === 0 ? null : Math.ceil(-Math.log10(apart / REJECT)),
  };
}
