import { type Frame, frameValue } from '../../engine/frame.ts';
import { type Sql, sql } from '../../engine/sql.ts';
import type { Table } from '../../engine/table.ts';
import type { Target } from '../../load/workspace.ts';
import { labelsOf } from './labels.ts';
import { presentValue } from './target-sql.ts';

/** A number made of the target that an encoder may average: whether it is a class (1 or 0), or the target's own value less `center`. */
export interface Response {
  readonly kind: 'class' | 'number';
  readonly center: number;
  /** The class, as frames and counts of labels have it. */
  readonly label?: { readonly target: string; readonly name: number | string };
  /** NaN where the target is missing. */
  readonly values: (frame: Frame) => Float64Array;
  /** NULL where the target is missing. */
  readonly expression: (table: Table) => Sql;
}

const MAX_CLASSES = 12;

/** What there is to average in a target, as the fit data has it. */
export function responsesOf(fit: Frame, target: Target): Response[] {
  const labels = labelsOf(fit, target);
  if (!labels) return [];
  if (labels.kind === 'numbers') return [numberResponse(target, labels.values)];
  const classes = labels.classes.slice(0, MAX_CLASSES);
  const found = classes.map((name): Response => {
    const isClass = (value: unknown) => (value === null || Number.isNaN(value) ? Number.NaN : Number(value === name));
    return {
      kind: 'class',
      center: 0,
      label: { target: target.name, name: name as number | string },
      values: remembered((frame) =>
        Float64Array.from({ length: frame.rows }, (_, row) => isClass(frame.columns.get(target.name)?.[row] ?? null)),
      ),
      expression: (table) => {
        const value = frameValue(table.column(target.name)!)!;
        return sql`CASE WHEN ${present(table, target)} THEN CASE WHEN ${value} = ${name} THEN 1 ELSE 0 END END`;
      },
    };
  });
  const values = fit.numbers(target.name);
  const codes = classes.every((name) => name === 0 || name === 1);
  return values && !codes ? [...found, numberResponse(target, values)] : found;
}

function numberResponse(target: Target, values: Float64Array): Response {
  const finite = values.filter(Number.isFinite);
  const center = finite.reduce((sum, value) => sum + value / finite.length, 0);
  return {
    kind: 'number',
    center,
    values: remembered((frame) =>
      (frame.numbers(target.name) ?? new Float64Array(frame.rows).fill(Number.NaN)).map((value) => value - center),
    ),
    expression: (table) => {
      const value = frameValue(table.column(target.name)!)!;
      return sql`CASE WHEN ${present(table, target)} THEN ${value} - ${center} END`;
    },
  };
}

function present(table: Table, target: Target): Sql {
  const column = table.column(target.name)!;
  return presentValue(frameValue(column)!, column.kind === 'float');
}

function remembered(read: (frame: Frame) => Float64Array): (frame: Frame) => Float64Array {
  const known = new WeakMap<Frame, Float64Array>();
  return (frame) => {
    const found = known.get(frame);
    if (found) return found;
    const values = read(frame);
    known.set(frame, values);
    return values;
  };
}

/** Whether both tables hold the target in a form in which its values compare. */
export function sharesTarget(fit: Table, heldOut: Table, target: Target): boolean {
  const [a, b] = [fit.column(target.name), heldOut.column(target.name)];
  return a !== undefined && b !== undefined && frameValue(a) !== undefined && (a.kind === 'text') === (b.kind === 'text');
}
