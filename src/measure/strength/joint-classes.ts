import type { Column } from '../../engine/column.ts';
import { fn } from '../../engine/dialect.ts';
import type { Frame, FrameColumn } from '../../engine/frame.ts';
import { sql } from '../../engine/sql.ts';
import { Random } from '../../stats/random.ts';
import { total } from '../../stats/total.ts';
import type { ClassLabels } from '../labels/labels.ts';
import { thinColumn } from '../labels/thin.ts';
import { type Predictor, predictorOf } from './predictor.ts';

/** What two columns say together: their two values, or which of two numbers is the greater. */
export interface Joint {
  readonly kind: 'values' | 'comparison';
  readonly columns: readonly [Column, Column];
  readonly predictor: Predictor;
}

/** Rows that choose the candidates, columns of which all pairs are tried, and candidates kept. */
const LIMITS = { rows: 1000, columns: 400, keep: 10 };
const MAX_LEVELS = 12;
/** Rows that a pair may get wrong, of all and of those that the better of its columns gets wrong. */
const WRONG = { ofAll: 0.05, ofSingle: 0.3, glance: 0.2 };
/** Rows that spare most pairs the look at all of them, and the share of these that spares most the others. */
const GLANCE = 100;
const FIRST = 0.6;

/** Pairs of columns that in some rows tell classes far better than either does alone, the best first: of columns of few values, and of numbers. */
export function jointCandidates(
  frame: Frame,
  columns: readonly Column[],
  labels: ClassLabels,
): { readonly found: readonly Joint[]; readonly valueColumns: number; readonly comparedColumns: number } {
  const rows = someRows(labels);
  const y = { codes: Int32Array.from(rows, (row) => labels.codes[row]!), count: labels.classes.length };
  const few: Coded[] = [];
  const numbers: Numbered[] = [];
  for (const column of columns) {
    if (few.length >= LIMITS.columns && numbers.length >= LIMITS.columns) break;
    const predictor = predictorOf(frame, column);
    const coded = predictor && codesOf(predictor.values, rows);
    if (coded)
      few.push({ ...coded, column, predictor, wrong: wrongRows(coded, { codes: coded.codes.map(() => 0), count: 1 }, y) });
    else if (predictor?.values instanceof Float64Array && numbers.length < LIMITS.columns)
      numbers.push({ column, predictor, values: thinColumn(predictor.values, rows) });
  }
  const tried = [few.slice(0, LIMITS.columns), numbers.slice(0, LIMITS.columns)] as const;
  const found = [...valuePairs(tried[0], y), ...comparisons(tried[1], y)].sort((a, b) => a.wrong - b.wrong).slice(0, LIMITS.keep);
  return { found: found.map(({ make }) => make()), valueColumns: tried[0].length, comparedColumns: tried[1].length };
}

/** Codes from 0, −1 for missing. */
interface Codes {
  readonly codes: Int32Array;
  readonly count: number;
}
interface Coded extends Codes {
  readonly column: Column;
  readonly predictor: Predictor;
  readonly wrong: number;
}
interface Numbered {
  readonly column: Column;
  readonly predictor: Predictor;
  readonly values: Float64Array;
}
interface Found {
  readonly wrong: number;
  readonly make: () => Joint;
}

function* valuePairs(columns: readonly Coded[], y: Codes): Generator<Found> {
  for (const [i, a] of columns.entries()) {
    for (let j = 0; j < i; j++) {
      const b = columns[j]!;
      if (wrongRows(a, b, y, GLANCE) > WRONG.glance) continue;
      const wrong = wrongRows(a, b, y);
      if (wrong > Math.min(WRONG.ofAll, WRONG.ofSingle * Math.min(a.wrong, b.wrong))) continue;
      yield {
        wrong,
        make: () => ({ kind: 'values', columns: [b.column, a.column], predictor: together(b.predictor, a.predictor) }),
      };
    }
  }
}

function* comparisons(columns: readonly Numbered[], y: Codes): Generator<Found> {
  const one = { codes: new Int32Array(y.codes.length), count: 1 };
  const alone = wrongRows(one, one, y);
  const all = y.codes.length;
  const glance = Math.min(GLANCE, all);
  const first = Math.floor(FIRST * glance);
  const cells = new Int32Array(3 * y.count);
  for (const [i, a] of columns.entries()) {
    for (let j = 0; j < i; j++) {
      const b = columns[j]!;
      cells.fill(0);
      let rows = countSigns(a.values, b.values, 0, first, y, cells);
      // What is wrong in the first rows is wrong in all.
      if (rows - rightIn(cells, y.count) > WRONG.glance * glance) continue;
      rows += countSigns(a.values, b.values, first, glance, y, cells);
      if (wrongShare(cells, y.count, rows, glance) > WRONG.glance) continue;
      rows += countSigns(a.values, b.values, glance, all, y, cells);
      const wrong = wrongShare(cells, y.count, rows, all);
      if (wrong > Math.min(WRONG.ofAll, WRONG.ofSingle * alone)) continue;
      yield {
        wrong,
        make: () => ({ kind: 'comparison', columns: [b.column, a.column], predictor: greater(b.predictor, a.predictor) }),
      };
    }
  }
}

