import type { Sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import { fractionPlaces } from '../../stats/decimals.ts';
import { smallest } from '../../stats/smallest.ts';
import { squaredDistances } from '../../stats/squared-distances.ts';
import { type PlacedRows, spreadOf } from './class-points.ts';
import { type Centre, neighboursOnAllRows } from './neighbours-on-all-rows.ts';
import { type Sought, syntheticRows } from './synthetic-rows.ts';
import { toleranceOf } from './tolerance.ts';

/** Share of the largest spread from which a column counts in distances of numbers as they are. */
const DOMINATED = 0.1;
/** Columns that distances are taken over: each costs a multiplication for every row and centre. */
const MEASURED = 12;
/** Places beyond this number say no more. */
const MOST_PLACES = 12;
/** Rows of the sample within reach; on all rows these are as many times more as the table is larger than its sample. */
const SAMPLED_NEAREST = 2;

/** Whether held-out rows of a class lie between two of all fit rows of it; `points` are those in the frames, `asked` some of them. */
export async function syntheticOnAllRows(
  table: Table,
  names: readonly string[],
  points: PlacedRows,
  asked: readonly number[],
  isClass: Sql,
  signal: AbortSignal,
): Promise<Sought> {
  const { columns, integers, fitCount } = points;
  if (fitCount <= SAMPLED_NEAREST || !asked.length) return { tried: 0, bits: [] };
  const spreads = Float64Array.from(columns.slice(0, MEASURED), spreadOf);
  const scales = [spreads, largest(spreads)];
  const fitColumns = columns.map((values) => values.subarray(0, fitCount));
  const centres = asked.map((row): Centre => {
    const coordinates = columns.map((values) => values[row]!);
    const reach = scales.map((scale) => smallest(squaredDistances(fitColumns, scale, coordinates), SAMPLED_NEAREST));
    return { coordinates, reach };
  });
  const near = await neighboursOnAllRows(table, names, scales, centres, isClass, signal);
  const found = near[0]!.length;
  const withAsked = [...columns, ...points.times].map((values, c) =>
    Float64Array.from([...near[c]!, ...asked.map((row) => values[row]!)]),
  );
  const all = {
    columns: withAsked.slice(0, columns.length),
    times: withAsked.slice(columns.length),
    tolerances: Float64Array.from(integers, (integer, c) => (integer ? 1 : toleranceOf(ascending(withAsked[c]!)))),
    integers,
    fitCount: found,
  };
  return syntheticRows(
    all,
    asked.map((_, i) => found + i),
  ).heldOut;
}

const ascending = (values: Float64Array) => values.filter((value) => Number.isFinite(value) && value !== 0).sort();

/** As they are, numbers are as far apart as in the few columns of the largest ones. */
function largest(spreads: Float64Array): Float64Array {
  const most = Math.max(...spreads);
  return spreads.map((spread) => (spread >= DOMINATED * most ? 1 : 0));
}

/** Decimal places of all coordinates of a row together. */
export function placesOfRow(columns: readonly Float64Array[], row: number): number {
  return columns.reduce((sum, values) => {
    const value = values[row]!;
    return Number.isNaN(value) ? sum : sum + Math.min(MOST_PLACES, fractionPlaces(value));
  }, 0);
}
