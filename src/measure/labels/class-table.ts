import { total } from '../../stats/total.ts';
import type { Groups } from '../columns/groups.ts';
import { MAX_CLASSES } from '../strength/strength.ts';
import type { ClassLabels } from './labels.ts';

/** Rows of each class per group, of those that have both; classes beyond the commonest share the last. */
export function classTable({ codes, count }: Groups, labels: ClassLabels): Float64Array[] {
  const counted = Math.min(labels.classes.length, MAX_CLASSES);
  const table = Array.from({ length: counted + Number(labels.classes.length > counted) }, () => new Float64Array(count));
  for (let row = 0; row < codes.length; row++) {
    const label = labels.codes[row]!;
    if (codes[row]! >= 0 && label >= 0) table[label < counted ? label : counted]![codes[row]!]!++;
  }
  return table;
}

/** The same with groups of fewer rows put together in one, the last. */
export function pooled(classes: readonly Float64Array[], least: number): Float64Array[] {
  const kept = [...classes[0]!.keys()].filter((group) => classes.reduce((sum, counts) => sum + counts[group]!, 0) >= least);
  return classes.map((counts) => {
    const own = kept.map((group) => counts[group]!);
    return Float64Array.of(...own, total(counts) - total(own));
  });
}
