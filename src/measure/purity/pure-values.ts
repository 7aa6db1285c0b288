import type { FrameColumn } from '../../engine/frame.ts';
import { stretches, type ValueGroups, valueGroups } from '../columns/value-groups.ts';
import { classTable, pooled } from '../labels/class-table.ts';
import type { ClassLabels } from '../labels/labels.ts';
import { bestAuc, type PureGroups, type PureLimits, pureGroups } from './pure-groups.ts';

/** Values of a column, or ranges of them, that hold one class nearly alone. */
export interface PureValues extends PureGroups {
  readonly cut: ValueGroups;
  /** The groups of the commonest value, or of the longest stretch of neighbours, and their rows. */
  readonly commonest: readonly number[];
  readonly commonestRows: number;
  /** The most that the column can tell, and that it tells of the other rows: macro one-vs-rest AUC, NaN where these are of one class. */
  readonly auc: number;
  readonly restAuc: number;
}

const LEAST_ROWS = 20;

/** The pure values of a frame's column, one set a class. A pure value that only ends a gradual rise is none. */
export function pureValues(values: FrameColumn, labels: ClassLabels, limits: PureLimits): PureValues[] {
  const cut = valueGroups(values);
  const classes = classTable(cut, labels);
  const sizes = Float64Array.from(classes[0]!, (_, group) => classes.reduce((sum, counts) => sum + counts[group]!, 0));
  return pureGroups(classes, limits)
    .filter((pure) => !cut.ordered || standsOut(pure, classes[pure.label]!, sizes))
    .map((pure) => {
      const rest = classes.map((counts) => counts.filter((_, group) => !pure.groups.includes(group)));
      return {
        ...pure,
        cut,
        ...commonestOf(pure.groups, cut.ordered, sizes),
        auc: bestAuc(pooled(classes, LEAST_ROWS)),
        restAuc: bestAuc(pooled(rest, LEAST_ROWS)),
      };
    });
}

/**
 * Whether the class falls off at once on either side of the pure groups: to no more than halfway between all and the base rate, in the
 * next group or, where that holds the edge, in the one after it.
 */
function standsOut({ groups, baseRate }: PureGroups, inClass: Float64Array, sizes: Float64Array): boolean {
  const isLow = (group: number) => !(sizes[group]! > 0) || inClass[group]! / sizes[group]! <= (1 + baseRate) / 2;
  return stretches(groups).every(
    ([first, last]) => (isLow(first - 1) || isLow(first - 2)) && (isLow(last + 1) || isLow(last + 2)),
  );
}

function commonestOf(groups: readonly number[], ordered: boolean, sizes: Float64Array) {
  const parts = ordered
    ? stretches(groups).map(([first, last]) => groups.filter((group) => group >= first && group <= last))
    : groups.map((group) => [group]);
  const rows = parts.map((part) => part.reduce((sum, group) => sum + sizes[group]!, 0));
  const commonestRows = Math.max(...rows);
  return { commonest: parts[rows.indexOf(commonestRows)]!, commonestRows };
}
