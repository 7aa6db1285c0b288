import { proportionDifference } from '../../stats/proportion-difference.ts';
import type { NearRows } from './near-rows.ts';
import { normalForm } from './normal-form.ts';
import type { KeyColumn } from './row-keys.ts';

/** A reduced key on which more held-out rows seem to agree with a fit row than fit rows do with one another. */
export interface NearHypothesis {
  /** The column left out, if any. */
  readonly leftOut?: KeyColumn;
  /** Whether the way of writing and noise are left out too. */
  readonly written: boolean;
  readonly reduced: readonly KeyColumn[];
}

/** Scores in the samples from which a hypothesis is worth a proof. */
const WORTH = 2.5;
const FEWEST_DIGITS = 3;
const MOST_DIGITS = 6;

/** Worth proving, the best first: of those that explain nearly the most rows, the one that leaves out least. */
export function nearHypotheses({ heldOut, fit }: NearRows, columns: readonly KeyColumn[]): NearHypothesis[] {
  const normal = columns.map((one) => ({ ...one, form: normalForm(one, digitsAbove(heldOut.like.noise)) }));
  const each = (counts: 'butOne' | 'writtenButOne', list: readonly KeyColumn[]) =>
    columns.map((leftOut, i) => ({
      make: () => ({ leftOut, written: list === normal, reduced: list.filter((_, column) => column !== i) }),
      seen: heldOut.like[counts][i]!,
      natural: fit.like[counts][i]!,
    }));
  const tried: { make: () => NearHypothesis; seen: number; natural: number }[] = [
    { make: () => ({ written: true, reduced: normal }), seen: heldOut.like.written, natural: fit.like.written },
    ...each('butOne', columns),
    ...each('writtenButOne', normal),
  ];
  const worth = tried.flatMap(({ make, seen, natural }) => {
    if (!seen) return [];
    const { difference, z } = proportionDifference(natural, fit.rows, seen, heldOut.rows);
    const hypothesis = z > WORTH ? make() : undefined;
    return hypothesis?.reduced.length ? [{ hypothesis, difference }] : [];
  });
  const most = Math.max(0, ...worth.map(({ difference }) => difference));
  const isBest = ({ difference }: { readonly difference: number }) => Number(difference > 0.9 * most);
  return worth.sort((a, b) => isBest(b) - isBest(a)).map(({ hypothesis }) => hypothesis);
}

/** Digits that nearly all of the noise leaves alone. */
function digitsAbove(noise: readonly number[]): number {
  const present = noise.filter((one) => one > 0).sort((a, b) => a - b);
  const most = present[Math.floor(0.9 * (present.length - 1))];
  if (most === undefined) return MOST_DIGITS;
  return Math.min(MOST_DIGITS, Math.max(FEWEST_DIGITS, Math.floor(-Math.log10(most)) - 2));
}
