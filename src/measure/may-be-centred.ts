import type { Column } from '../engine/column.ts';
import { sql } from '../engine/sql.ts';
import type { Table } from '../engine/table.ts';
import { recordedStep } from '../stats/recorded-step.ts';
import { momentsInFrame } from './exact-moments.ts';
import { finiteValue, finiteValues } from './finite-values.ts';

/** Standard errors of a sample within which a mean may be 0 after all. */
const SCREEN = 6;
/** What a plain sum over all rows may get a mean wrong, in deviations. */
const SUMMED = 1e-6;

/** Whether samples, and then plain sums over all rows, leave it possible that a column's mean, over both tables or the fit table, is 0. */
export async function mayBeCentred(fit: Table, heldOut: Table, column: Column): Promise<boolean> {
  const [inFit, inHeldOut] = await Promise.all([estimate(fit, column), estimate(heldOut, column)]);
  if (!inFit.n || !inHeldOut.n) return false;
  const deviation = Math.max(inFit.deviation, inHeldOut.deviation);
  const near = (a: number, b: number, errors: number) =>
    [a, (a * inFit.n + b * inHeldOut.n) / (inFit.n + inHeldOut.n)].some(
      (mean) => Math.abs(mean) <= SCREEN * errors + inFit.slack + SUMMED * deviation,
    );
  if (!near(inFit.mean, inHeldOut.mean, Math.max(inFit.error, inHeldOut.error))) return false;
  if (!inFit.sampled && !inHeldOut.sampled) return true;
  const [a, b] = await Promise.all([plainMean(fit, column), plainMean(heldOut, column)]);
  return near(a, b, 0);
}

/** The mean as a frame has it, its standard error, and how far rounding may have moved it. */
async function estimate(table: Table, column: Column) {
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

async function plainMean(table: Table, column: Column): Promise<number> {
  const frame = await table.frame();
  if (!frame.sampled) return momentsInFrame(finiteValues(frame, column.name)).mean;
  const { mean } = await table.aggregate({ mean: sql`avg(${finiteValue(column)})` });
  return Number(mean);
}
