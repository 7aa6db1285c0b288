import type { Histogram } from '../../check/figure.ts';
import { countsInBins, evenBins } from '../../stats/even-bins.ts';
import { mergeSorted } from '../../stats/sorted.ts';

const MOST_BINS = 30;

/** One side of a histogram: ascending finite values. */
export interface Side {
  readonly name: string;
  readonly sorted: Float64Array;
  readonly value?: string | number;
}

/** Two samples in the same bins; undefined where one is empty or all values are equal. */
export function histogram(
  column: string,
  scale: Histogram['scale'],
  sides: readonly [Side, Side],
  coverage: Histogram['coverage'],
): Histogram | undefined {
  const [a, b] = sides;
  if (!a.sorted.length || !b.sorted.length) return undefined;
  const edges = evenBins(mergeSorted(a.sorted, b.sorted), MOST_BINS, scale);
  if (!edges) return undefined;
  const counted = ({ name, sorted, value }: Side) => ({
    ...{ name, counts: countsInBins(sorted, edges) },
    ...(value !== undefined && { value }),
  });
  return {
    ...{ kind: 'histogram', scale, column, coverage, edges },
    ...(scale === 'time' && { binMicros: edges[1]! - edges[0]! }),
    series: [counted(a), counted(b)],
  };
}
