import { type Column, isNumeric } from '../../engine/column.ts';
import type { Table } from '../../engine/table.ts';
import { collisionRate } from '../../stats/collision-rate.ts';
import { mergeMoments } from '../../stats/moments.ts';
import { logPointProbability } from '../../stats/point-probability.ts';
import { type RecordedStep, recordedStep } from '../../stats/recorded-step.ts';
import { mergeSorted, runLengths } from '../../stats/sorted.ts';
import { finiteValues } from '../columns/finite-values.ts';
import { hasEnoughRows } from '../columns/least-rows.ts';
import { type ExactMoments, exactMoments, momentsInFrame } from './exact-moments.ts';
import { believedSet, effectiveRows, type Fitted, fittedSet, mostTelling } from './fitted-set.ts';
import { mayBeCentred } from './may-be-centred.ts';

/** A scaler by the (population) deviation it leaves in n values, of which some are 0, and whether it leaves a mean of 0. */
interface Method {
  readonly method: string;
  readonly centred: boolean;
  readonly deviation: (moments: ExactMoments) => number;
}
const METHODS: readonly Method[] = [
  { method: 'mean 0 and standard deviation 1', centred: true, deviation: () => 1 },
  { method: 'mean 0 and sample standard deviation 1', centred: true, deviation: ({ n }) => Math.sqrt((n - 1) / n) },
  { method: 'mean 0 and length 1', centred: true, deviation: ({ n }) => 1 / Math.sqrt(n) },
  {
    method: 'mean 0 and standard deviation 1 but for zeros in gaps',
    centred: true,
    deviation: ({ n, zeros }) => (zeros > 0 ? Math.sqrt((n - zeros) / n) : Number.NaN),
  },
  { method: 'standard deviation 1', centred: false, deviation: () => 1 },
  { method: 'sample standard deviation 1', centred: false, deviation: ({ n }) => Math.sqrt((n - 1) / n) },
];

/** Standard deviations of the accumulated rounding error that are believed, and tolerances from which a set is ruled out. */
const SIGMAS = 4;
const REJECT = 10;
/** What the arithmetic of a scaler leaves of the mean, in standard deviations. */
const FLOOR = { double: 1e-9, single: 3e-6 } as const;
/** Shares of a deviation to which rounding may move a mean, or a deviation. */
const NEAR = 0.1;
/** What a sample may get a deviation wrong, as a logarithm. */
const LOOSE = Math.log(4);

/** Numeric columns whose mean and deviation over both tables, or over the fit table alone, are what a scaler leaves. */
export async function standardised(fit: Table, heldOut: Table, columns: readonly Column[]): Promise<Fitted[]> {
  const frames = await Promise.all([fit.frame(), heldOut.frame()]);
  const numbers = columns.filter((column) => isNumeric(column) && column.kind !== 'integer');
  const sampled = frames.some((frame) => frame.sampled);
  const candidates = sampled ? await plausible(fit, heldOut, numbers) : numbers;
  const judged = await Promise.all(candidates.map((column) => judge(fit, heldOut, column)));
  return judged.flatMap((found) => found ?? []);
}

async function judge(fit: Table, heldOut: Table, column: Column): Promise<Fitted | undefined> {
  const [first, second] = await Promise.all([fit.frame(), heldOut.frame()]);
  const [a, b] = [finiteValues(first, column.name), finiteValues(second, column.name)];
  if (!hasEnoughRows(a, b) || a[0] === a.at(-1)) return undefined;
  const [inFit, inHeldOut] = await Promise.all([exactMoments(fit, column), exactMoments(heldOut, column)]);
  const both = { ...mergeMoments(inFit, inHeldOut), zeros: inFit.zeros + inHeldOut.zeros };
  if (!isNearlyScaled(both) && !isNearlyScaled(inFit)) return undefined;
  const [recorded, other] = [recordedStep(a), recordedStep(b)];
  const step = recorded.step >= other.step ? recorded : other;
  const values = { counts: runLengths(mergeSorted(a, b)), collisions: Math.max(collisionRate(a), collisionRate(b)) };
  const sets = { both, fit: inFit, heldOut: inHeldOut };
  return mostTelling(METHODS.map((method) => judgeMethod(column, method, sets, step, values)));
}

function isNearlyScaled(moments: ExactMoments): boolean {
  return METHODS.some((method) => {
    const { mean, deviation } = residuals(method, moments);
    return mean <= NEAR && deviation <= NEAR;
  });
}

