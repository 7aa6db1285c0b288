import type { FrameColumn } from '../../engine/frame.ts';
import { join, raw, type Sql, sql, type Value } from '../../engine/sql.ts';
import { type Groups, quantileGroups, textGroups } from './groups.ts';
import { inOrder } from './in-order.ts';

/** A column cut into its values, or into ranges of them, which can be found again in any table. */
export interface ValueGroups extends Groups {
  /** Neighbouring groups hold neighbouring values. */
  readonly ordered: boolean;
  readonly ranges: boolean;
  /** Whether a value, in the form that frames hold, falls into one of the groups. */
  within(value: Sql, groups: readonly number[]): Sql;
  /** The group's value, or the least of its range. */
  example(group: number): Value;
}

/** Numbers of more different values are cut into ranges of about equal size, at most so many and of so many rows. */
const MAX_VALUES = 100;
const RANGES = { most: 40, rows: 25 };

export function valueGroups(values: FrameColumn): ValueGroups {
  if (!(values instanceof Float64Array)) {
    const { levels, ...groups } = textGroups(values);
    return { ...groups, ordered: false, ranges: false, ...singleValues(levels) };
  }
  const { values: sorted, distinct } = inOrder(values);
  if (distinct <= MAX_VALUES) {
    const { edges, ...groups } = quantileGroups(values, Number.POSITIVE_INFINITY);
    return { ...groups, ordered: true, ranges: false, ...singleValues([...sorted.subarray(0, 1), ...edges]) };
  }
  const { edges, ...groups } = quantileGroups(values, Math.min(RANGES.most, sorted.length / RANGES.rows));
  const within = (value: Sql, chosen: readonly number[]) =>
    join(
      stretches(chosen).map(([first, last]) => {
        const from = first > 0 ? sql`${value} >= ${edges[first - 1]!}` : raw('TRUE');
        return last < edges.length ? sql`(${from} AND ${value} < ${edges[last]!})` : sql`(${from})`;
      }),
      ' OR ',
    );
  return { ...groups, ordered: true, ranges: true, within, example: (group) => edges[group - 1] ?? null };
}

const singleValues = (levels: readonly (number | string)[]): Pick<ValueGroups, 'within' | 'example'> => ({
  within: (value, groups) => sql`${value} IN (${groups.map((group) => sql`${levels[group]!}`)})`,
  example: (group) => levels[group]!,
});

/** Ascending numbers as stretches of neighbours, first and last. */
export function stretches(numbers: readonly number[]): [number, number][] {
  const found: [number, number][] = [];
  for (const number of numbers) {
    const last = found.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else found.push([number, number]);
  }
  return found;
}
