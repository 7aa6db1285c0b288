const SECOND = 1e6;
const DAY = 86_400 * SECOND;

/** Widths in microseconds that a reader of a time line knows. */
const TIME_STEPS = [1, 5, 15, 60, 300, 900, 3600, 6 * 3600]
  .map((seconds) => seconds * SECOND)
  .concat([1, 7, 14, 28, 91, 364, 1820, 3640].map((days) => days * DAY));
/** The share of values at each end that may lie beyond the bins, and by how much of the range they must to be left there. */
const TAIL = 0.005;
const FAR = 0.25;

/**
 * Edges of at most `most` bins of one round width over ascending finite values, far outliers left beyond; undefined without two different
 * values, or where doubles cannot tell the edges apart. Integers of few values get a bin each.
 */
export function evenBins(sorted: ArrayLike<number>, most: number, scale: 'number' | 'time'): number[] | undefined {
  const [low, high] = core(sorted);
  if (!(high > low)) return undefined;
  const width = scale === 'time' ? timeStep((high - low) / (most - 1)) : roundStep((high - low) / (most - 1));
  const whole = scale === 'number' && isWhole(sorted);
  const step = whole ? Math.max(1, width) : width;
  const shift = whole && step === 1 ? 0.5 : 0;
  const first = Math.floor((low + shift) / step);
  const bins = Math.max(1, Math.floor((high + shift) / step) - first + 1);
  if (!(bins <= 2 * most)) return undefined;
  const edges = Array.from({ length: bins + 1 }, (_, i) => (first + i) * step - shift);
  return edges.every((edge, i) => Number.isFinite(edge) && (i === 0 || edge > edges[i - 1]!)) ? edges : undefined;
}

/** How many ascending values lie in each bin, those beyond the ends in the first and the last. */
export function countsInBins(sorted: ArrayLike<number>, edges: readonly number[]): number[] {
  const counts = new Array<number>(edges.length - 1).fill(0);
  let bin = 0;
  for (let i = 0; i < sorted.length; i++) {
    while (bin < counts.length - 1 && sorted[i]! >= edges[bin + 1]!) bin++;
    counts[bin]!++;
  }
  return counts;
}

function core(sorted: ArrayLike<number>): [number, number] {
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN;
  const [least, low, high, largest] = [at(0), at(TAIL), at(1 - TAIL), at(1)];
  const far = FAR * (high - low);
  if (!(high > low)) return [least, largest];
  return [low - least > far ? low : least, largest - high > far ? high : largest];
}

/** 1, 2 or 5 times a power of ten, not below `width`. */
function roundStep(width: number): number {
  const power = 10 ** Math.floor(Math.log10(width));
  return power * ([1, 2, 5].find((factor) => factor * power >= width) ?? 10);
}

const timeStep = (width: number): number =>
  TIME_STEPS.find((step) => step >= width) ?? Math.ceil(width / TIME_STEPS.at(-1)!) * TIME_STEPS.at(-1)!;

function isWhole(sorted: ArrayLike<number>): boolean {
  for (let i = 0; i < sorted.length; i++) if (!Number.isInteger(sorted[i])) return false;
  return true;
}
