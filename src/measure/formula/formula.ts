import { type Sql, sql } from '../../engine/sql.ts';
import { MEANINGS, type Operand, type Shape } from './shape.ts';

export interface Term {
  readonly shape: Shape;
  /** One operand, or the two of a product or quotient. */
  readonly operands: readonly Operand[];
}

/** shape(response) = intercept + Σ coefficient · term. */
export interface Formula {
  readonly response: Term;
  readonly terms: readonly Term[];
  readonly coefficients: readonly number[];
  readonly intercept: number;
}

/** A part of the response's spread that arithmetic may lose. */
const ARITHMETIC = 1e-9;

/**
 * Residuals a formula may leave: those of arithmetic and of the floats alone, or of the decimals that were rounded off as well: a little
 * less than half a step, so that whole numbers that are one apart do not pass for rounded ones, or more, as fitted coefficients need.
 */
export type Tolerance = 'exact' | 'strict' | 'rounded';

/** Of the decimal step. */
const ROUNDED: Record<Tolerance, number> = { exact: 0, strict: 0.4995, rounded: 0.55 };

/** A term's value in a row, and how far it may be off. */
export function valueAt({ shape, operands }: Term, row: number): number {
  const [a, b = a] = operands as [Operand, Operand?];
  return MEANINGS[shape].value(a.values[row]!, b.values[row]!);
}

export function errorAt({ shape, operands }: Term, tolerance: Tolerance, row: number): number {
  const [a, b = a] = operands as [Operand, Operand?];
  const [x, y] = [a.values[row]!, b.values[row]!];
  return MEANINGS[shape].error(x, y, errorOf(a, x, tolerance), errorOf(b, y, tolerance));
}

export const termValues = (term: Term): Float64Array => term.operands[0]!.values.map((_, row) => valueAt(term, row));

/** The residual of a row and what it may be; NaN where the formula is not defined. */
export function residualAt(formula: Formula, spread: number, tolerance: Tolerance, row: number): readonly [number, number] {
  const { response, terms, coefficients, intercept } = formula;
  let residual = valueAt(response, row) - intercept;
  let allowed = errorAt(response, tolerance, row) + ARITHMETIC * spread;
  for (let i = 0; i < terms.length; i++) {
    residual -= coefficients[i]! * valueAt(terms[i]!, row);
    allowed += Math.abs(coefficients[i]!) * errorAt(terms[i]!, tolerance, row);
  }
  return [Math.abs(residual), allowed];
}

const errorOf = ({ precision: { step, relative, absolute } }: Operand, value: number, tolerance: Tolerance): number =>
  relative * Math.abs(value) + absolute + ROUNDED[tolerance] * step;

/** The residual and what it may be in the engine, NULL where the formula is not defined. */
export function residualSql(formula: Formula, spread: number, tolerance: Tolerance): { residual: Sql; allowed: Sql } {
  const { response, terms, coefficients, intercept } = formula;
  const parts = terms.map((term, i) => ({
    value: termSql(term),
    error: termErrorSql(term, tolerance),
    coefficient: coefficients[i]!,
  }));
  const fitted = parts.reduce((sum, { value, coefficient }) => sql`${sum} + ${coefficient} * (${value})`, sql`${intercept}`);
  const allowed = parts.reduce(
    (sum, { error, coefficient }) => sql`${sum} + ${Math.abs(coefficient)} * (${error})`,
    sql`${ARITHMETIC * spread} + (${termErrorSql(response, tolerance)})`,
  );
  return { residual: sql`abs((${termSql(response)}) - (${fitted}))`, allowed };
}

function termSql({ shape, operands }: Term): Sql {
  const [a, b = a] = operands as [Operand, Operand?];
  return MEANINGS[shape].sql(a.expression, b.expression);
}

function termErrorSql({ shape, operands }: Term, tolerance: Tolerance): Sql {
  const [a, b = a] = operands as [Operand, Operand?];
  return MEANINGS[shape].errorSql(a.expression, b.expression, errorSql(a, tolerance), errorSql(b, tolerance));
}

function errorSql({ expression, precision: { step, relative, absolute } }: Operand, tolerance: Tolerance): Sql {
  return sql`(${relative} * abs(${expression}) + ${absolute + ROUNDED[tolerance] * step})`;
}
