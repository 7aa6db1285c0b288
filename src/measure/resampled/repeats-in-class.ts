import type { Frame } from '../../engine/frame.ts';
import { Random } from '../../stats/random.ts';
import { pairedLevels } from '../category-codes/paired-levels.ts';
import type { ClassRows } from './class-rows.ts';

/** How rows of one class repeat in the frames of both tables. */
export interface Repeats {
  readonly different: number;
  /** Rows less different rows. */
  readonly equal: number;
  /** Different rows that are another one but for a single column, summed over the columns. */
  readonly near: number;
}

/** Sums of so few bits are exact, so that leaving a column out is a subtraction. */
const MOST_KEY = 2 ** 44;

/**
 * Where values lie on a grid, about as many rows differ from another in one column as equal one. An over-sampler makes equal rows only.
 */
export function repeatsInClass(
  fit: Frame,
  heldOut: Frame,
  names: readonly string[],
  rows: Pick<ClassRows, 'fit' | 'heldOut'>,
): Repeats {
  const random = new Random(1);
  const hashed = names.flatMap((name) => {
    const levels = pairedLevels(fit, heldOut, name);
    if (!levels) return [];
    const hashes = Array.from({ length: levels.count + 1 }, () => Math.floor(MOST_KEY * random.uniform()));
    return [
      [...rows.fit.map((row) => hashes[levels.fit[row]! + 1]!), ...rows.heldOut.map((row) => hashes[levels.heldOut[row]! + 1]!)],
    ];
  });
  const wholes = Array.from({ length: rows.fit.length + rows.heldOut.length }, (_, row) =>
    hashed.reduce((sum, column) => sum + column[row]!, 0),
  );
  const seen = new Set<number>();
  const different = [...wholes.keys()].filter((row) => seen.size < seen.add(wholes[row]!).size);
  const near = hashed.reduce(
    (sum, column) => sum + different.length - new Set(different.map((row) => wholes[row]! - column[row]!)).size,
    0,
  );
  return { different: different.length, equal: wholes.length - different.length, near };
}
