import { aucOfGroups, macroOneVsRest } from '../../stats/auc.ts';
import { purity } from '../../stats/purity.ts';
import { total } from '../../stats/total.ts';

/** Groups of a column that hold one class nearly alone. */
export interface PureGroups {
  readonly groups: readonly number[];
  /** Index of the class. */
  readonly label: number;
  readonly rows: number;
  /** All rows counted. */
  readonly of: number;
  /** Share of the class in these groups, and among all rows counted. */
  readonly purity: number;
  readonly baseRate: number;
  /** Of the least certain group, corrected for the number of groups. */
  readonly z: number;
}

/** Impurity allowed: this much, and this share of what all rows have. */
const IMPURE = { most: 0.02, ofBase: 0.1 };
const LEAST_ROWS = 20;

/** How sure one must be of each group, and the rows it must have. */
export interface PureLimits {
  readonly requiredZ: number;
  readonly support?: number;
  /** What the gates may be missed by: 0, or more where a sample only chooses where to look. */
  readonly slack?: number;
}

/** For each class the groups that are pure in it; `classes[c][g]` counts class c in group g. */
export function pureGroups(classes: readonly ArrayLike<number>[], limits: PureLimits): PureGroups[] {
  const { requiredZ, support = LEAST_ROWS, slack = 0 } = limits;
  const count = classes[0]?.length ?? 0;
  const sizes = Float64Array.from({ length: count }, (_, group) => classes.reduce((sum, counts) => sum + counts[group]!, 0));
  const rows = total(sizes);
  const filled = sizes.filter((size) => size > 0).length;
  return classes.flatMap((counts, label) => {
    const baseRate = total(counts) / rows;
    const found = [...sizes.keys()].flatMap((group) => {
      const [size, inClass] = [sizes[group]!, counts[group]!];
      if (size < support || size === rows || 1 - inClass / size > allowed(baseRate) + slack) return [];
      const { z } = purity(inClass, size, baseRate, filled * classes.length);
      return z >= requiredZ ? [{ group, z, size, inClass }] : [];
    });
    if (!found.length) return [];
    const inside = found.reduce((sum, { size }) => sum + size, 0);
    const pure = found.reduce((sum, { inClass }) => sum + inClass, 0) / inside;
    const z = Math.min(...found.map((one) => one.z));
    return [{ groups: found.map(({ group }) => group), label, rows: inside, of: rows, purity: pure, baseRate, z }];
  });
}

/** The share of other classes that a pure group may hold. */
export const allowed = (baseRate: number): number => Math.min(IMPURE.most, IMPURE.ofBase * (1 - baseRate));

/** The macro one-vs-rest AUC of the groups' own class shares: the most a column could tell. NaN where one class is left. */
export function bestAuc(classes: readonly Float64Array[]): number {
  const present = classes.filter((counts) => total(counts) > 0);
  if (present.length < 2) return Number.NaN;
  return macroOneVsRest(present, ({ positives, negatives }) => {
    const shares = Float64Array.from(positives, (n, group) => n / Math.max(1, n + negatives[group]!));
    return aucOfGroups(shares, { positives, negatives });
  });
}
