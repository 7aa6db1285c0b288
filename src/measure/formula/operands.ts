import type { Column } from '../../engine/column.ts';
import type { Frame } from '../../engine/frame.ts';
import { predictorOf } from '../strength/predictor.ts';
import { precisionOf } from './precision.ts';
import type { Operand } from './shape.ts';

const SAMPLE_ROWS = 1000;

/** The target and the numeric columns in some rows that have a target, spread over the frame. */
export function operandsOf(
  frame: Frame,
  target: Column,
  columns: readonly Column[],
): { readonly response: Operand | undefined; readonly operands: readonly Operand[] } {
  const goal = predictorOf(frame, target);
  if (!goal || !(goal.values instanceof Float64Array)) return { response: undefined, operands: [] };
  const labelled = [...goal.values.keys()].filter((row) => Number.isFinite((goal.values as Float64Array)[row]!));
  const every = Math.max(1, labelled.length / SAMPLE_ROWS);
  const rows = Array.from({ length: Math.min(SAMPLE_ROWS, labelled.length) }, (_, i) => labelled[Math.floor(i * every)]!);
  const operandOf = (column: Column): Operand[] => {
    const predictor = predictorOf(frame, column);
    if (!predictor || !(predictor.values instanceof Float64Array)) return [];
    const all = predictor.values;
    const values = Float64Array.from(rows, (row) => all[row]!);
    return [{ name: column.name, values, expression: predictor.expression, precision: precisionOf(values) }];
  };
  return { response: operandOf(target)[0], operands: columns.flatMap(operandOf) };
}
