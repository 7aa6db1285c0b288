import type { FrameColumn } from '../engine/frame.ts';
import { classTable, pooled } from './class-table.ts';
import type { ClassLabels } from './labels.ts';
import { bestAuc, type PureGroups, type PureLimits, pureGroups } from './pure-groups.ts';
import { stretches, type ValueGroups, valueGroups } from './value-groups.ts';

/** Values of a column, or ranges of them, that hold one class nearly alone. */
export interface PureValues extends PureGroups {
  readonly cut: ValueGroups;
  /** Rows with a target per group. */
  readonly counts: Float64Array;
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
        counts: sizes,
        auc: bestAuc(pooled(classes, LEAST_ROWS)),
        restAuc: bestAuc(pooled(rest, LEAST_ROWS)),
      };
    });
}

/** Whether the class is no commoner than halfway between the base rate and all in every group beside the pure ones. */
function standsOut({ groups, baseRate }: PureGroups, inClass: Float64Array, sizes: Float64Array): boolean {
  return stretches(groups).every(([first, last]) =>
    [first - 1, last + 1].every((group) => !(sizes[group]! > 0) || inClass[group]! / sizes[group]! <= (1 + baseRate) / 2),
  );
}
