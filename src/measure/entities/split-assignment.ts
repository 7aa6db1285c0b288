import type { Column } from '../../engine/column.ts';
import type { Frame } from '../../engine/frame.ts';
import { totalVariation } from '../../stats/divergence.ts';
import { type Interleaving, interleaving } from '../../stats/interleaving.ts';
import { levelCounts, levelsIn } from '../columns/level-counts.ts';
import { sortedValues } from '../columns/sorted-values.ts';
import type { TimeOrder } from '../time/time-order.ts';

/**
 * How held-out rows seem to have been chosen along a line of time: `later` or `earlier` than the fit rows as a whole, in `blocks`,
 * `alternating` (every n-th row), at `random`, or `mixed`, in part one after the other.
 */
export type Placement = 'later' | 'earlier' | 'blocks' | 'alternating' | 'random' | 'mixed' | 'unknown';

/** After "rows look chosen". */
export const placementText: Readonly<Record<Placement, string>> = {
  later: 'after all fit rows',
  earlier: 'before all fit rows',
  blocks: 'in blocks of time',
  alternating: 'in turns',
  random: 'at random',
  mixed: 'only partly by time',
  unknown: 'in no order that shows',
};

export interface AssignmentByTime extends Interleaving {
  readonly placement: Placement;
}

/** Scores beyond which a placement is no accident of drawing at random. */
const STRAYS = 4;
/** Share of held-out rows that may lie otherwise than all the rest. */
const TOLERATED = 0.001;
/** Fewer rows on a side tell nothing about drawing. */
const MIN_ROWS = 20;
/** AUC, or total variation of levels, from which a column separates the sides. */
const SEPARATES = 0.995;
const MAX_LEVELS = 100;
const ROWS_A_REMAINDER = 5;
const MODULI = [...Array.from({ length: 19 }, (_, i) => i + 2), 25, 50, 100];

export function assignmentByTime(order: TimeOrder): AssignmentByTime {
  const mix = interleaving(order.fitTimes, order.heldOutTimes);
  return { ...mix, placement: placementOf(order, mix) };
}

function placementOf({ fitTimes, heldOutTimes, heldOutRows, early, before }: TimeOrder, mix: Interleaving): Placement {
  if (!heldOutTimes.length || !(fitTimes[0]! < fitTimes.at(-1)!)) return 'unknown';
  if (early <= TOLERATED * heldOutRows) return 'later';
  if (before >= (1 - TOLERATED) * heldOutRows) return 'earlier';
  if (heldOutTimes.length < MIN_ROWS || fitTimes.length < MIN_ROWS) return 'unknown';
  if (mix.runsZ > STRAYS) return 'alternating';
  if (Math.abs(mix.aucZ) > STRAYS) return 'mixed';
  return mix.runsZ < -STRAYS ? 'blocks' : 'random';
}

/** The column whose values tell the sides apart, as where the rows were sorted by it and cut; undefined when none does. */
export function sortedBy(fit: Frame, heldOut: Frame, columns: readonly Column[]): Column | undefined {
  if (fit.rows < MIN_ROWS || heldOut.rows < MIN_ROWS) return undefined;
  return columns.find((column) => separation(fit, heldOut, column) >= SEPARATES);
}

function separation(fit: Frame, heldOut: Frame, column: Column): number {
  const [a, b] = [fit.numbers(column.name), heldOut.numbers(column.name)];
  if (a && b) {
    const { auc } = interleaving(sortedValues(a), sortedValues(b));
    return Number.isNaN(auc) ? 0 : Math.max(auc, 1 - auc);
  }
  const [first, second] = [levelsIn(fit, column), levelsIn(heldOut, column)];
  if (!first || !second) return 0;
  const [p, q] = [levelCounts(first), levelCounts(second)];
  const levels = [...new Set([...p.keys(), ...q.keys()])];
  if (levels.length > MAX_LEVELS || !p.size || !q.size) return 0;
  const counts = [p, q].map((side) => levels.map((level) => side.get(level) ?? 0)) as [number[], number[]];
  return totalVariation(...counts).value;
}

/** The number by which whole-numbered ids were divided to choose a side by the remainder; undefined when they were not. */
export function moduloOf(fit: Frame, heldOut: Frame, id: Column): number | undefined {
  const sides = [fit, heldOut].map((frame) => frame.numbers(id.name)?.filter(Number.isSafeInteger));
  if (sides.some((values) => !values || values.length < MIN_ROWS)) return undefined;
  return MODULI.find((modulus) => {
    if (sides.some((values) => values!.length < ROWS_A_REMAINDER * modulus)) return false;
    const [first, second] = sides.map((values) => new Set(Array.from(values!, (value) => Math.abs(value % modulus))));
    return [...second!].every((remainder) => !first!.has(remainder));
  });
}
