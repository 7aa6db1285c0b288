import { aucZ } from './auc-error.ts';
import { Random } from './random.ts';
import { countRuns, runsZ } from './runs-test.ts';

/** How two samples mix along a line. */
export interface Interleaving {
  /** P(second > first) + ½·P(equal): 0.5 where neither lies ahead. */
  readonly auc: number;
  /** Of the AUC against 0.5. */
  readonly aucZ: number;
  /** Of the number of runs along the line: < 0 in blocks, > 0 in alternation. */
  readonly runsZ: number;
}

const SEED = 1;

/** Of ascending values. Among equal values the order is drawn, since it says nothing. NaN where there is nothing to tell. */
export function interleaving(first: ArrayLike<number>, second: ArrayLike<number>): Interleaving {
  const random = new Random(SEED);
  const labels = new Uint8Array(first.length + second.length);
  let concordant = 0;
  let i = 0;
  let j = 0;
  while (i < first.length || j < second.length) {
    const value = Math.min(first[i] ?? Infinity, second[j] ?? Infinity);
    const [fromFirst, fromSecond] = [runLength(first, i, value), runLength(second, j, value)];
    concordant += fromSecond * (i + fromFirst / 2);
    const ties = labels.subarray(i + j, i + j + fromFirst + fromSecond);
    ties.fill(1, fromFirst);
    if (fromFirst && fromSecond) random.shuffle(ties);
    i += fromFirst;
    j += fromSecond;
  }
  const auc = concordant / (first.length * second.length);
  return {
    auc,
    aucZ: aucZ(auc, first.length, second.length),
    runsZ: runsZ(countRuns(labels), first.length, second.length),
  };
}

function runLength(values: ArrayLike<number>, from: number, value: number): number {
  let to = from;
  while (to < values.length && values[to] === value) to++;
  return to - from;
}
