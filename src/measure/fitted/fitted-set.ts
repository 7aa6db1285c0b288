import type { Column } from '../../engine/column.ts';

/**
 * What a transformation was fitted on: `both` tables together, the `fit` table alone, each table `apart`; `undecided` when both readings
 * hold, `neither` when none does.
 */
export type FittedSet = 'both' | 'fit' | 'apart' | 'undecided' | 'neither';

/** What one method of transforming would have left in a column. */
export interface Fitted {
  readonly column: Column;
  readonly method: string;
  readonly on: FittedSet;
  readonly distances: Distances;
  /** How far the column is from what the method leaves, if fitted on both tables, on the fit table, or on the held-out one. */
  readonly bothResidual: number;
  readonly fitResidual: number;
  readonly heldOutResidual: number | null;
  readonly tolerance: number;
  /** log of the probability that a column that was never transformed comes as near. */
  readonly logChance: number;
  readonly decimals: number | null;
  /** Decimals that would tell the readings apart; null when it isn't for decimals that they cannot be told. */
  readonly decimalsNeeded: number | null;
}

/** Distances in units of the tolerance, per set that the method may have been fitted on. */
export interface Distances {
  readonly both: number;
  readonly fit: number;
  /** Of the held-out table alone; absent where it cannot be judged. */
  readonly heldOut?: number;
}

/**
 * As how many independent rows a set counts when it is asked whether chance made a method fit it. The method may have been fitted on rows
 * that are not all here, train and some that were dropped, say: such a set differs from both tables together by the held-out rows at least,
 * and by their spread alone.
 */
export function effectiveRows(on: FittedSet, rows: number, heldOutRows: number): number {
  return on === 'both' ? rows ** 2 / Math.max(1, heldOutRows) : rows;
}

/** The set whose figures speak for a reading. */
export const believedSet = (on: FittedSet): 'both' | 'fit' | 'heldOut' =>
  on === 'apart' ? 'heldOut' : on === 'fit' ? 'fit' : 'both';

/** A set is believed from a distance of 1 down, and ruled out from `reject` up. */
export function fittedSet({ both, fit, heldOut = Infinity }: Distances, reject: number): FittedSet {
  if (fit <= 1 && heldOut <= 1) return 'apart';
  if (both <= 1 && fit >= reject) return 'both';
  if (fit <= 1 && both >= reject) return 'fit';
  return both <= 1 || fit <= 1 ? 'undecided' : 'neither';
}

const TELLING: readonly FittedSet[] = ['both', 'apart', 'fit', 'undecided'];
/** A method is as specific as another if chance leaves it at most this power of the other's probability. */
const SPECIFIC = 0.75;
/** Tolerances by which distances may differ and are still alike. */
const AS_NEAR = 0.5;

/**
 * The method that says most of a column, if any says something; of those that say the same, the nearest of the most specific. It says nothing
 * certain where a method as specific agrees with the set that it rules out.
 */
export function mostTelling(all: readonly Fitted[]): Fitted | undefined {
  const on = TELLING.find((one) => all.some((fitted) => fitted.on === one));
  const alike = all.filter((fitted) => fitted.on === on);
  const leastChance = Math.min(...alike.map(({ logChance }) => logChance));
  const specific = alike.filter(({ logChance }) => logChance <= SPECIFIC * leastChance);
  const distance = ({ distances }: Fitted) => (on === 'fit' ? distances.fit : distances.both);
  const least = Math.min(...specific.map(distance));
  const best = specific.find((fitted) => distance(fitted) <= least + AS_NEAR);
  const rival = best?.on === 'both' ? 'fit' : best?.on === 'fit' ? 'both' : undefined;
  const isContradicted =
    rival && all.some((other) => other.distances[rival] <= 1 && other.logChance <= SPECIFIC * best!.logChance);
  return best && isContradicted ? { ...best, on: 'undecided' } : best;
}
