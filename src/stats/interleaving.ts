import { aucZ } from './auc-error.ts';
import { countRuns, runsZ } from './runs-test.ts';

/** How two samples mix along a line. */
export interface Interleaving {
  /** P(second > first) + ½·P(equal): 0.5 where neither lies ahead. */
  readonly auc: number;
  /** Of the AUC against 0.5. */
  readonly aucZ: number;
  /** Of the number of runs along the values that one side alone has: < 0 in blocks, > 0 in alternation. */
  readonly runsZ: number;
}

/** Fewer values on a side make no runs to speak of. */
const MIN_VALUES = 10;

/** Of ascending values. NaN where there is nothing to tell. */
export function interleaving(first: ArrayLike<number>, second: ArrayLike<number>): Interleaving {
  const sides: number[] = [];
  let alone = 0;
  let concordant = 0;
  let i = 0;
  let j = 0;
  while (i < first.length || j < second.length) {
    const value = Math.min(first[i] ?? Infinity, second[j] ?? Infinity);
    const fromFirst = runLength(first, i, value);
    const fromSecond = runLength(second, j, value);
    concordant += fromSecond * (i + fromFirst / 2);
    if (!fromFirst !== !fromSecond) {
      sides.push(fromFirst ? 0 : 1);
      if (fromSecond) alone++;
    }
    i += fromFirst;
    j += fromSecond;
  }
  const auc = concordant / (first.length * second.length);
  return {
    auc,
    aucZ: aucZ(auc, first.length, second.length),
    runsZ: Math.min(alone, sides.length - alone) < MIN_VALUES ? Number.NaN : runsZ(countRuns(sides), sides.length - alone, alone),
  };
}

function runLength(values: ArrayLike<number>, from: number, value: number): number {
  let to = from;
  while (to < values.length && values[to] === value) to++;
  return to - from;
}
