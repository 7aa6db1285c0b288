import type { Column } from '../../engine/column.ts';
import { fn } from '../../engine/dialect.ts';
import { identifier, sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import { recordedStep } from '../../stats/recorded-step.ts';
import { finiteValues } from '../columns/finite-values.ts';
import { momentsInFrame } from './exact-moments.ts';

/** Standard errors of a sample within which a mean may be 0 after all. */
const SCREEN = 6;
/** What a plain sum over all rows may get a mean wrong, in deviations. */
const SUMMED = 1e-6;
/** Columns left by the sample whose sums are asked for at once; the others follow if one of these may be centred. */
const FIRST = 100;

/**
 * The numeric columns whose mean, over both tables or over the fit table, may be 0: samples and then plain sums over all rows leave it
 * possible. Of more than 100 that samples leave, all are asked only if one of 100 even choices may be centred.
 */
export async function mayBeCentred(fit: Table, heldOut: Table, columns: readonly Column[]): Promise<Column[]> {
  const estimated = await Promise.all(
    columns.map(async (column) => ({
      column,
      sides: (await Promise.all([estimate(fit, column), estimate(heldOut, column)])) as Sides,
    })),
  );
  const left = estimated.filter(({ sides: [a, b] }) => isNear([a, b], a.mean, b.mean, Math.max(a.error, b.error)));
  left.sort((a, b) => (a.column.name < b.column.name ? -1 : 1));
  if (left.every(({ sides }) => sides.every(({ sampled }) => !sampled))) return left.map(({ column }) => column);
  const every = Math.ceil(left.length / FIRST);
  const waves = [left.filter((_, i) => i % every === 0), left.filter((_, i) => i % every !== 0)];
  const found: Column[] = [];
  for (const wave of waves) {
    const sums = await Promise.all(
      wave.map(async ({ column }) => [await plainMean(fit, column), await plainMean(heldOut, column)] as const),
    );
    found.push(...wave.filter(({ sides }, i) => isNear(sides, ...sums[i]!, 0)).map(({ column }) => column));
    if (!found.length) return [];
  }
  return columns.filter((column) => found.includes(column));
}

interface Side {
  readonly n: number;
  readonly mean: number;
  readonly deviation: number;
  readonly error: number;
  /** How far rounding may have moved the mean. */
  readonly slack: number;
  readonly sampled: boolean;
}
type Sides = [Side, Side];

/** Whether one of the means is 0 to within some errors; a mean that isn't finite may be. */
function isNear([fit, heldOut]: Sides, a: number, b: number, errors: number): boolean {
  if (!fit.n || !heldOut.n) return false;
  const margin = SCREEN * errors + fit.slack + SUMMED * Math.max(fit.deviation, heldOut.deviation);
  return [a, (a * fit.n + b * heldOut.n) / (fit.n + heldOut.n)].some(
    (mean) => !(Math.abs(mean) > margin) || !Number.isFinite(mean),
  );
}

/** The mean as a frame has it, and its standard error. */
async function estimate(table: Table, column: Column): Promise<Side> {
  const [frame, rows] = await Promise.all([table.frame(), table.rows()]);
  const values = finiteValues(frame, column.name);
  const { n, mean, m2 } = momentsInFrame(values);
  return {
    n: (n / Math.max(1, frame.rows)) * rows,
    mean,
    deviation: Math.sqrt(m2 / n),
    error: frame.sampled ? Math.sqrt(m2) / n : 0,
    slack: m2 > 0 ? recordedStep(values).step / 2 : 0,
    sampled: frame.sampled,
  };
}

/** Without a look at each value: NaN or infinite where one is. */
async function plainMean(table: Table, column: Column): Promise<number> {
  const frame = await table.frame();
  if (!frame.sampled) return momentsInFrame(finiteValues(frame, column.name)).mean;
  const { mean } = await table.aggregate({ mean: sql`avg(${fn.toDouble(identifier(column.name))})` });
  return Number(mean);
}
