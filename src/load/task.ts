import { type Column, isNumeric } from '../engine/column.ts';
import type { FrameColumn } from '../engine/frame.ts';
import type { Table } from '../engine/table.ts';
import type { Inference, Task } from './workspace.ts';

/** Numeric targets with more distinct values than this are taken for quantities. */
const MAX_NUMERIC_CLASSES = 20;

/** The task that a target's values show, with the reason for it. */
export async function inferTask(table: Table, column: Column): Promise<{ task: Task; inference: Inference }> {
  const frame = await table.frame();
  const classes = distinctValues(frame.columns.get(column.name) ?? []);
  const task = taskOf(column, classes);
  const reason = `${column.name} is ${column.kind} with ${classes} distinct values${frame.sampled ? ' in a sample' : ''}`;
  return { task, inference: { fact: 'task', value: task, reason } };
}

function taskOf(column: Column, classes: number): Task {
  if (classes <= 2) return 'binary';
  return isNumeric(column) && (column.kind !== 'integer' || classes > MAX_NUMERIC_CLASSES) ? 'regression' : 'multiclass';
}

/** Distinct values that are not missing. */
export function distinctValues(column: FrameColumn): number {
  const values = new Set<unknown>(column);
  values.delete(null);
  values.delete(Number.NaN);
  return values.size;
}