/** Adds the rows that have both numbers to the cell of their sign and class; gives how many. */
function countSigns(a: Float64Array, b: Float64Array, from: number, to: number, y: Codes, cells: Int32Array): number {
  const { codes, count } = y;
  let rows = 0;
  for (let row = from; row < to; row++) {
    const sign = signOf(a[row]!, b[row]!);
    if (sign < -1) continue;
    cells[(sign + 1) * count + codes[row]!]!++;
    rows++;
  }
  return rows;
}

/** −1, 0 or 1; −2 where a value is missing. */
const signOf = (a: number, b: number): number => (a > b ? 1 : 0) - (a < b ? 1 : 0) || (a === b ? 0 : -2);

/** The share of the first rows with both values that are not of their cell's commonest class; 1 where most rows lack one. */
function wrongRows(a: Codes, b: Codes, y: Codes, most = Number.POSITIVE_INFINITY): number {
  const of = Math.min(most, y.codes.length);
  const size = a.count * b.count * y.count;
  const cells = size <= shared.length ? shared : new Int32Array(size);
  cells.fill(0, 0, size);
  const [first, second, labels] = [a.codes, b.codes, y.codes];
  let rows = 0;
  for (let row = 0; row < of; row++) {
    if (first[row]! < 0 || second[row]! < 0) continue;
    cells[(first[row]! * b.count + second[row]!) * y.count + labels[row]!]!++;
    rows++;
  }
  return wrongShare(cells.subarray(0, size), y.count, rows, of);
}

/** Of the rows counted in cells of so many classes; 1 where they are not half of those looked at. */
const wrongShare = (cells: Int32Array, classes: number, rows: number, of: number): number =>
  rows < of / 2 ? 1 : 1 - rightIn(cells, classes) / rows;

/** Rows of their cell's commonest class. */
function rightIn(cells: Int32Array, classes: number): number {
  let right = 0;
  for (let cell = 0; cell < cells.length; cell += classes) {
    let most = 0;
    for (let label = 0; label < classes; label++) most = Math.max(most, cells[cell + label]!);
    right += most;
  }
  return right;
}

/** Cells of the pair that is looked at. */
const shared = new Int32Array(4096);

function codesOf(values: FrameColumn, rows: readonly number[]): Codes | undefined {
  const known = new Map<number | string, number>();
  const codes: number[] = [];
  for (const row of rows) {
    const value = values[row]!;
    if (value === null || Number.isNaN(value)) {
      codes.push(-1);
      continue;
    }
    if (!known.has(value)) known.set(value, known.size);
    if (known.size > MAX_LEVELS) return undefined;
    codes.push(known.get(value)!);
  }
  return known.size > 1 ? { codes: Int32Array.from(codes), count: known.size } : undefined;
}

/** Rows of every class, spread over the frame: of rare ones all, of the others about as many of each. */
function someRows({ codes, counts }: ClassLabels): number[] {
  const ofClass = counts.map((): number[] => []);
  for (let row = 0; row < codes.length; row++) ofClass[codes[row]!]?.push(row);
  let left = Math.min(LIMITS.rows, total(counts));
  // The rarest come last: what they leave is shared among the others.
  const chosen = ofClass.reverse().flatMap((rows, i) => {
    const taken = Math.min(rows.length, Math.ceil(left / (ofClass.length - i)));
    left -= taken;
    return Array.from({ length: taken }, (_, one) => rows[Math.floor((one * rows.length) / taken)]!);
  });
  return new Random(3).shuffle(chosen);
}

function together(a: Predictor, b: Predictor): Predictor {
  const missing = (value: number | string | null | undefined) => value === null || Number.isNaN(value);
  const values = Array.from({ length: a.values.length }, (_, row) => {
    const [first, second] = [a.values[row], b.values[row]];
    return missing(first) || missing(second) ? null : `${first}|${second}`;
  });
  return { values, expression: sql`${fn.toText(a.expression)} || '|' || ${fn.toText(b.expression)}` };
}

function greater(a: Predictor, b: Predictor): Predictor {
  const [first, second] = [a.values as Float64Array, b.values as Float64Array];
  const [x, y] = [a.expression, b.expression];
  const values = first.map((value, row) => [Number.NaN, -1, 0, 1][signOf(value, second[row]!) + 2]!);
  return {
    values,
    expression: sql`CASE WHEN ${fn.isNaN(x)} OR ${fn.isNaN(y)} THEN NULL WHEN ${x} < ${y} THEN -1e0 WHEN ${x} > ${y} THEN 1e0 WHEN ${x} = ${y} THEN 0e0 END`,
  };
}
