import { logBinomialUpperTail } from './binomial.ts';
import { zOfLogTail } from './normal.ts';

export interface Purity {
  /** Share of the group's more frequent class. */
  readonly purity: number;
  readonly positive: boolean;
  /** log of the probability of a group at least so pure at the base rate, Bonferroni-corrected over `groups`. */
  readonly logP: number;
  readonly z: number;
}

/** How far a group of rows leans to one class, and whether chance explains it; `baseRate` is the positive share of all rows. */
export function purity(positives: number, rows: number, baseRate: number, groups = 1): Purity {
  const positive = 2 * positives >= rows;
  const major = positive ? positives : rows - positives;
  const logP = Math.min(0, logBinomialUpperTail(major, rows, positive ? baseRate : 1 - baseRate) + Math.log(groups));
  return { purity: major / rows, positive, logP, z: zOfLogTail(logP) };
}
