import type { Column } from '../../engine/column.ts';
import { fn } from '../../engine/dialect.ts';
import { frameValue } from '../../engine/frame.ts';
import { sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import { TARGET_ENCODINGS } from '../../stats/encoding-families.ts';
import { fittedOn } from '../../stats/fitted-on.ts';
import { recordedStep } from '../../stats/recorded-step.ts';
import { finiteOf } from '../columns/finite-values.ts';
import type { Response } from '../labels/responses.ts';
import { presentValue } from '../labels/target-sql.ts';
import { encodedLevels, type LevelKey, levelKey } from './encoded-levels.ts';
import { contestedIn, type EncoderRows, setsOf, toleranceOf } from './examine-encoding.ts';

/** Levels in which a column falls as the target rises, on a line: what a mean of the other rows' targets does. */
export interface OwnLeftOut {
  /** The column's value at a target (less its center) of 0. */
  readonly intercepts: Float64Array;
  /** NaN for levels with one value of the target. */
  readonly slopes: Float64Array;
  /** By how much rounding may have moved each slope. */
  readonly errors: Float64Array;
  /** Rows that lie on their level's line. */
  readonly rows: number;
  /** How finely the column was written down; 0 for all digits. */
  readonly step: number;
}

const LEAST_CHECKS = 20;
const LEAST_SLOPES = 3;
const SAME = 1e-7;
const SLOPE = 1e-5;
const LEAST_SLOPE = 0.5;
/** Share of the variance off a line that rounding in the sums makes. */
const OFF_LINE = 1e-6;

/** How finely a column was written down; 0 for all digits. */
export function stepOfCodes(codes: Float64Array): number {
  const { step, decimals } = recordedStep(finiteOf(codes));
  return decimals === null ? 0 : step;
}

/** The lines of codes written down so finely; undefined as soon as a row leaves the line of its level. */
export function linesWithinLevels(
  levels: Int32Array,
  count: number,
  codes: Float64Array,
  target: Float64Array,
  step: number,
): OwnLeftOut | undefined {
  const { low, high } = extremes(levels, count, codes, target);
  const at = (rows: Int32Array, level: number, values: Float64Array) => values[rows[level]!] ?? Number.NaN;
  const slopes = new Float64Array(count).fill(Number.NaN);
  const [intercepts, errors] = [slopes.slice(), slopes.slice()];
  let falling = 0;
  for (let level = 0; level < count; level++) {
    const range = at(high, level, target) - at(low, level, target);
    if (!(range > 0)) continue;
    const slope = (at(high, level, codes) - at(low, level, codes)) / range;
    errors[level] = step / range;
    if (!(slope < errors[level]!)) return undefined;
    slopes[level] = slope;
    intercepts[level] = at(low, level, codes) - slope * at(low, level, target);
    if (slope < 0) falling++;
  }
  let [checks, rows] = [0, 0];
  for (let row = 0; row < levels.length; row++) {
    const level = levels[row]!;
    const e = codes[row]!;
    const y = target[row]!;
    if (level < 0 || Number.isNaN(e) || Number.isNaN(y)) continue;
    rows++;
    if (row === low[level] || row === high[level]) continue;
    const expected = Number.isNaN(slopes[level]!) ? at(low, level, codes) : intercepts[level]! + slopes[level]! * y;
    if (isOff(e, expected, 2 * step)) return undefined;
    checks++;
  }
  return checks < LEAST_CHECKS || falling < LEAST_SLOPES ? undefined : { intercepts, slopes, errors, rows, step };
}

/** The rows of each level with the least and the greatest target: they fix a line best; −1 for levels without rows. */
function extremes(levels: Int32Array, count: number, codes: Float64Array, target: Float64Array) {
  const [low, high] = [new Int32Array(count).fill(-1), new Int32Array(count).fill(-1)];
  for (let row = 0; row < levels.length; row++) {
    const level = levels[row]!;
    const y = target[row]!;
    if (level < 0 || Number.isNaN(codes[row]!) || Number.isNaN(y)) continue;
    if (low[level]! < 0 || y < target[low[level]!]!) low[level] = row;
    if (high[level]! < 0 || y > target[high[level]!]!) high[level] = row;
  }
  return { low, high };
}

/** Whether two rows of a level, one of the `pairs`, show what no line does that falls. */
export function leavePairs(pairs: Uint32Array, codes: Float64Array, target: Float64Array, step: number): boolean {
  const rounding = 2 * step;
  for (let i = 0; i < pairs.length; i += 2) {
    const a = pairs[i]!;
    const b = pairs[i + 1]!;
    const rise = codes[b]! - codes[a]!;
    if (Number.isNaN(codes[a]!) || Number.isNaN(codes[b]!)) continue;
    if (target[a] === target[b]) {
      if (isOff(codes[b]!, codes[a]!, rounding)) return true;
    } else if (rise * Math.sign(target[b]! - target[a]!) >= rounding) return true;
  }
  return false;
}

const isOff = (e: number, expected: number, rounding: number): boolean =>
  Math.abs(e - expected) > SAME * Math.max(Math.abs(e), Math.abs(expected)) + rounding;

export interface LeaveOneOut {
  readonly set: EncoderRows | undefined;
  readonly smoothing: number;
  readonly levels: number;
  /** Fit rows of levels whose rows lie on a line, and their share. */
  readonly rows: number;
  readonly share: number;
  /** Of nine levels in ten, how far the slope is from −1/(n − 1 + m), relatively, and how far rounding may put it. */
  readonly slopeResidual: number;
  readonly slopeTolerance: number;
}

/**
 * Whether a column's lines within the levels of a key are those of (Σy − y + m·p)/(n − 1 + m), and the rows and sums of which table they
 * have. `seen`: the lines in the fit data's frame.
 */
export async function leaveOneOut(
  tables: { readonly fit: Table; readonly heldOut: Table },
  key: Column,
  column: Column,
  seen: OwnLeftOut,
  responses: readonly Response[],
  r: number,
): Promise<LeaveOneOut | undefined> {
  const levels = await encodedLevels(tables, key, [], responses);
  if (!levels) return undefined;
  const lines = levels.keys ? await queryLines(tables.fit, key, column, responses[r]!, levels.keys, seen) : seen;
  const codes = lines.intercepts.map((code) => code - responses[r]!.center);
  const ofCodes = toleranceOf(codes, levels);
  if (ofCodes === undefined) return undefined;
  // A line that ends in two rounded numbers is as far off in the middle of them, and farther beyond.
  const tolerance = Math.max(ofCodes, 2 * lines.step);
  const sets = setsOf(levels, codes, false, r).map((set) => ({
    ...set,
    levels: { ...set.levels, rows: set.levels.rows.map((rows) => Math.max(0, rows - 1)) },
  }));
  const fitted = fittedOn(TARGET_ENCODINGS.slice(0, 2), sets, contestedIn(sets), tolerance);
  const set = sets.find(({ name }) => name === fitted?.set) ?? sets[0]!;
  if (!fitted) return undefined;
  const smoothing = fitted.parameters[0] ?? 0;
  const residuals = [...lines.slopes.keys()]
    .flatMap((i) => {
      const n = set.levels.rows[i]! + smoothing;
      return Number.isNaN(lines.slopes[i]!) || n <= 0
        ? []
        : [{ residual: Math.abs(lines.slopes[i]! * n + 1), error: lines.errors[i]! * n }];
    })
    .sort((a, b) => a.residual / (SAME + a.error) - b.residual / (SAME + b.error));
  const ninth = residuals[Math.floor(0.9 * residuals.length)];
  if (!ninth) return undefined;
  const slopeTolerance = SLOPE + ninth.error;
  if (slopeTolerance >= LEAST_SLOPE || ninth.residual > slopeTolerance) return undefined;
  const all = levels.fit.rows.reduce((sum, n) => sum + n, 0);
  const { rows } = lines;
  return {
    set: fitted.set,
    smoothing,
    levels: residuals.length,
    rows,
    share: rows / all,
    slopeResidual: ninth.residual,
    slopeTolerance,
  };
}

/** The lines over all rows, by least squares in each level; levels whose rows leave their line get none. */
async function queryLines(
  table: Table,
  key: Column,
  column: Column,
  response: Response,
  keys: readonly LevelKey[],
  { step }: OwnLeftOut,
): Promise<OwnLeftOut> {
  const [k, e] = [frameValue(table.column(key.name)!)!, frameValue(table.column(column.name)!)!];
  const y = fn.toDouble(response.expression(table));
  const found = await table.query(sql`
    SELECT k, count(*) AS n, avg(e) AS me, avg(y) AS my, ${fn.variance(sql`e`)} AS ve, ${fn.variance(sql`y`)} AS vy, ${fn.variance(sql`e + y`)} AS vs
    FROM (SELECT ${k} AS k, ${e} AS e, ${y} AS y FROM ${table}) AS coded
    WHERE y IS NOT NULL AND ${presentValue(sql`e`, true)} GROUP BY k`);
  const places = new Map(keys.map((level, i) => [level, i]));
  const slopes = new Float64Array(keys.length).fill(Number.NaN);
  const [intercepts, errors] = [slopes.slice(), slopes.slice()];
  let rows = 0;
  for (const row of found) {
    const i = places.get(levelKey(key, row.k));
    const [ve, vy, vs] = [Number(row.ve), Number(row.vy), Number(row.vs)];
    const covariance = (vs - ve - vy) / 2;
    if (i === undefined || !(vy > 0 && ve > 0) || ve - covariance ** 2 / vy > Math.max(OFF_LINE * ve, step ** 2)) continue;
    slopes[i] = covariance / vy;
    errors[i] = step / Math.sqrt(Number(row.n) * vy);
    intercepts[i] = Number(row.me) - slopes[i]! * Number(row.my);
    rows += Number(row.n);
  }
  return { slopes, intercepts, errors, rows, step };
}
