import type { Figure } from '../check/figure.ts';

/** The figure without what stands in cells or tells of their size. */
export function withoutValues(figure: Figure): Figure {
  if (figure.kind === 'roc') return figure;
  const series = figure.series.map(({ value: _, ...counted }) => counted) as unknown as typeof figure.series;
  if (figure.kind === 'histogram') {
    const { edges: _, ...rest } = figure;
    return { ...rest, series };
  }
  const { levels: _, ...rest } = figure;
  return { ...rest, series };
}
