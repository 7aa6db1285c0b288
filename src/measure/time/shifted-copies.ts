import type { Column } from '../../engine/column.ts';
import { fn } from '../../engine/dialect.ts';
import { frameValue } from '../../engine/frame.ts';
import { sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import { presentValue } from '../labels/target-sql.ts';
import { overSeries, type Series, type SeriesOrder } from './series.ts';
import { amongRows, bestOwnShifts, type Shifted, type ShiftedRows, shiftedAssociations } from './shifted-association.ts';

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

/** What `strength` is of a column and the target. */
export type Scale = 'correlation' | 'agreement' | 'auc';

const EQUAL = 0.99;
const SAME = 1e-9;
const CERTAIN = { correlation: 0.99, agreement: 0.9, auc: 0.985 };
/** 2·AUC − 1 of a normal quantity that goes with what a class is cut from by 0.95. */
const AUC = 0.94;
/** Standard errors by which classes must go beyond a gate. */
const ERRORS = 2;
/** Rows in which the shifts disagree that equality needs. */
const DISCORDANT = 20;
/** Rows that a season may last, and the likeliest of them that are tried. */
const SEASON = { longest: 400, tried: 5 };

/**
 * The strongest likeness of a column to the target at a shift that is not `isKnown`, where it passes the gates. `rivalsOf` measures what
 * else a row may know, for a shift that was found.
 */
export function shiftedCopy(
  column: Column,
  shifts: readonly Shifted[],
  scale: Scale,
  isKnown: (shift: number) => boolean,
  gates: CopyGates,
  rivalsOf: (shift: number) => readonly Shifted[],
): ShiftedCopy | undefined {
  const [known, others] = [shifts.filter(({ shift }) => isKnown(shift)), shifts.filter(({ shift }) => !isKnown(shift))];
  const kinds: readonly Likeness[] = scale === 'correlation' ? ['equal', 'strength', 'changes', 'ahead'] : ['equal', 'strength'];
  const copies = kinds.flatMap((likeness): ShiftedCopy[] => {
    const found = strongest(others, likeness);
    const copy = found && copyOf(column, scale, likeness, found, known, gates);
    if (!copy || likeness === 'equal') return copy ? [copy] : [];
    const held = copyOf(
      column,
      scale,
      likeness,
      found,
      [...known, ...rivalsOf(found.shift).filter(({ shift }) => isKnown(shift))],
      gates,
    );
    return held ? [held] : [];
  });
  return copies.sort((a, b) => Number(b.certain) - Number(a.certain))[0];
}

const strongest = (of: readonly Shifted[], likeness: Likeness): Shifted | undefined =>
  of.reduce<Shifted | undefined>((a, b) => (a && a[likeness] >= b[likeness] ? a : b), undefined);

function copyOf(
  column: Column,
  scale: Scale,
  likeness: Likeness,
  found: Shifted,
  known: readonly Shifted[],
  gates: CopyGates,
): ShiftedCopy | undefined {
  const rival = strongest(known, likeness);
  const value = found[likeness];
  // A column that goes with the target's level is no copy of its moves.
  const knownValue = Math.max(
    rival?.[likeness] ?? 0,
    likeness === 'ahead' ? Math.max(0, ...known.map(({ strength }) => strength)) : 0,
  );
  const z = zOf(likeness, scale, found, value, knownValue);
  const gate = likeness === 'equal' ? EQUAL : scale === 'auc' ? AUC : gates[scale];
  const apart = likeness === 'equal' ? found.rows * (value - knownValue) >= DISCORDANT : value - knownValue >= gates.margin;
  const least = likeness === 'equal' || scale === 'correlation' ? value : value - ERRORS * errorOf(scale, value, found.rarer);
  if (least < gate || !apart || z < gates.requiredZ) return undefined;
  const certain = likeness === 'equal' || value >= CERTAIN[scale];
  return { column, likeness, found, value, known: rival, knownValue, z, certain };
}

/** Standard error of an agreement, or of 2·AUC − 1, by the rows of the rarer classes. */
const errorOf = (scale: Scale, value: number, rarer: number): number =>
  Math.sqrt((scale === 'auc' ? 1 - value ** 2 : 1 - value) / Math.max(1, rarer));

function zOf(likeness: Likeness, scale: Scale, { rows, rarer }: Shifted, value: number, known: number): number {
  if (likeness === 'equal') return Math.sqrt(Math.max(0, rows * (value - known)));
  if (scale === 'correlation') {
    const limit = (r: number) => Math.atanh(Math.min(r, 1 - 1e-12));
    return (limit(value) - limit(known)) * Math.sqrt(Math.max(0, rows - 3) / 2);
  }
  // One row of the rarer classes may be wrong in any case.
  const error = Math.max(1 / Math.max(1, rarer), Math.hypot(errorOf(scale, value, rarer), errorOf(scale, known, rarer)));
  return Math.max(0, value - known) / error;
}

/** Shifts back by which the target repeats best, up to a long season. */
export function seasonsOf(series: Series, few: ShiftedRows, target: Column, isClass: boolean): number[] {
  const longest = series.starts.slice(1).reduce((most, end, s) => Math.max(most, end - series.starts[s]!), 0);
  const back = Array.from({ length: Math.min(SEASON.longest, longest >> 1) + 1 }, (_, i) => -i);
  const rows = amongRows(series, few.get(0) ?? new Int32Array(), back);
  return bestOwnShifts(rows, series.frame.columns.get(target.name)!, isClass, SEASON.tried);
}

/**
 * What else a row may know of the target, for a shift that was found: the shifts up to 0 in the same rows, since the ends of short series
 * are unlike their middles, and the same place of earlier seasons.
 */
export function rivalShifts(
  series: Series,
  few: ShiftedRows,
  all: ShiftedRows,
  column: Column,
  target: Column,
  isClass: boolean,
  found: number,
  seasons: readonly number[],
): Shifted[] {
  const [values, y] = [series.frame.columns.get(column.name)!, series.frame.columns.get(target.name)!];
  const earlier = [...all.keys()].filter((shift) => shift <= 0);
  const inSeason = seasons.map((season) => found + season).filter((shift) => shift < 0);
  const measured = (rows: ShiftedRows) => shiftedAssociations(series, rows, values, y, isClass) ?? [];
  return [
    ...measured(amongRows(series, all.get(found) ?? new Int32Array(), earlier)),
    ...measured(amongRows(series, few.get(0) ?? new Int32Array(), [0, ...inSeason])),
  ];
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
