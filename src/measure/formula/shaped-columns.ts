import { momentsOf, variance } from '../../stats/moments.ts';
import { errorAt, type Term, termValues } from './formula.ts';
import type { Operand, Shape } from './shape.ts';

/** An operand in one shape, as the search for candidates needs it. */
export interface ShapedColumn {
  readonly term: Term;
  readonly values: Float64Array;
  /** The part of its variance that rounding may make up, generously. */
  readonly rounding: number;
}

const ROWS = 200;

export function shapedColumn(operand: Operand, shape: Shape): ShapedColumn {
  const term: Term = { shape, operands: [operand] };
  const values = termValues(term);
  const known: number[] = [];
  let squares = 0;
  for (let row = 0; row < values.length && known.length < ROWS; row++) {
    if (!Number.isFinite(values[row]!)) continue;
    known.push(values[row]!);
    squares += errorAt(term, 'rounded', row) ** 2;
  }
  const rounding = (4 * squares) / known.length / variance(momentsOf(known), 0);
  return { term, values, rounding: rounding > 0 ? rounding : 0 };
}
