import type { ReportSeries } from '../../schema.ts';

/** `positive class`, and with the value it stands for where values may be shown. */
export const seriesName = ({ name, value }: ReportSeries): string =>
  value === undefined ? name : `${name} (${value === null ? 'missing' : value})`;

/** Counts as shares of all of the series. */
export function sharesOf({ counts }: ReportSeries): number[] {
  const all = counts.reduce((sum, n) => sum + n, 0);
  return counts.map((n) => (all === 0 ? 0 : n / all));
}
