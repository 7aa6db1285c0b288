import { type Column, isNumeric } from '../../engine/column.ts';
import { fn } from '../../engine/dialect.ts';
import type { Frame } from '../../engine/frame.ts';
import { identifier, type Sql, sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import { countBelow } from '../../stats/sorted.ts';
import { countFractions, hasFractions } from '../columns/has-fractions.ts';
import { levelCounts } from '../columns/level-counts.ts';
import { isMissing } from '../columns/nulls.ts';
import { sortedValues } from '../columns/sorted-values.ts';
import { shapeOf, textShape } from '../columns/text-shape.ts';
import { commonLevels } from './level-shift.ts';

const MAX_SHAPES = 10;
const MIN_SHAPE_ROWS = 5;

/** Something that holds in every row of train, so that any other row must be expected to keep it. */
export interface LearnedConstraint {
  readonly kind: 'negative' | 'fraction' | 'shape';
  readonly column: Column;
  readonly breaks: Sql;
  /** Rows of the sample of the other table that break it, of those with a value. */
  readonly broken: number;
  readonly of: number;
}

/** What train's sample keeps and the other table's sample breaks in some rows. */
export function learnedConstraints(train: Frame, other: Frame, column: Column): LearnedConstraint[] {
  return isNumeric(column) ? ofNumbers(train, other, column) : column.kind === 'text' ? ofTexts(train, other, column) : [];
}

/** Rows of a table that break a constraint and those that could, over all rows. */
export async function countBroken(table: Table, { breaks, column }: LearnedConstraint): Promise<{ broken: number; of: number }> {
  const present = sql`NOT ${isMissing(column)}`;
  const row = await table.aggregate({
    broken: sql`sum(CASE WHEN ${present} AND ${breaks} THEN 1 ELSE 0 END)`,
    of: sql`sum(CASE WHEN ${present} THEN 1 ELSE 0 END)`,
  });
  return { broken: Number(row.broken), of: Number(row.of) };
}

function ofNumbers(train: Frame, other: Frame, column: Column): LearnedConstraint[] {
  const [before, after] = [train.numbers(column.name), other.numbers(column.name)];
  if (!before || !after) return [];
  const [first, second] = [sortedValues(before), sortedValues(after)];
  const negative = countBelow(first, 0) > 0 ? 0 : countBelow(second, 0);
  const fraction = hasFractions(after) && !hasFractions(before) ? countFractions(after) : 0;
  if (!negative && !fraction) return [];
  const value = fn.toDouble(identifier(column.name));
  return [
    { kind: 'negative' as const, broken: negative, breaks: sql`${value} < 0` },
    { kind: 'fraction' as const, broken: fraction, breaks: sql`${fn.isFinite(value)} AND ${value} <> floor(${value})` },
  ].flatMap((one) => (one.broken ? [{ ...one, column, of: second.length }] : []));
}

/** Columns with common levels are left to the rules about categories. */
function ofTexts(train: Frame, other: Frame, column: Column): LearnedConstraint[] {
  const [before, after] = [train.texts(column.name), other.texts(column.name)];
  if (!before || !after || commonLevels(levelCounts(before))) return [];
  const shapes = shapeCounts(before);
  if (shapes.size > MAX_SHAPES || [...shapes.values()].some((n) => n < MIN_SHAPE_ROWS)) return [];
  const found = shapeCounts(after);
  const of = [...found.values()].reduce((sum, n) => sum + n, 0);
  const broken = [...found].reduce((sum, [shape, n]) => sum + (shapes.has(shape) ? 0 : n), 0);
  const known = [...shapes.keys()].sort().map((shape) => sql`${shape}`);
  const breaks = sql`${shapeOf(identifier(column.name))} NOT IN (${known})`;
  return broken ? [{ kind: 'shape', column, breaks, broken, of }] : [];
}

function shapeCounts(values: readonly (string | null)[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [value, n] of levelCounts(values)) {
    const shape = textShape(value);
    counts.set(shape, (counts.get(shape) ?? 0) + n);
    if (counts.size > 10 * MAX_SHAPES) break;
  }
  return counts;
}
