import { fn } from '../../engine/dialect.ts';
import { frameValue } from '../../engine/frame.ts';
import { identifier, type Sql, sql, type Value } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import type { Target } from '../../load/workspace.ts';
import { FOLDS, MAX_CLASSES } from '../strength/strength.ts';
import type { Labels } from './labels.ts';

/** The target in statements over a table. */
export interface TargetSql {
  readonly value: Sql;
  /** Whether a row has a target. */
  readonly present: Sql;
  /** The commonest classes, in the order of the labels. */
  readonly classes: readonly Value[];
}

export function targetSql(table: Table, target: Target, labels: Labels): TargetSql {
  const column = table.column(target.name)!;
  const value = frameValue(column)!;
  const all = labels.kind === 'classes' ? labels.classes : [];
  return {
    value,
    present: presentValue(value, isNumbers(labels) || column.kind === 'float'),
    classes: all.slice(0, MAX_CLASSES),
  };
}

/** Whether a value is there, NaN being none. */
export function presentValue(value: Sql, number: boolean): Sql {
  return number ? sql`${value} IS NOT NULL AND NOT ${fn.isNaN(value)}` : sql`${value} IS NOT NULL`;
}

/** The rows of each class as c0, c1 … in a statement that names the target y. */
export const classSums = ({ classes }: TargetSql): Sql[] =>
  classes.map((name, i) => sql`sum(CASE WHEN y = ${name} THEN 1 ELSE 0 END) AS ${identifier(`c${i}`)}`);

const isNumbers = (labels: Labels): boolean => labels.kind === 'numbers';

/** A part of the rows, 0 … FOLDS − 1, that knows nothing of their target. */
export function foldOf(table: Table, target: Target): Sql {
  if (table.rowNumber) return fn.bucket(fn.hash(table.rowNumber, 0), FOLDS);
  const others = table.columns.filter(({ name }) => name !== target.name).flatMap((column) => frameValue(column) ?? []);
  return fn.bucket(fn.combineHashes(others.map((value, i) => fn.hash(value, i + 1))), FOLDS);
}
