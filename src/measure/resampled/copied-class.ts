import { proportionDifference } from '../../stats/proportion-difference.ts';
import { LEAST_CLASS_ROWS, mayBeGrownTo } from './class-rows.ts';
import type { ClassCopies } from './copies-by-class.ts';
import type { Repeats } from './repeats-in-class.ts';

export interface CopiedClass {
  readonly own: ClassCopies;
  readonly other: ClassCopies;
  readonly z: number;
  /** No innocent reading: nothing repeats in the other class, much in this one, which is as large as the largest. */
  readonly certain: boolean;
}

/** Share of a class that is copied from which over-sampling is worth the name: rows of a plan with few settings repeat as well. */
const LEAST_SHARE = 0.2;
const CERTAIN = { other: 0.01, sizes: 0.05 };
/** Dispersion up to which rows are copied about alike often, and the different rows that it takes to tell. */
const ALIKE = { dispersion: 1.5, distinct: 30 };

export const copyRate = ({ copied, heldOutRows }: ClassCopies): number => copied / Math.max(1, heldOutRows);
const rowsOf = ({ fitRows, heldOutRows }: ClassCopies): number => fitRows + heldOutRows;

/** Rows but for one column like another, for each that repeats or of the different ones, from which values lie on so coarse a grid that rows meet by nature. */
const NEAR = 0.25;

/** A class no larger than another that is copied far more often, each row about alike often, while few rows are nearly alike. */
export function copiedClass(
  copies: readonly ClassCopies[],
  { minRows, copyRatio, sigmas }: { readonly minRows: number; readonly copyRatio: number; readonly sigmas: number },
  repeatsOf: (own: ClassCopies) => Repeats,
): CopiedClass | undefined {
  const known = copies.filter(({ heldOutRows, fitRows }) => heldOutRows >= LEAST_CLASS_ROWS && fitRows >= LEAST_CLASS_ROWS);
  const sorted = [...known].sort((a, b) => copyRate(b) - copyRate(a));
  const largest = Math.max(0, ...known.map(rowsOf));
  for (const own of sorted) {
    const other = sorted.filter((one) => one !== own && mayBeGrownTo(rowsOf(one), rowsOf(own))).at(-1);
    if (
      !other ||
      own.copied < minRows ||
      copyRate(own) < LEAST_SHARE ||
      copyRate(own) <= copyRatio * copyRate(other) ||
      own.distinct < ALIKE.distinct ||
      !(own.dispersion < ALIKE.dispersion)
    )
      continue;
    const { z } = proportionDifference(other.copied, other.heldOutRows, own.copied, own.heldOutRows);
    if (z < sigmas) continue;
    const { equal, different, near } = repeatsOf(own);
    if (near > NEAR * Math.min(equal, different)) continue;
    const balanced = Math.abs(rowsOf(own) - largest) <= CERTAIN.sizes * largest;
    return { own, other, z, certain: balanced && copyRate(other) < CERTAIN.other };
  }
  return undefined;
}
