import { type Column, isNumeric } from '../../engine/column.ts';
import type { Frame } from '../../engine/frame.ts';
import { LEAST_COLUMNS } from '../../stats/between.ts';
import { distinctUpTo } from '../../stats/sorted.ts';
import { sortedValues } from '../columns/sorted-values.ts';

/** Columns that place a row: numbers of so many different values that a chance meeting is rare. */
export interface Places {
  readonly names: readonly string[];
  readonly integers: readonly boolean[];
}

const LEAST_DISTINCT = 100;
const MOST_COLUMNS = 24;

/** Undefined where fewer than three columns would place a row. */
export function placesOf(fit: Frame, heldOut: Frame, inputs: readonly Column[]): Places | undefined {
  const numeric = inputs.filter((column) => isNumeric(column) && fit.numbers(column.name) && heldOut.numbers(column.name));
  const [integers, reals] = [true, false].map((integer) =>
    numeric
      .filter(({ kind }) => (kind === 'integer') === integer)
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ name }) => ({ name, integer })),
  ) as [{ name: string; integer: boolean }[], { name: string; integer: boolean }[]];
  const least = Math.min(LEAST_DISTINCT, fit.rows / 4);
  const chosen: { readonly name: string; readonly integer: boolean }[] = [];
  for (const one of [...reals, ...integers]) {
    if (chosen.length >= MOST_COLUMNS) break;
    if (distinctUpTo(sortedValues(fit.numbers(one.name)!), least) >= least) chosen.push(one);
  }
  if (chosen.length < LEAST_COLUMNS) return undefined;
  return { names: chosen.map(({ name }) => name), integers: chosen.map(({ integer }) => integer) };
}