/** Distances from what a method leaves, in units of the deviation it leaves. */
function residuals({ centred, deviation }: Method, moments: ExactMoments): { mean: number; deviation: number } {
  const left = deviation(moments);
  return {
    mean: centred ? Math.abs(moments.mean) / left : 0,
    deviation: Math.abs(Math.sqrt(moments.m2 / moments.n) / left - 1),
  };
}

type Sets = Readonly<Record<'both' | 'fit' | 'heldOut', ExactMoments>>;

/** How many rows of both tables hold each value, and the probability that two rows hold equal ones. */
interface Values {
  readonly counts: readonly number[];
  readonly collisions: number;
}

function judgeMethod(column: Column, method: Method, sets: Sets, recorded: RecordedStep, { counts, collisions }: Values): Fitted {
  const judged = (set: keyof Sets) => {
    const moments = sets[set];
    const off = residuals(method, moments);
    const width = recorded.step / method.deviation(moments);
    // Equal values are rounded alike, so their errors add up: Σp² over distinct values takes the place of 1/n.
    const error = (width / Math.sqrt(12)) * Math.sqrt(collisions + (1 - collisions) / moments.n);
    const mean = Math.max(FLOOR[recorded.precision], Math.min(SIGMAS * error, width / 2));
    const deviation = mean + width ** 2 / 12;
    return {
      residual: Math.max(off.mean, off.deviation),
      distance: Math.max(off.mean / mean, off.deviation / deviation),
      tolerance: deviation,
      perStep: error / recorded.step,
      chance: (n: number) =>
        Math.min(0, logDensity(mean, n)) * Number(method.centred) + Math.min(0, logDensity(deviation, 2 * n)),
    };
  };
  const [both, fit, heldOut] = [judged('both'), judged('fit'), judged('heldOut')];
  const distances = { both: both.distance, fit: fit.distance, heldOut: heldOut.distance };
  const on = fittedSet(distances, REJECT);
  const set = believedSet(on);
  const believed = { both, fit, heldOut }[set];
  const rows = effectiveRows(on, sets[set].n, sets.heldOut.n);
  // Few levels have few means and deviations to choose from: those of a design are exact whenever its counts are.
  const chance = Math.max(believed.chance(rows), logPointProbability(counts, sets[set].n ** 2 / rows));
  const apart = Math.max(both.residual, fit.residual);
  const enough = apart / (REJECT * SIGMAS * believed.perStep);
  return {
    column,
    method: method.method,
    on,
    distances,
    bothResidual: both.residual,
    fitResidual: fit.residual,
    heldOutResidual: heldOut.residual,
    tolerance: believed.tolerance,
    logChance: Math.min(0, chance + Math.log(METHODS.length)),
    decimals: recorded.decimals,
    decimalsNeeded: recorded.decimals === null ? null : Math.ceil(-Math.log10(enough)),
  };
}

/** log of the probability that a standard error of 1/√n leads within `tolerance` of a given value. */
const logDensity = (tolerance: number, n: number): number => Math.log(2 * tolerance * Math.sqrt(n / (2 * Math.PI)));

/** The columns that samples, and then plain sums over all rows, leave possible to have been centred and scaled. */
async function plausible(fit: Table, heldOut: Table, columns: readonly Column[]): Promise<Column[]> {
  const spread = await Promise.all(
    columns.map(async (column) => {
      const [inFit, inHeldOut] = await Promise.all([estimate(fit, column), estimate(heldOut, column)]);
      const merged = { ...mergeMoments(inFit, inHeldOut), zeros: inFit.zeros + inHeldOut.zeros };
      const deviation = Math.sqrt(merged.m2 / merged.n);
      return METHODS.some((method) => method.centred && Math.abs(Math.log(deviation / method.deviation(merged))) <= LOOSE);
    }),
  );
  return mayBeCentred(
    fit,
    heldOut,
    columns.filter((_, i) => spread[i]),
  );
}

/** Moments of all rows as a frame has them. */
async function estimate(table: Table, column: Column): Promise<ExactMoments> {
  const [frame, rows] = await Promise.all([table.frame(), table.rows()]);
  const moments = momentsInFrame(finiteValues(frame, column.name));
  const scale = rows / frame.rows;
  return { ...moments, n: moments.n * scale, m2: moments.m2 * scale, zeros: moments.zeros * scale };
}
