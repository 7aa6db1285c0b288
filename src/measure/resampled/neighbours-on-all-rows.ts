import { frameValue } from '../../engine/frame.ts';
import { identifier, join, raw, type Sql, sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';

/** A row that is looked at: its coordinates, and the squared distance within which neighbours are wanted, in each scale. */
export interface Centre {
  readonly coordinates: readonly number[];
  readonly reach: readonly number[];
}

const MOST_ROWS = 100_000;
const BOUNDED = 4;
/** For the rounding of sums. */
const WIDER = 1 + 1e-9;

/** Values of all rows that satisfy a condition and lie near one of the centres: coordinates of the names with a scale, and further ones. */
export async function neighboursOnAllRows(
  table: Table,
  names: readonly string[],
  scales: readonly Float64Array[],
  centres: readonly Centre[],
  condition: Sql,
  signal: AbortSignal,
): Promise<Float64Array[]> {
  const columns = names.map((_, c) => identifier(`v${c}`));
  const values = names.map((name, c) => sql`${frameValue(table.column(name)!)!} AS ${columns[c]!}`);
  const near = centres.flatMap(({ coordinates, reach }) =>
    scales.map((scale, s) => isNear(columns, scale, coordinates, reach[s]!)),
  );
  const found = await table.engine.frame(
    sql`SELECT ${columns} FROM (SELECT ${values} FROM ${table} WHERE ${condition}) AS placed WHERE ${join(near, ' OR ')} LIMIT ${raw(String(MOST_ROWS))}`,
    signal,
  );
  return found as Float64Array[];
}

/** Bounds of a few values first: most rows are beyond these. */
function isNear(columns: readonly Sql[], scale: Float64Array, coordinates: readonly number[], reach: number): Sql {
  const used = [...scale.keys()].filter((c) => scale[c]! > 0 && Number.isFinite(coordinates[c]!));
  if (!used.length) return sql`1 = 0`;
  const bounds = used.slice(0, BOUNDED).map((c) => {
    const [x, r] = [coordinates[c]!, Math.sqrt(reach) * scale[c]! * WIDER];
    return sql`coalesce(${columns[c]!}, ${double(x)}) BETWEEN ${double(x - r)} AND ${double(x + r)}`;
  });
  const squares = used.map((c) => {
    const d = sql`(coalesce(${columns[c]!}, ${double(coordinates[c]!)}) - ${double(coordinates[c]!)})`;
    return sql`${d} * ${d} * ${double(scale[c]! ** -2)}`;
  });
  return sql`(${join([...bounds, sql`${join(squares, ' + ')} <= ${double(reach * WIDER)}`], ' AND ')})`;
}

const double = (x: number): Sql => raw(`CAST(${x} AS DOUBLE)`);
