import type { Table } from '../../engine/table.ts';
import type { Target } from '../../load/workspace.ts';
import { labelledFrame } from '../labels/labelled-frame.ts';
import { exactStrength } from './exact-strength.ts';
import { predictorOf } from './predictor.ts';
import type { RankedStrength } from './ranked-strengths.ts';

export interface Isolated {
  /** Columns that stand alone above all others. */
  readonly isolated: readonly RankedStrength[];
  /** The others, the strongest first, and how many of them lie near those. */
  readonly next: readonly RankedStrength[];
  readonly near: number;
}

/** Share of the columns that may lie between isolated ones and the rest, if these are as good as perfect. */
const MAX_BETWEEN = 0.1;
const PERFECT = 0.995;
/** Columns besides that isolation is measured against, unless the answer is perfect. */
const LEAST_OTHERS = 2;
/** What a sample may show a column too weak by. */
const SAMPLING = 0.03;

/** The most of the `suspects`, strongest first, that stand `isolation` above the other columns and are few beside these. */
export async function isolatedColumns(
  table: Table,
  target: Target,
  ranked: readonly RankedStrength[],
  suspects: readonly RankedStrength[],
  { isolation, easyShare, columns }: { readonly isolation: number; readonly easyShare: number; readonly columns: number },
): Promise<Isolated> {
  const { frame } = await labelledFrame(table, target);
  for (let count = suspects.length; count > 0; count--) {
    const isolated = suspects.slice(0, count);
    const weakest = isolated.at(-1)!.strength.value;
    const rest = ranked.filter((one) => !isolated.includes(one));
    const next = frame.sampled ? await provenNext(table, target, rest, weakest - isolation) : rest;
    const near = next.filter(({ strength }) => strength.value > weakest - isolation).length;
    const few = count <= Math.max(1, easyShare * columns);
    const comparable = rest.length >= LEAST_OTHERS || isolated.every(({ strength }) => strength.value === 1);
    if (few && comparable && near <= (weakest >= PERFECT ? MAX_BETWEEN * columns : 0)) return { isolated, next, near };
  }
  return { isolated: [], next: ranked.slice(1), near: 0 };
}

/** The strongest of the columns that a sample leaves, and all that may come near an error, as all rows have them. */
async function provenNext(
  table: Table,
  target: Target,
  rest: readonly RankedStrength[],
  from: number,
): Promise<RankedStrength[]> {
  const { frame } = await labelledFrame(table, target);
  const proven = await Promise.all(
    rest
      .filter(({ strength }, i) => i === 0 || strength.value > from - SAMPLING)
      .map(async ({ column }) => {
        const strength = await exactStrength(table, predictorOf(frame, column)!, target, [from]);
        return strength ? [{ column, strength }] : [];
      }),
  );
  return proven.flat().sort((a, b) => b.strength.value - a.strength.value);
}
