import { join, type Sql, sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import { frameSample } from '../columns/frame-sample.ts';
import { quantileOf, sortedValues } from '../columns/sorted-values.ts';

const YEAR = 365.2425 * 86_400e6;
/** Share of dates at either end that may lie anywhere. */
const TAIL = 0.05;
/** The bulk of the dates spans less than this: a date a century before it is no old one, as among birthdays. */
const LONGEST = 30 * YEAR;
/** The least distance of a slip from the bulk. */
const APART = 50 * YEAR;
/** A year read without its century: 1912 or 0012 for 2012. */
const SLIPS = [100, 1900, 2000];

/**
 * Rows whose date would lie among the others if its year had one or all of its centuries back; undefined where the bulk of the dates spans
 * too long, or no date lies so far before it.
 */
export async function centurySlips(
  table: Table,
  time: Sql,
  first: number,
  last: number,
): Promise<{ readonly rows: number } | undefined> {
  if (last - first < (SLIPS[0]! - 1) * YEAR - LONGEST) return undefined;
  const sample = await frameSample(table);
  const [values] = await table.engine.frame(sql`SELECT ${time} AS t FROM ${sample}`);
  if (!(values instanceof Float64Array)) return undefined;
  const sorted = sortedValues(values);
  if (!sorted.length) return undefined;
  const [low, high] = [quantileOf(sorted, TAIL), quantileOf(sorted, 1 - TAIL)];
  if (high - low > LONGEST || first > low - SLIPS[0]! * YEAR + (high - low) + YEAR) return undefined;
  const shifted = SLIPS.map((years) => sql`${time} + ${years * YEAR} BETWEEN ${low - YEAR} AND ${high + YEAR}`);
  const isSlip = sql`(${join(shifted, ' OR ')}) AND ${time} < ${low - APART}`;
  const { rows } = await table.aggregate({ rows: sql`sum(CASE WHEN ${isSlip} THEN 1 ELSE 0 END)` });
  return { rows: Number(rows) };
}
