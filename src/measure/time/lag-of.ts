import type { Series } from './series.ts';

/** Values that may be missing elsewhere than in the first rows of a series. */
const ELSEWHERE = 0.01;

/** How many rows a column looks shifted: so many are missing at the beginning of each series, and next to none behind them. */
export function lagOf({ starts }: Series, values: Float64Array): number {
  let lag = Infinity;
  let missing = 0;
  for (let s = 0; s + 1 < starts.length; s++) {
    const [from, to] = [starts[s]!, starts[s + 1]!];
    let first = from;
    while (first < to && !Number.isFinite(values[first]!)) first++;
    // A short series may be missing altogether.
    if (first < to) lag = Math.min(lag, first - from);
    for (let row = first; row < to; row++) if (!Number.isFinite(values[row]!)) missing++;
  }
  return Number.isFinite(lag) && missing <= ELSEWHERE * values.length ? lag : 0;
}
