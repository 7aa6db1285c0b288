import { type Column, isNumeric } from '../../engine/column.ts';
import type { Frame } from '../../engine/frame.ts';
import { levelPairs } from './level-pairs.ts';
import { type PairedLevels, pairedCount, pairedLevels } from './paired-levels.ts';

/** A numeric column that may hold codes, and what its codes may stand for. */
export interface CodeKeys {
  readonly column: Column;
  /** Columns of which it is a function in one of the tables, those with the fewest levels first. */
  readonly keys: readonly Column[];
  /** Whether enough rows share a value to take equal values for one level. */
  readonly repeats: boolean;
}

const LEAST_LEVELS = 3;
/** Of the rows that are present: columns with more different values are measurements or ids. */
const MOST_LEVELS = 0.5;
const MAX_KEYS = 4;

/** Numeric columns in which values repeat, with the categories that decide them; found in samples of both tables. */
export function codeKeys(fit: Frame, heldOut: Frame, inputs: readonly Column[], categories: readonly Column[]): CodeKeys[] {
  const rows = fit.rows + heldOut.rows;
  const keyed = categories.flatMap((column) => {
    const count = pairedCount(fit, heldOut, column.name);
    if (count === undefined || count < LEAST_LEVELS || count > MOST_LEVELS * rows) return [];
    const levels = pairedLevels(fit, heldOut, column.name);
    if (!levels || !isCategory(levels, rows)) return [];
    const pairs = { fit: levelPairs(levels.fit, count), heldOut: levelPairs(levels.heldOut, count) };
    return [{ column, levels, pairs }];
  });
  keyed.sort((a, b) => a.levels.count - b.levels.count);
  const scratch = new Float64Array(keyed.reduce((most, { levels }) => Math.max(most, levels.count), 1));
  return inputs.filter(isNumeric).flatMap((column): CodeKeys[] => {
    const [first, second] = [fit.numbers(column.name), heldOut.numbers(column.name)];
    if (!first || !second) return [];
    const count = pairedCount(fit, heldOut, column.name)!;
    if (count < LEAST_LEVELS) return [];
    const repeats = count <= MOST_LEVELS * rows && isCategory(pairedLevels(fit, heldOut, column.name)!, rows);
    if (!repeats && column.kind === 'integer') return [];
    const deciding = keyed.filter(
      ({ column: key, levels, pairs }) =>
        key.name !== column.name &&
        ((agreeIn(pairs.heldOut, second) && isFunctionOf(second, levels.heldOut, levels.count, scratch)) ||
          (agreeIn(pairs.fit, first) && isFunctionOf(first, levels.fit, levels.count, scratch))),
    );
    const keys = deciding.slice(0, MAX_KEYS).map((one) => one.column);
    return keys.length || repeats ? [{ column, keys, repeats }] : [];
  });
}

function isCategory({ count, fit, heldOut }: PairedLevels, rows: number): boolean {
  if (count < LEAST_LEVELS) return false;
  if (count <= MOST_LEVELS * Math.min(fit.length, rows / 2)) return true;
  const present = [fit, heldOut].reduce((sum, codes) => sum + codes.reduce((all, code) => all + Number(code >= 0), 0), 0);
  return count <= MOST_LEVELS * present;
}

/** Whether the rows of pairs have equal values. */
function agreeIn(pairs: Uint32Array, values: Float64Array): boolean {
  for (let i = 0; i < pairs.length; i += 2) if (differ(values[pairs[i]!]!, values[pairs[i + 1]!]!)) return false;
  return true;
}

/** Whether each level has one value, more than one level has several rows, and not all have the same value. */
function isFunctionOf(values: Float64Array, levels: Int32Array, count: number, scratch: Float64Array): boolean {
  scratch.fill(Number.NaN, 0, count);
  let [repeated, other] = [0, 0];
  let first = Number.NaN;
  for (let row = 0; row < values.length; row++) {
    const level = levels[row]!;
    const value = values[row]!;
    if (level < 0 || Number.isNaN(value)) continue;
    const known = scratch[level]!;
    if (Number.isNaN(known)) {
      scratch[level] = value;
      if (Number.isNaN(first)) first = value;
      else if (value !== first) other++;
    } else if (differ(known, value)) return false;
    else repeated++;
  }
  return repeated >= 2 && other > 0;
}

/** False where one of them is NaN. */
const differ = (a: number, b: number): boolean => Math.abs(a - b) > 1e-9 * Math.abs(b);
