import { type Column, isNumeric } from '../engine/column.ts';
import { sql } from '../engine/sql.ts';
import type { Table } from '../engine/table.ts';
import type { Inference, Task } from './workspace.ts';

/** Numeric targets with more distinct values than this are taken for quantities. */
const MAX_NUMERIC_CLASSES = 20;

/** The task that a target's values show, with the reason for it. */
export async function inferTask(table: Table, column: Column): Promise<{ task: Task; inference: Inference }> {
  const sample = await table.sample();
  const [row] = await sample.query(sql`SELECT count(DISTINCT ${column}) AS classes FROM ${sample}`);
  const classes = Number(row?.classes ?? 0);
  const task = taskOf(column, classes);
  const reason = `${column.name} is ${column.kind} with ${classes} distinct values${sample === table ? '' : ' in a sample'}`;
  return { task, inference: { fact: 'task', value: task, reason } };
}

function taskOf(column: Column, classes: number): Task {
  if (classes <= 2) return 'binary';
  return isNumeric(column) && (column.kind !== 'integer' || classes > MAX_NUMERIC_CLASSES) ? 'regression' : 'multiclass';
}
