import { type Column, isNumeric } from '../../engine/column.ts';
import { sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import { normalCdf } from '../../stats/normal.ts';
import { logPointProbability } from '../../stats/point-probability.ts';
import {
  logNearTruth,
  type Places,
  placesOf,
  RANK_SCORES,
  rankDistance,
  rankResidual,
  TIE_RULES,
} from '../../stats/rank-scores.ts';
import { type RecordedStep, recordedStep } from '../../stats/recorded-step.ts';
import { finiteValue, finiteValues } from '../columns/finite-values.ts';
import { hasEnoughRows } from '../columns/least-rows.ts';
import { believedSet, effectiveRows, type Fitted, fittedSet, mostTelling } from './fitted-set.ts';
import { possibleScores, rankOnAllRows } from './ranked-on-all-rows.ts';

const FLOOR = { double: 1e-9, single: 1e-6 } as const;
/** Rounding moves a score by half a step at most: twice as far is beyond it. */
const REJECT = 2;
/** Scores read between kept quantiles are nearer to the ranks of the set they were kept of than to those of the other, by this factor. */
const INTERPOLATED = 4;
/** Kolmogorov–Smirnov distance times √n that a variable which happens to be uniform stays above, but for one in 10⁵. */
const NEAR = 0.3;
/** Quantiles that transformers keep, unless there are fewer rows. */
const MAX_QUANTILES = 1000;
const MIN_VALUES = 20;
/** Values looked at before all are. */
const PROBES = 64;
/** Quantile transforms clip normal scores at 5.2. */
const MAX_NORMAL = 5.3;
const QUANTILES = 'quantiles of the rows';
const LOG_METHODS = Math.log(2 * RANK_SCORES.length * TIE_RULES.length);

const QUANTILE_SCORE = RANK_SCORES.find(({ a, b }) => a === 1 && b === -1)!;

/** What steps of values that are evenly spaced may differ by, as a part of one. */
const EVEN = 1e-3;

const SCALES = [
  {
    suffix: '',
    holds: (least: number, most: number) => least >= -1e-6 && most <= 1 + 1e-6,
    toShare: (value: number) => value,
    slope: 1,
  },
  {
    suffix: ', as normal quantiles',
    holds: (least: number, most: number) => least < 0 && most > 0 && Math.max(-least, most) <= MAX_NORMAL,
    toShare: normalCdf,
    slope: 0.4,
  },
] as const;

type Sets = Readonly<Record<'both' | 'fit' | 'heldOut', Places>>;

/** Numeric columns that are scores of their ranks among the rows of both tables, or of the fit table alone. */
export async function rankTransformed(fit: Table, heldOut: Table, columns: readonly Column[]): Promise<Fitted[]> {
  const frames = await Promise.all([fit.frame(), heldOut.frame()]);
  const numeric = columns.filter((column) => isNumeric(column) && column.kind !== 'integer');
  if (frames.some((frame) => frame.sampled)) return onAllRows(fit, heldOut, numeric);
  return numeric.flatMap((column) => {
    const [a, b] = [finiteValues(frames[0], column.name), finiteValues(frames[1], column.name)];
    if (!hasEnoughRows(a, b)) return [];
    const pooled = pool(a, b);
    if (pooled.values.length < MIN_VALUES) return [];
    const step = recordedStep(a);
    const judged = SCALES.flatMap((scale) => (scale.holds(a[0]!, a.at(-1)!) ? judge(column, pooled, scale, step) : []));
    return mostTelling(isEven(pooled.values, step) && isWhole(a[0]!, a.at(-1)!) ? judged.map(mayCount) : judged) ?? [];
  });
}

/** Of tables that are sampled, columns that keep all digits: a sample of rounded scores is as near to the ranks of one set as to the other's. */
async function onAllRows(fit: Table, heldOut: Table, columns: readonly Column[]): Promise<Fitted[]> {
  const frame = await fit.frame();
  const shares = columns.flatMap((column) => {
    const sample = finiteValues(frame, column.name);
    return sample.length < MIN_VALUES || sample[0]! < 0 || sample.at(-1)! > 1 ? [] : [{ column, sample }];
  });
  const counts = await Promise.all(
    shares.map(({ column }) => Promise.all([fit, heldOut].map((table) => presentRows(table, column)))),
  );
  const found: Fitted[] = [];
  for (const [i, { column, sample }] of shares.entries()) {
    const [fitRows, heldOutRows] = counts[i]!;
    const scores = possibleScores(sample, fitRows!, fitRows! + heldOutRows!);
    if (!scores.length) continue;
    const recorded = recordedStep(sample);
    const ranked = await rankOnAllRows(fit, heldOut, column, scores);
    const methods = ranked.map(({ score, rule, residuals, rows }) => {
      const sizes = { both: rows.both, fit: rows.fit, heldOut: rows.heldOut };
      return fitted(column, methodOf(score.name, rule, ''), residuals, FLOOR[recorded.precision], REJECT, sizes, recorded);
    });
    const hasTies = ranked.some(({ rule, residuals }) => rule === 'least' && residuals.both > FLOOR[recorded.precision]);
    const x = finiteValue(column);
    const { least, most } = await fit.aggregate({ least: sql`min(${x})`, most: sql`max(${x})` });
    const isCount = !hasTies && isWhole(Number(least), Number(most));
    found.push(...[mostTelling(isCount ? methods.map(mayCount) : methods)].flatMap((one) => one ?? []));
  }
  return found;
}

async function presentRows(table: Table, column: Column): Promise<number> {
  const { n } = await table.aggregate({ n: sql`count(${finiteValue(column)})` });
  return Number(n);
}

interface Pooled extends Sets {
  readonly values: Float64Array;
}

/** The different values of two ascending lists, and where each list and both have their rows. */
function pool(a: Float64Array, b: Float64Array): Pooled {
  const values: number[] = [];
  const counts = { fit: [] as number[], heldOut: [] as number[], both: [] as number[] };
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    const value = Math.min(a[i] ?? Infinity, b[j] ?? Infinity);
    const [startA, startB] = [i, j];
    while (a[i] === value) i++;
    while (b[j] === value) j++;
    values.push(value);
    counts.fit.push(i - startA);
    counts.heldOut.push(j - startB);
    counts.both.push(i - startA + j - startB);
  }
  return {
    values: Float64Array.from(values),
    fit: placesOf(counts.fit),
    heldOut: placesOf(counts.heldOut),
    both: placesOf(counts.both),
  };
}

