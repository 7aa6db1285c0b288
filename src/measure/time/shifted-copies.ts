import type { Column } from '../../engine/column.ts';
import { fn } from '../../engine/dialect.ts';
import { frameValue } from '../../engine/frame.ts';
import { sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import { presentValue } from '../labels/target-sql.ts';
import { overSeries, type Series, type SeriesOrder } from './series.ts';
import { type Shifted, type ShiftedRows, shiftedAssociations } from './shifted-association.ts';

/** What makes a column a copy of the target of another row: equal values, or a statistic of `Shifted`. */
export type Likeness = 'equal' | 'strength' | 'changes' | 'ahead';

export interface ShiftedCopy {
  readonly column: Column;
  readonly likeness: Likeness;
  readonly found: Shifted;
  readonly value: number;
  /** The same for the best shift of those that a row may know. */
  readonly known: Shifted | undefined;
  readonly knownValue: number;
  readonly z: number;
  /** Nearly perfect: no other reading than a copy. */
  readonly certain: boolean;
}

export interface CopyGates {
  /** Correlation (of numbers) from which a column is reported. */
  readonly correlation: number;
  /** Agreement (of classes) beyond chance from which a column is reported. */
  readonly agreement: number;
  /** Distance to every shift that a row may know. */
  readonly margin: number;
  readonly requiredZ: number;
}

const EQUAL = 0.99;
const SAME = 1e-9;
const CERTAIN = { correlation: 0.99, agreement: 0.9 };
/** Rows in which the shifts disagree that equality needs. */
const DISCORDANT = 20;

/** The strongest likeness of a column to the target at a shift that is not `isKnown`, where it passes the gates. */
export function shiftedCopy(
  column: Column,
  shifts: readonly Shifted[],
  isClass: boolean,
  isKnown: (shift: number) => boolean,
  gates: CopyGates,
): ShiftedCopy | undefined {
  const [known, others] = [shifts.filter(({ shift }) => isKnown(shift)), shifts.filter(({ shift }) => !isKnown(shift))];
  const kinds: readonly Likeness[] = isClass ? ['equal', 'strength'] : ['equal', 'strength', 'changes', 'ahead'];
  const copies = kinds.flatMap((likeness): ShiftedCopy[] => {
    const best = (of: readonly Shifted[]) =>
      of.reduce<Shifted | undefined>((a, b) => (a && a[likeness] >= b[likeness] ? a : b), undefined);
    const found = best(others);
    if (!found) return [];
    const rival = best(known);
    const value = found[likeness];
    // A column that goes with the target's level is no copy of its moves.
    const knownValue = Math.max(
      rival?.[likeness] ?? 0,
      likeness === 'ahead' ? Math.max(0, ...known.map(({ strength }) => strength)) : 0,
    );
    const z = zOf(likeness, isClass, found.rows, value, knownValue);
    const gate = likeness === 'equal' ? EQUAL : isClass ? gates.agreement : gates.correlation;
    const apart = likeness === 'equal' ? found.rows * (value - knownValue) >= DISCORDANT : value - knownValue >= gates.margin;
    if (value < gate || !apart || z < gates.requiredZ) return [];
    const certain = likeness === 'equal' || value >= (isClass ? CERTAIN.agreement : CERTAIN.correlation);
    return [{ column, likeness, found, value, known: rival, knownValue, z, certain }];
  });
  return copies.sort((a, b) => Number(b.certain) - Number(a.certain))[0];
}

function zOf(likeness: Likeness, isClass: boolean, rows: number, value: number, known: number): number {
  if (likeness === 'equal') return Math.sqrt(Math.max(0, rows * (value - known)));
  if (isClass) return Math.max(0, value - known) * Math.sqrt(rows);
  const limit = (r: number) => Math.atanh(Math.min(r, 1 - 1e-12));
  return (limit(value) - limit(known)) * Math.sqrt(Math.max(0, rows - 3) / 2);
}

/** The shifts of a column, measured on few rows first: undefined when those rule it out. */
export function measureShifts(
  series: Series,
  few: ShiftedRows,
  all: () => ShiftedRows,
  column: Column,
  target: Column,
  isClass: boolean,
  worth: (shifts: readonly Shifted[]) => boolean,
): Shifted[] | undefined {
  const [values, y] = [series.frame.columns.get(column.name), series.frame.columns.get(target.name)];
  if (!values || !y) return undefined;
  const screened = shiftedAssociations(series, few, values, y, isClass);
  return screened && worth(screened) ? shiftedAssociations(series, all(), values, y, isClass) : undefined;
}

/** Over all rows of a table: the share in which the column equals the target `shift` rows later, and their correlation if both are numbers. */
export async function shiftOnAllRows(
  table: Table,
  order: SeriesOrder,
  column: Column,
  target: Column,
  shift: number,
): Promise<{ readonly rows: number; readonly equal: number; readonly correlation: number | undefined }> {
  const [v, y] = [frameValue(column)!, frameValue(target)!];
  const numbers = [column, target].every(({ kind }) => kind !== 'text' && kind !== 'time');
  const same = numbers ? sql`abs(v - y) <= ${SAME} * (abs(v) + abs(y))` : sql`v = y`;
  const sums = numbers
    ? [sql`${fn.variance(sql`v`)} AS vv`, sql`${fn.variance(sql`y`)} AS vy`, sql`${fn.variance(sql`v + y`)} AS vs`]
    : [];
  const moved = shift < 0 ? sql`lag(${y}, ${-shift})` : sql`lead(${y}, ${shift})`;
  const [row] = await table.query(sql`
    SELECT ${[sql`count(*) AS n`, sql`sum(CASE WHEN ${same} THEN 1 ELSE 0 END) AS same`, ...sums]}
    FROM (SELECT ${v} AS v, ${moved} ${overSeries(order, table)} AS y FROM ${table} WHERE ${order.present}) AS moved
    WHERE ${presentValue(sql`v`, numbers)} AND ${presentValue(sql`y`, numbers)}`);
  const n = Number(row?.n ?? 0);
  const correlation = (Number(row?.vs) - Number(row?.vv) - Number(row?.vy)) / 2 / Math.sqrt(Number(row?.vv) * Number(row?.vy));
  return {
    rows: n,
    equal: Number(row?.same ?? 0) / Math.max(1, n),
    correlation: Number.isFinite(correlation) ? Math.abs(correlation) : undefined,
  };
}
