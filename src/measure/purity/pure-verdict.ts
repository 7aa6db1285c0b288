import { purity } from '../../stats/purity.ts';
import type { Members, PureCounts } from './count-pure.ts';
import { allowed } from './pure-groups.ts';
import type { PureValues } from './pure-values.ts';

/** Pure values as all rows show them. */
export interface PureVerdict {
  /** Share of the rows with a target that have one of the values, and the commonest of them. */
  readonly share: number;
  readonly aloneShare: number;
  readonly purity: number;
  readonly baseRate: number;
  readonly z: number;
  /** Whether most rows are of the class anyway. */
  readonly common: boolean;
}

/** A class of most rows is often alone by nature: only many rows count, and of a class nearly all rows have, none. */
const COMMON = { class: 0.5, most: 0.75 };

export interface PureGates {
  /** Share of the rows that one value or range, and that several need. */
  readonly alone: number;
  readonly together: number;
  readonly requiredZ: number;
}

/** What the counts of all rows make of pure values; undefined when they do not bear them out, or the rows are too few. */
export function pureVerdict(
  counts: PureCounts,
  { cut }: PureValues,
  classes: number,
  { alone, together, requiredZ }: PureGates,
): PureVerdict | undefined {
  const [share, aloneShare] = [counts.rows / counts.labelled, counts.alone / counts.labelled];
  const baseRate = counts.inClass / counts.present;
  const { z } = purity(counts.pure, counts.rows, baseRate, cut.count * classes);
  const pure = counts.pure / counts.rows;
  const common = baseRate > COMMON.class;
  const reaches = share >= together || (!common && aloneShare >= alone);
  if (!reaches || baseRate > COMMON.most || z < requiredZ || 1 - pure > allowed(baseRate)) return undefined;
  return { share, aloneShare, purity: pure, baseRate, z, common };
}

/** What of the shares a sample must show, and by how many standard errors its base rate may be off. */
const NEAR = 0.75;
const ERRORS = 5;

/** Whether all rows may show what a verdict needs, for all that a sample tells: what cannot need not be counted on them. */
export function mayBePure(
  { rows, commonestRows, baseRate, of }: PureValues,
  sampled: number,
  { alone, together }: Pick<PureGates, 'alone' | 'together'>,
): boolean {
  const least = baseRate - ERRORS * Math.sqrt((baseRate * (1 - baseRate)) / of);
  if (least > COMMON.most) return false;
  return rows >= NEAR * together * sampled || (least <= COMMON.class && commonestRows >= NEAR * alone * sampled);
}

/** Which rows have the values, and the commonest of them. */
export const membersOf = ({ cut, groups, commonest }: PureValues): Members => ({
  numbers: cut.ordered,
  any: (value) => cut.within(value, groups),
  commonest: (value) => cut.within(value, commonest),
});

/** `one value`, `3 ranges`. */
export function valuesText({ groups, cut }: PureValues): string {
  const noun = cut.ranges ? 'range' : 'value';
  return groups.length === 1 ? `one ${noun}` : `${groups.length} ${noun}s`;
}
