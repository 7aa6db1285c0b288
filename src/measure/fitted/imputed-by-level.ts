import type { Column } from '../../engine/column.ts';
import { fn } from '../../engine/dialect.ts';
import { type Frame, frameValue } from '../../engine/frame.ts';
import { sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import type { Precision } from '../../stats/decimals.ts';
import type { RepeatedValue } from '../../stats/repeated-values.ts';
import { finiteValue } from '../columns/finite-values.ts';
import { type FillFit, meanFit, medianFit } from './fill-fit.ts';
import { effectiveRows, type Fitted, fittedSet, mostTelling } from './fitted-set.ts';
import { bringsNearer, mergeRests, NO_REST, type Rest, restOf } from './rest-of-column.ts';

const REJECT = 4;
/** Share of a fill's rows that must lie in one level, and of the fills that must do so. */
const PURE = 0.99;
const MOSTLY = 0.8;
const MAX_LEVELS = 500;
const MIN_ROWS = 3;

/** A fill, and the one level of another column that has it. */
interface LevelFill {
  readonly fill: RepeatedValue;
  readonly level: string;
}
type RestsByLevel = ReadonlyMap<string, Rest>;

/** A column filled with one value for each level of another: the mean, or the median, of the level. */
export async function imputedByLevel(
  fit: Table,
  heldOut: Table,
  column: Column,
  levels: readonly Column[],
  fills: readonly RepeatedValue[],
  precision: Precision,
): Promise<Fitted | undefined> {
  const frames = await Promise.all([fit.frame(), heldOut.frame()]);
  const found = await Promise.all(
    levels.map(async (by) => {
      const pairs = by.name === column.name ? [] : fillsOfLevels(frames, column, by, fills);
      if (pairs.length < 2) return [];
      const rests = await Promise.all([restsByLevel(fit, column, by, pairs), restsByLevel(heldOut, column, by, pairs)]);
      const sampled = frames.some((frame) => frame.sampled);
      const mean = judge(column, `mean of each level of ${by.name}`, pairs, rests, (fill, rest, rows) =>
        meanFit(fill, rest, precision, rows),
      );
      const median = judge(column, `median of each level of ${by.name}`, pairs, rests, (fill, rest, rows, isOwn) =>
        medianFit(fill, rest, 1, precision, isOwn, rows),
      );
      // Whether halves are equal is not asked of all rows of a sampled table.
      return sampled ? [mean] : [mean, median];
    }),
  );
  const tests = Math.log(2 * Math.max(1, levels.length));
  return mostTelling(found.flat().map((one) => ({ ...one, logChance: Math.min(0, one.logChance + tests) })));
}

/** Which level each fill belongs to; empty unless nearly every fill has one of its own. */
function fillsOfLevels(frames: readonly Frame[], column: Column, by: Column, fills: readonly RepeatedValue[]): LevelFill[] {
  const counts = new Map(fills.map(({ value }) => [value, new Map<string, number>()]));
  const seen = new Set<string>();
  for (const frame of frames) {
    const values = frame.numbers(column.name)!;
    const level = frame.columns.get(by.name);
    if (!level) return [];
    for (let row = 0; row < values.length; row++) {
      const key = keyOf(level[row]!);
      if (key === undefined) continue;
      seen.add(key);
      const ofFill = counts.get(values[row]!);
      if (ofFill) ofFill.set(key, (ofFill.get(key) ?? 0) + 1);
    }
    if (seen.size > MAX_LEVELS) return [];
  }
  const pairs = fills.flatMap((fill): LevelFill[] => {
    const [first] = [...counts.get(fill.value)!].sort(([, n], [, m]) => m - n);
    return first && first[1] >= PURE * fill.rows ? [{ fill, level: first[0] }] : [];
  });
  const own = pairs.filter(({ level }) => pairs.filter((other) => other.level === level).length === 1);
  return own.length >= MOSTLY * fills.length ? own : [];
}

const keyOf = (value: string | number | null): string | undefined =>
  value === null || Number.isNaN(value) ? undefined : String(value);

/** What is left of the column in each level around its fill. */
async function restsByLevel(table: Table, column: Column, by: Column, pairs: readonly LevelFill[]): Promise<RestsByLevel> {
  const frame = await table.frame();
  const out = pairs.map(({ fill }) => fill.value);
  if (frame.sampled) return restsOnAllRows(table, column, by, out);
  const values = frame.numbers(column.name)!;
  const level = frame.columns.get(by.name)!;
  const groups = new Map(pairs.map((pair) => [pair.level, { value: pair.fill.value, rows: [] as number[] }]));
  for (let row = 0; row < values.length; row++) {
    const key = keyOf(level[row]!);
    if (key !== undefined && Number.isFinite(values[row]!)) groups.get(key)?.rows.push(values[row]!);
  }
  return new Map([...groups].map(([key, { value, rows }]) => [key, restOf(Float64Array.from(rows).sort(), value, out)]));
}

async function restsOnAllRows(table: Table, column: Column, by: Column, out: readonly number[]): Promise<RestsByLevel> {
  const value = finiteValue(column);
  const rest = sql`CASE WHEN ${value} NOT IN (${out.map((one) => sql`${one}`)}) THEN ${value} END`;
  const level = frameValue(by)!;
  const rows = await table.query(
    sql`SELECT ${level} AS g, count(${rest}) AS n, ${fn.sum(rest)} AS total, ${fn.variance(rest)} AS variance FROM ${table} GROUP BY ${level}`,
  );
  return new Map(
    rows.flatMap((row): [string, Rest][] => {
      const n = Number(row.n);
      const key = keyOf(row.g as string | number | null);
      return key === undefined || !n ? [] : [[key, { ...NO_REST, n, mean: Number(row.total) / n, m2: Number(row.variance) * n }]];
    }),
  );
}

function judge(
  column: Column,
  method: string,
  pairs: readonly LevelFill[],
  [fit, heldOut]: readonly RestsByLevel[],
  fitTo: (fill: RepeatedValue, rest: Rest, rows: number, isOwn: boolean) => FillFit,
): Fitted {
  const judged = pairs.flatMap(({ fill, level }) => {
    const inFit = fit!.get(level) ?? NO_REST;
    const inHeldOut = heldOut!.get(level) ?? NO_REST;
    const both = mergeRests(inFit, inHeldOut);
    if (inFit.n < MIN_ROWS || both.m2 === 0 || inFit.m2 === 0) return [];
    return [
      {
        both: fitTo(fill, both, effectiveRows('both', both.n, inHeldOut.n), bringsNearer(both, inFit)),
        fit: fitTo(fill, inFit, inFit.n, true),
      },
    ];
  });
  const most = (set: 'both' | 'fit', figure: 'distance' | 'residual' | 'tolerance') =>
    judged.length ? Math.max(...judged.map((one) => one[set][figure])) : Number.POSITIVE_INFINITY;
  const distances = { both: most('both', 'distance'), fit: most('fit', 'distance') };
  const on = judged.length < 2 ? 'neither' : fittedSet(distances, REJECT);
  const set = on === 'fit' ? 'fit' : 'both';
  return {
    column,
    method,
    on,
    distances,
    bothResidual: most('both', 'residual'),
    fitResidual: most('fit', 'residual'),
    heldOutResidual: null,
    tolerance: most(set, 'tolerance'),
    logChance: judged.reduce((sum, one) => sum + one[set].logChance, 0),
    decimals: null,
    decimalsNeeded: null,
  };
}
