/** How y goes with x within the levels of a category, over all of them: the slope and its standard error. */
export interface SlopeWithin {
  readonly slope: number;
  readonly error: number;
}

const LEAST_FREEDOM = 10;

/** By least squares with a mean of each level's own; undefined where too few rows share a level, or x does not vary within any. */
export function slopeWithinLevels(levels: Int32Array, count: number, x: Float64Array, y: Float64Array): SlopeWithin | undefined {
  const rows = new Uint32Array(count);
  const meanX = new Float64Array(count);
  const meanY = new Float64Array(count);
  let [xx, xy, yy, freedom] = [0, 0, 0, -1];
  for (let row = 0; row < levels.length; row++) {
    const level = levels[row]!;
    const a = x[row]!;
    const b = y[row]!;
    if (level < 0 || !Number.isFinite(a) || !Number.isFinite(b)) continue;
    const n = ++rows[level]!;
    const dx = a - meanX[level]!;
    const dy = b - meanY[level]!;
    meanX[level]! += dx / n;
    meanY[level]! += dy / n;
    xx += dx * (a - meanX[level]!);
    xy += dx * (b - meanY[level]!);
    yy += dy * (b - meanY[level]!);
    if (n > 1) freedom++;
  }
  if (freedom < LEAST_FREEDOM || !(xx > 0)) return undefined;
  const slope = xy / xx;
  return { slope, error: Math.sqrt(Math.max(0, yy - slope * xy) / freedom / xx) };
}
