import type { Column } from '../../engine/column.ts';
import { LEAST_ROWS } from './moving-windows.ts';
import { roundingOf } from './rounding.ts';
import type { Series } from './series.ts';
import type { PairedColumn } from './series-pairs.ts';
import { toldByPast } from './told-by-past.ts';

/** A column that is the exponentially weighted mean of another over its row and all rows after it. */
export interface WeightedBackwards {
  readonly column: Column;
  readonly base: Column;
  /** 0 < alpha < 1, the weight of the newest value; `adjusted`: divided by the weights of the rows there are, as pandas does. */
  readonly alpha: number;
  readonly adjusted: boolean;
  /** 1 when the row itself takes no part. */
  readonly from: 0 | 1;
  readonly rows: number;
  readonly share: number;
  readonly rivalShare: number;
  readonly tolerance: number;
}

const SHARE = 0.99;
/** Most pairs are given up after so many rows. */
const GLANCE = { rows: 300, share: 0.9 };
/** Spans of 1.2 to 400 rows. */
const ALPHA = { least: 0.005, most: 0.9 };
/** What is left of the differences from row to row before a weight by place is tried. */
const SCREEN = 0.4;
const SPANS = 40;
const ROUNDS = 8;
/** Differences from row to row in tolerances, so that an agreement says something. */
const INFORMATION = 3;

/**
 * f(i) = f(i + 1) + w·(b(i) − f(i + 1)) in all rows with one w, or with those of the adjusted mean, whose inverses are 1 + q + q² + … of
 * the rows there are, q = 1 − α. Running the recursion towards later rows instead is unstable, so no process of the past makes it.
 */
export function weightedBackwards(
  series: Series,
  { column, values, bases }: PairedColumn,
  latest: (base: Column) => number,
): WeightedBackwards | undefined {
  for (const { base, values: from } of bases) {
    const rounding = { own: roundingOf(values).step, base: roundingOf(from).step, size: roundingOf(values).size };
    for (const shift of [0, 1] as const) {
      const glance = examine(stepsOf(series, values, from, shift, GLANCE.rows), rounding);
      if (!glance || glance.share < GLANCE.share) continue;
      const whole = examine(stepsOf(series, values, from, shift), rounding);
      if (!whole || whole.rows < LEAST_ROWS || whole.share < SHARE) continue;
      const rivalShare = toldByPast(series, values, from, latest(base), whole.tolerance);
      return { column, base, from: shift, rivalShare, ...whole };
    }
  }
  return undefined;
}

interface Roundings {
  readonly own: number;
  readonly base: number;
  readonly size: number;
}

function examine(steps: Steps, { own, base, size }: Roundings) {
  const fit = fitOf(steps);
  if (!fit) return undefined;
  const { alpha, adjusted } = fit;
  const tolerance = Math.max(2e-9 * size, own * (0.55 + 0.5 * (1 - alpha)) + (own ? 0.5 * alpha * base : 0));
  const rows = steps.change.length;
  if (Math.sqrt(squares(steps.change) / rows) < INFORMATION * tolerance) return undefined;
  const weights = adjusted ? adjustedWeights(steps, 1 - alpha) : steps.change.map(() => alpha);
  const agreeing = steps.change.filter((change, i) => Math.abs(change - weights[i]! * steps.toBase[i]!) <= tolerance).length;
  return { ...fit, rows, tolerance, share: agreeing / rows };
}

interface Steps {
  /** From the row after to a row, of the column; and from there to the base. */
  readonly change: readonly number[];
  readonly toBase: readonly number[];
  /** Rows whose values the mean is over. */
  readonly counts: readonly number[];
}

function stepsOf({ starts }: Series, column: Float64Array, base: Float64Array, shift: 0 | 1, most = Infinity): Steps {
  const steps = { change: [] as number[], toBase: [] as number[], counts: [] as number[] };
  for (let s = 0; s + 1 < starts.length && steps.change.length < most; s++) {
    const end = starts[s + 1]!;
    for (let row = starts[s]!; row + 1 < end && steps.change.length < most; row++) {
      const next = column[row + 1]!;
      const own = column[row]!;
      const other = base[row + shift]!;
      if (!Number.isFinite(next + own + other)) continue;
      steps.change.push(own - next);
      steps.toBase.push(other - next);
      steps.counts.push(end - row - shift);
    }
  }
  return steps;
}

function fitOf(steps: Steps): { readonly alpha: number; readonly adjusted: boolean } | undefined {
  const total = squares(steps.change);
  const alpha = slope(steps.change, steps.toBase);
  if (!(total > 0 && alpha > ALPHA.least && alpha < ALPHA.most)) return undefined;
  const left = squares(steps.change.map((change, i) => change - alpha * steps.toBase[i]!));
  if (left > SCREEN * total) return undefined;
  const decay = bestDecay(steps);
  return left <= misfit(steps, decay) ? { alpha, adjusted: false } : { alpha: 1 - decay, adjusted: true };
}

/** The q of least squares: the best of some spans, then by Gauss and Newton. */
function bestDecay(steps: Steps): number {
  const tried = Array.from({ length: SPANS }, (_, i) => 1 - ALPHA.most * (ALPHA.least / ALPHA.most) ** (i / (SPANS - 1)));
  let best = tried.map((q) => ({ q, left: misfit(steps, q) })).sort((a, b) => a.left - b.left)[0]!;
  for (let round = 0; round < ROUNDS; round++) {
    const { q } = best;
    const nudge = 1e-6 * (1 - q);
    const [weights, nudged] = [adjustedWeights(steps, q), adjustedWeights(steps, q + nudge)];
    const residuals = steps.change.map((change, i) => change - weights[i]! * steps.toBase[i]!);
    const gradient = steps.toBase.map((value, i) => ((nudged[i]! - weights[i]!) / nudge) * value);
    const next = q + slope(residuals, gradient);
    const left = next > 0 && next < 1 ? misfit(steps, next) : Infinity;
    if (left >= best.left) break;
    best = { q: next, left };
  }
  return best.q;
}

const adjustedWeights = ({ counts }: Steps, q: number): number[] => counts.map((count) => (1 - q) / (1 - q ** count));

function misfit(steps: Steps, q: number): number {
  const weights = adjustedWeights(steps, q);
  return squares(steps.change.map((change, i) => change - weights[i]! * steps.toBase[i]!));
}

const squares = (values: readonly number[]): number => values.reduce((sum, value) => sum + value ** 2, 0);
const slope = (y: readonly number[], x: readonly number[]): number =>
  y.reduce((sum, value, i) => sum + value * x[i]!, 0) / squares(x);
