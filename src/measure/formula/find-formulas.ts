import { nearCombinations } from '../../stats/near-combinations.ts';
import { unitSums } from '../../stats/unit-sums.ts';
import { fewRows } from './few-rows.ts';
import { type FittedFormula, fitFormula, spreadOf } from './fit-formula.ts';
import type { Term } from './formula.ts';
import { nearProducts } from './near-products.ts';
import type { Operand } from './shape.ts';
import { type ShapedColumn, shapedColumn } from './shaped-columns.ts';

/** Candidates kept of each set of rows. */
const KEEP = 40;
/** All triples of more columns would take too long: then only sums and differences are looked up. */
const MAX_FOR_TRIPLES = 250;
const MAX_FOR_PRODUCTS = 600;
/** Rows for a lookup: it misses what a single of them breaks. */
const LOOKUP_ROWS = 8;
/** Least and most that may be left of the few rows' variance. */
const LEFT = { least: 1e-9, most: 1e-3 };

type Single = 'plain' | 'log' | 'log1p';
type Size = 1 | 2 | 3;

/** Which shapes of the response and of the columns are tried together, and how many columns at most. */
const SPACES: readonly { readonly response: Single; readonly columns: Single; readonly most: Size }[] = [
  { response: 'plain', columns: 'plain', most: 3 },
  { response: 'plain', columns: 'log', most: 2 },
  { response: 'log', columns: 'plain', most: 2 },
  { response: 'log', columns: 'log', most: 3 },
  { response: 'plain', columns: 'log1p', most: 1 },
  { response: 'log1p', columns: 'plain', most: 1 },
  { response: 'log1p', columns: 'log1p', most: 1 },
];

/** What was found, and what was tried: single columns, sums of two, and of products and triples what is said. */
export interface Search {
  readonly found: readonly FittedFormula[];
  readonly columns: number;
  readonly products: 'all' | 'none';
  readonly triples: 'all' | 'sums and differences only';
}

/**
 * Formulas of at most three columns that give the response on nearly all rows of a sample: linear ones of the values and of their
 * logarithms, on both sides, products and quotients of two. A column takes part in the simplest only.
 */
export function findFormulas(response: Operand, columns: readonly Operand[]): Search {
  const shapes = ['plain', 'log', 'log1p'] as const;
  const goals = new Map(shapes.map((shape) => [shape, shapedColumn(response, shape)]));
  const spreads = new Map(shapes.map((shape) => [shape, spreadOf(goals.get(shape)!.values)]));
  const shaped = new Map(shapes.map((shape) => [shape, columns.map((operand) => shapedColumn(operand, shape))]));
  const found: FittedFormula[] = [];
  const taken = new Set<Operand>();
  const free = (shape: Single) => shaped.get(shape)!.filter(({ term }) => !taken.has(term.operands[0]!));
  const settle = (shape: Single, candidates: Iterable<Candidate>) => {
    for (const { terms, rows } of candidates) {
      const operands = terms.flatMap((term) => term.operands);
      if (operands.some((operand) => taken.has(operand))) continue;
      const fitted = fitFormula(goals.get(shape)!.term, terms, rows, spreads.get(shape)!);
      if (!fitted) continue;
      found.push(fitted);
      for (const operand of operands) taken.add(operand);
    }
  };
  for (const size of [1, 2, 3] as const) {
    for (const space of SPACES) {
      if (size <= space.most) settle(space.response, linear(goals.get(space.response)!, free(space.columns), size));
    }
    if (size === 2 && columns.length <= MAX_FOR_PRODUCTS) settle('plain', products(goals.get('plain')!, free('plain')));
  }
  return {
    found,
    columns: columns.length,
    products: columns.length <= MAX_FOR_PRODUCTS ? 'all' : 'none',
    triples: columns.length <= MAX_FOR_TRIPLES ? 'all' : 'sums and differences only',
  };
}

interface Candidate {
  readonly terms: readonly Term[];
  readonly rows: Uint32Array;
}

function* linear(goal: ShapedColumn, columns: readonly ShapedColumn[], size: Size): Generator<Candidate> {
  const tried = new Set<string>();
  const tolerances = tolerancesOf(goal, columns);
  const lookUp = size === 3 && columns.length > MAX_FOR_TRIPLES;
  for (const rows of rowsFor(goal, columns)) {
    const chosen = lookUp ? rows.subarray(0, LOOKUP_ROWS) : rows;
    const few = columns.map(({ values }) => pick(values, chosen));
    const combinations = lookUp
      ? unitSums(pick(goal.values, chosen), few, KEEP)
      : nearCombinations(pick(goal.values, rows), few, { size, tolerances, keep: KEEP }).map((one) => one.columns);
    for (const combination of combinations) {
      if (isNew(tried, combination.join())) yield { terms: combination.map((i) => columns[i]!.term), rows };
    }
    if (lookUp) return;
  }
}

function* products(goal: ShapedColumn, columns: readonly ShapedColumn[]): Generator<Candidate> {
  const tried = new Set<string>();
  const tolerances = tolerancesOf(goal, columns);
  for (const rows of rowsFor(goal, columns)) {
    const few = columns.map(({ values }) => pick(values, rows));
    for (const { columns: pair, shape } of nearProducts(pick(goal.values, rows), few, tolerances, KEEP)) {
      const operands = pair.map((i) => columns[i]!.term.operands[0]!);
      if (isNew(tried, `${shape} ${pair}`)) yield { terms: [{ shape, operands }], rows };
    }
  }
}

const rowsFor = (goal: ShapedColumn, columns: readonly ShapedColumn[]): Uint32Array[] =>
  fewRows(
    goal.values,
    columns.map(({ values }) => values),
  );

function tolerancesOf(goal: ShapedColumn, columns: readonly ShapedColumn[]): Float64Array {
  return Float64Array.from(columns, ({ rounding }) => Math.min(LEFT.most, LEFT.least + goal.rounding + rounding));
}

function pick(values: Float64Array, rows: Uint32Array): Float64Array {
  const picked = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) picked[i] = values[rows[i]!]!;
  return picked;
}

function isNew(known: Set<string>, key: string): boolean {
  if (known.has(key)) return false;
  known.add(key);
  return true;
}
