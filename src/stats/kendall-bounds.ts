import type { Bounds } from './bounds.ts';

/** Rows per cell of a grid over two columns' bins in ascending order, row-major: cell = x · yBins + y. */
export interface Grid {
  readonly counts: ArrayLike<number>;
  readonly xBins: number;
  readonly yBins: number;
  /** 1 for a bin of one value, whose pairs are ties. */
  readonly xSingle: ArrayLike<number>;
  readonly ySingle: ArrayLike<number>;
}

/** What Kendall's τ-b can be when only the counts of a grid are known: pairs that share a bin of several values may fall any way. */
export function kendallBounds(grid: Grid): Bounds {
  const { score, unknown, n, pairsX, pairsY } = countPairs(grid);
  const lower = score - unknown;
  const upper = score + unknown;
  const most = Math.sqrt(pairsX.upper * pairsY.upper);
  const least = Math.sqrt(pairsX.lower * pairsY.lower);
  const bound = (value: number, divisor: number) => (value === 0 ? 0 : Math.max(-1, Math.min(1, value / divisor)));
  if (n < 2 || most === 0) return { lower: Number.NaN, upper: Number.NaN };
  return { lower: bound(lower, lower > 0 ? most : least), upper: bound(upper, upper > 0 ? least : most) };
}

/** `score`: concordant less discordant pairs of those that the grid decides; `pairsX`, `pairsY`: pairs that differ in x, in y. */
function countPairs({ counts, xBins, yBins, xSingle, ySingle }: Grid) {
  const columns = new Float64Array(yBins);
  let score = 0;
  let unknown = 0;
  let n = 0;
  const pairsX = { lower: 0, upper: 0 };
  for (let x = 0; x < xBins; x++) {
    const first = x * yBins;
    let inRow = 0;
    for (let y = 0; y < yBins; y++) inRow += counts[first + y]!;
    let below = 0;
    let sameInRow = 0;
    for (let y = 0; y < yBins; y++) {
      const count = counts[first + y]!;
      const above = n - below - columns[y]!;
      score += count * (below - above);
      if (xSingle[x] !== 1) {
        // Pairs in one row of the grid that the column tells apart, or may.
        unknown += count * sameInRow + (ySingle[y] === 1 ? 0 : (count * (count - 1)) / 2);
      }
      if (ySingle[y] !== 1) unknown += count * columns[y]!;
      sameInRow += count;
      below += columns[y]!;
    }
    addPairs(pairsX, n, inRow, xSingle[x] === 1);
    for (let y = 0; y < yBins; y++) columns[y]! += counts[first + y]!;
    n += inRow;
  }
  const pairsY = { lower: 0, upper: 0 };
  let seen = 0;
  for (let y = 0; y < yBins; y++) {
    addPairs(pairsY, seen, columns[y]!, ySingle[y] === 1);
    seen += columns[y]!;
  }
  return { score, unknown, n, pairsX, pairsY };
}

function addPairs(pairs: { lower: number; upper: number }, before: number, size: number, single: boolean): void {
  pairs.lower += before * size;
  pairs.upper += before * size + (single ? 0 : (size * (size - 1)) / 2);
}
