import { type Column, isScalar } from '../engine/column.ts';
import type { Table } from '../engine/table.ts';
import { UserError } from '../errors.ts';
import { timeOf } from '../measure/time/event-time.ts';
import { assignByHash } from './assign-by-hash.ts';
import { assignByTime } from './assign-by-time.ts';
import type { Assignment, SplitPlan } from './split-plan.ts';

/** What the columns of the rows to be split are. */
export interface SplitColumns {
  readonly time?: string;
  readonly entity: readonly string[];
  readonly id: readonly string[];
  /** No part of what makes two rows equal: the target, and columns that the others are not about. */
  readonly apart: readonly string[];
}

/** @throws UserError where the plan needs a column that isn't there, or the rows cannot be divided so */
export async function makeAssignment(table: Table, columns: SplitColumns, plan: SplitPlan): Promise<Assignment> {
  const find = (names: readonly string[]): Column[] => names.flatMap((name) => table.column(name) ?? []);
  if (plan.strategy !== 'temporal') {
    const others = new Set([...columns.apart, ...columns.id, ...(columns.time === undefined ? [] : [columns.time])]);
    const content = table.columns.filter((column) => isScalar(column) && !others.has(column.name));
    const rows = { table, entity: find(columns.entity), id: find(columns.id), content: content.length ? content : table.columns };
    return assignByHash(rows, plan);
  }
  const [column] = find(columns.time === undefined ? [] : [columns.time]);
  if (!column) throw new UserError('a temporal split needs the time of a row', { hint: 'name its column with --time' });
  const time = await timeOf(table, column);
  if (!time)
    throw new UserError(`the values of ${column.name} are no times`, {
      hint: 'name a column of dates, times, years or seconds with --time',
    });
  return assignByTime(table, time, plan);
}
