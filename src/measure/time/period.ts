import type { FrameColumn } from '../../engine/frame.ts';
import type { Series } from './series.ts';

const LONGEST = 400;
/** Times a period must have been seen over. */
const LEAST_PERIODS = 3;

/** After how many rows of its series a column repeats itself without exception; undefined where it never does, or never changes. */
export function periodOf({ starts }: Series, values: FrameColumn): number | undefined {
  const lengths = starts.slice(1).map((end, s) => end - starts[s]!);
  const longest = Math.min(LONGEST, Math.floor(lengths.reduce((most, one) => Math.max(most, one), 0) / LEAST_PERIODS));
  const first = starts.map((start, s) => ({ start, end: starts[s + 1] ?? start }));
  const repeats = (period: number) =>
    first.every(({ start, end }) => {
      for (let row = start + period; row < end; row++) if (!Object.is(values[row], values[row - period])) return false;
      return true;
    });
  for (let period = 1; period <= longest; period++) if (repeats(period)) return period > 1 ? period : undefined;
  return undefined;
}
