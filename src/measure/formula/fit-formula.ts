import { leastSquares } from '../../stats/least-squares.ts';
import { momentsOf, variance } from '../../stats/moments.ts';
import { type Formula, residualAt, type Term, type Tolerance, valueAt } from './formula.ts';

export interface FittedFormula {
  readonly formula: Formula;
  readonly tolerance: Tolerance;
  /** Of the response as it enters the formula. */
  readonly spread: number;
}

/** Rows for which a formula must hold at first, and when it is settled, of those for which it is defined. */
const SHARE = { first: 0.9, settled: 0.99, strict: 0.95 };
const LEAST_ROWS = 50;
/** Rounded decimals prove nothing when they may be off by more than this part of the spread, or of few values. */
const MAX_ROUNDING = 0.1;
const LEAST_VALUES = 20;
const GLANCE = 50;

/** The coefficients with which the terms give the response on nearly all rows, read off `few` rows first; undefined when they do not. */
export function fitFormula(
  response: Term,
  terms: readonly Term[],
  few: ArrayLike<number>,
  spread: number,
): FittedFormula | undefined {
  const first = fitted(response, terms, few);
  if (!first || !(spread > 0)) return undefined;
  for (const tolerance of ['exact', 'rounded'] as const) {
    if (!looksRight(first, spread, tolerance)) continue;
    const near = holding(first, spread, tolerance);
    if (near.rows.length < Math.max(LEAST_ROWS, SHARE.first * near.defined)) continue;
    const better = fitted(response, terms, near.rows);
    if (better && settled(better, spread, tolerance)) return { formula: plainest(better, spread, tolerance), tolerance, spread };
  }
  return undefined;
}

/** A look at some rows, which spares most of what is not right the look at all. */
function looksRight(formula: Formula, spread: number, tolerance: Tolerance): boolean {
  const rows = rowsOf(formula);
  let defined = 0;
  let holds = 0;
  for (let row = 0; row < rows; row += Math.ceil(rows / GLANCE)) {
    const [residual, allowed] = residualAt(formula, spread, tolerance, row);
    if (!Number.isFinite(residual)) continue;
    defined++;
    if (residual < allowed && allowed <= MAX_ROUNDING * spread) holds++;
  }
  return holds >= (SHARE.first / 2) * defined;
}

function settled(formula: Formula, spread: number, tolerance: Tolerance): boolean {
  const { rows, defined, allowed } = holding(formula, spread, tolerance);
  const values = new Set(rows.map((row) => valueAt(formula.response, row)));
  if (tolerance === 'rounded' && holding(formula, spread, 'strict').rows.length < SHARE.strict * defined) return false;
  return rows.length >= SHARE.settled * defined && values.size >= LEAST_VALUES && allowed <= MAX_ROUNDING * spread;
}

const rowsOf = ({ response }: Formula): number => response.operands[0]!.values.length;

const TENTHS = 2.563;

/** The standard deviation, or that of normal values with the same tenths if that is smaller. */
export function spreadOf(values: Float64Array): number {
  const sorted = values.filter(Number.isFinite).sort();
  const deviation = Math.sqrt(variance(momentsOf(sorted)));
  const tenths = (sorted[Math.floor(0.9 * sorted.length)]! - sorted[Math.floor(0.1 * sorted.length)]!) / TENTHS;
  return tenths > 0 ? Math.min(deviation, tenths) : deviation;
}

function fitted(response: Term, terms: readonly Term[], rows: ArrayLike<number>): Formula | undefined {
  const pick = (term: Term) => Float64Array.from(rows, (row) => valueAt(term, row));
  const { intercept, coefficients, rank } = leastSquares(terms.map(pick), pick(response));
  if (rank < terms.length || ![intercept, ...coefficients].every(Number.isFinite)) return undefined;
  return { response, terms, coefficients, intercept };
}

/** The rows for which a formula holds, and the error that rounding allows in all but the tenth of them that it may change most. */
function holding(formula: Formula, spread: number, tolerance: Tolerance): { rows: number[]; defined: number; allowed: number } {
  const rows: number[] = [];
  const errors: number[] = [];
  let defined = 0;
  for (let row = 0; row < rowsOf(formula); row++) {
    const [residual, allowed] = residualAt(formula, spread, tolerance, row);
    if (!Number.isFinite(residual)) continue;
    defined++;
    if (!(residual < allowed)) continue;
    rows.push(row);
    errors.push(allowed);
  }
  const sorted = Float64Array.from(errors).sort();
  return { rows, defined, allowed: sorted[Math.floor(0.9 * sorted.length)] ?? 0 };
}

/** What the rows that hold may lessen to for the sake of a plainer number. */
const PLAIN = 0.995;
const DIGITS = [1, 2, 3, 4, 5, 6, 8, 10, 12];

/** The formula with each number as short as the rows allow, and without the terms that they can do without. */
function plainest(formula: Formula, spread: number, tolerance: Tolerance): Formula {
  const holds = (tried: Formula) => holding(tried, spread, tolerance).rows.length;
  const enough = PLAIN * holds(formula);
  let best = formula;
  for (let i = formula.coefficients.length - 1; i >= -1; i--) {
    const number = i < 0 ? formula.intercept : formula.coefficients[i]!;
    const shorter = [0, Math.round(number), ...DIGITS.map((digits) => Number(number.toPrecision(digits)))];
    best = shorter.map((value) => withNumber(best, i, value)).find((tried) => holds(tried) >= enough) ?? best;
  }
  const kept = [...best.coefficients.keys()].filter((i) => best.coefficients[i] !== 0);
  return { ...best, terms: kept.map((i) => best.terms[i]!), coefficients: kept.map((i) => best.coefficients[i]!) };
}

function withNumber(formula: Formula, index: number, value: number): Formula {
  if (index < 0) return { ...formula, intercept: value };
  return { ...formula, coefficients: formula.coefficients.map((old, i) => (i === index ? value : old)) };
}