function judge(
  column: Column,
  pooled: Pooled,
  { suffix, toShare, slope }: (typeof SCALES)[number],
  recorded: RecordedStep,
): Fitted[] {
  const tolerance = FLOOR[recorded.precision] + (recorded.decimals === null ? 0 : (slope * recorded.step) / 2);
  const { values, ...sets } = pooled;
  const probe = Math.max(1, Math.floor(values.length / PROBES));
  const isNear = (places: Places, every: number) =>
    rankDistance((i) => toShare(values[i]!), places, every) <=
    Math.max(tolerance + 1 / places.rows, NEAR / Math.sqrt(places.rows));
  const possible = [sets.both, sets.fit].some((places) => isNear(places, probe));
  if (!possible) return [];
  const shares = values.map(toShare);
  const sizes = { both: sets.both.rows, fit: sets.fit.rows, heldOut: sets.heldOut.rows };
  const exact = RANK_SCORES.flatMap((score) =>
    TIE_RULES.map((rule): Fitted => {
      const residual = (set: keyof Sets) => rankResidual(shares, sets[set], rule, score);
      const residuals = { both: residual('both'), fit: residual('fit'), heldOut: residual('heldOut') };
      return fitted(column, methodOf(score.name, rule, suffix), residuals, tolerance, REJECT, sizes, recorded, sets);
    }),
  );
  if (exact.some(({ on }) => on !== 'neither')) return exact;
  const distance = (set: keyof Sets) => rankResidual(shares, sets[set], 'average', QUANTILE_SCORE);
  const residuals = { both: distance('both'), fit: distance('fit'), heldOut: distance('heldOut') };
  const nearest = Math.max(FLOOR.double, Math.min(residuals.both, residuals.fit));
  if (nearest > Math.min(NEAR / Math.sqrt(sizes.fit), 1 / Math.min(MAX_QUANTILES, sizes.fit) + 1 / sizes.fit)) return [];
  return [fitted(column, `${QUANTILES}${suffix}`, residuals, nearest, INTERPOLATED, sizes, recorded)];
}

function fitted(
  column: Column,
  method: string,
  residuals: Readonly<Record<keyof Sets, number>>,
  tolerance: number,
  reject: number,
  sizes: Readonly<Record<keyof Sets, number>>,
  recorded: RecordedStep,
  sets?: Sets,
): Fitted {
  const distances = { both: residuals.both / tolerance, fit: residuals.fit / tolerance, heldOut: residuals.heldOut / tolerance };
  const on = fittedSet(distances, reject);
  const set = believedSet(on);
  const rows = effectiveRows(on, sizes[set], sizes.heldOut);
  const near = logNearTruth(tolerance + 1 / sizes[set], rows);
  // Where ranks are resolved one by one, others rows must lie among these in the very same order.
  const isResolved = sets && tolerance < 1 / (4 * sizes[set]);
  const chance = isResolved ? Math.min(near, logPointProbability(sets[set].counts, sizes[set] ** 2 / rows)) : near;
  const apart = Math.max(residuals.both, residuals.fit);
  return {
    column,
    method,
    on,
    distances,
    bothResidual: residuals.both,
    fitResidual: residuals.fit,
    heldOutResidual: residuals.heldOut,
    tolerance,
    logChance: Math.min(0, LOG_METHODS + chance),
    decimals: recorded.decimals,
    decimalsNeeded: recorded.decimals === null || apart === 0 ? null : Math.ceil(-Math.log10(apart / REJECT)),
  };
}

/** Whether the fit table holds both ends, as one does whose own least and greatest values were made 0 and 1. */
const isWhole = (least: number, most: number): boolean => Math.abs(least) <= FLOOR.single && Math.abs(most - 1) <= FLOOR.single;

function isEven(values: Float64Array, recorded: RecordedStep): boolean {
  const step = (values.at(-1)! - values[0]!) / (values.length - 1);
  const off = EVEN * step + (recorded.decimals === null ? 0 : recorded.step);
  return values.every((value, i) => Math.abs(value - values[0]! - i * step) <= off);
}

/** Rows that were counted before they were split, and that count scaled over the fit table, are ranks among all rows as well. */
const mayCount = (one: Fitted): Fitted => {
  const isCount = one.method.startsWith(QUANTILES) || one.method.startsWith(QUANTILE_SCORE.name);
  return one.on === 'both' && isCount ? { ...one, on: 'undecided' } : one;
};

const methodOf = (score: string, rule: string, suffix: string): string => `${score} with the ${rule} rank of ties${suffix}`;

/** Whether a quantile transformer leaves this, rather than ranks computed in another way. */
export const isQuantileTransform = ({ method }: Fitted): boolean =>
  method.startsWith(QUANTILES) || method.startsWith(`${QUANTILE_SCORE.name} with the average`);
