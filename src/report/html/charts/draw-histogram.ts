import * as Plot from '@observablehq/plot';
import { countText, durationText, numberText, percentText } from '../../number-text.ts';
import type { ReportFigure } from '../../schema.ts';
import type { Drawing } from '../drawing.ts';
import { fills, label, strokes, svgOf } from './plot.ts';
import { seriesName, sharesOf } from './series-name.ts';

type Histogram = Extract<ReportFigure, { kind: 'histogram' }>;

const sides = ['fit', 'heldOut'] as const;
const HIDDEN = 'Values are hidden; --show-values shows them.';

/** Two histograms, one above the other, in the same bins; of times, with what they share shaded. */
export function drawHistogram(figure: Histogram): Drawing {
  const { column, scale, series, edges, binMicros, coverage } = figure;
  const bins = Math.min(series[0].counts.length, series[1].counts.length);
  const at = edges?.length === bins + 1 ? edges.map((edge) => place(edge, scale)) : undefined;
  const position = (i: number) => at?.[i] ?? i;
  const bars = series.flatMap((one, side) =>
    sharesOf(one)
      .slice(0, bins)
      .map((share, i) => ({ side, share, from: position(i), to: position(i + 1) })),
  );
  const names = series.map((one, side) => ({ side, text: label(seriesName(one)) }));
  const shared = scale === 'time' ? overlap(figure) : undefined;
  const title = scale === 'time' ? `When the rows are, by ${label(column)}` : `${label(column)}: share of the rows by its value`;
  const svg = svgOf(
    {
      ...{ height: 250, marginLeft: 44, marginRight: 8, marginTop: 18, marginBottom: at ? (scale === 'time' ? 40 : 28) : 20 },
      fy: { domain: [0, 1], axis: null, padding: 0.24 },
      x: { domain: [position(0), position(bins)], type: at && scale === 'time' ? 'utc' : 'linear', axis: null, label: null },
      y: { label: null, ticks: 3, tickFormat: percentText as never, grid: true, nice: true },
      marks: [
        ...(shared ? [Plot.rectX([shared], { x1: position(shared[0]), x2: position(shared[1]), fill: 'var(--shade)' })] : []),
        ...sides.map((side, i) =>
          Plot.rectY(
            bars.filter((bar) => bar.side === i),
            {
              x1: 'from',
              x2: 'to',
              y: 'share',
              fy: 'side',
              fill: fills[side],
              stroke: strokes[side],
              insetLeft: 0.5,
              insetRight: 0.5,
            },
          ),
        ),
        Plot.ruleY([0]),
        Plot.text(names, { fy: 'side', text: 'text', frameAnchor: 'top-left', lineAnchor: 'bottom', fontWeight: 600, dy: -3 }),
        ...axis(at, scale),
      ],
    },
    title,
  );
  return {
    ...{ title, svg, key: [] },
    head: ['bin', ...series.map(seriesName)],
    rows: Array.from({ length: bins }, (_, i) => [
      at ? `${edgeText(edges![i]!, scale)} to ${edgeText(edges![i + 1]!, scale)}` : `${i + 1}`,
      ...series.map(({ counts }) => countText(counts[i] ?? 0)),
    ]),
    note: [
      ...(shared ? ['Shaded: where both have rows.'] : []),
      ...(binMicros === undefined ? [] : [`One bar is ${durationText(binMicros)}.`]),
      ...(coverage === 'sampled' ? ['From a sample.'] : []),
      ...(at ? [] : [HIDDEN]),
    ].join(' '),
  };
}

const place = (edge: number, scale: Histogram['scale']): number => (scale === 'time' ? edge / 1000 : edge);

/** A stored report may hold any number. */
function edgeText(edge: number, scale: Histogram['scale']): string {
  const date = new Date(edge / 1000);
  if (scale === 'number' || Number.isNaN(date.getTime())) return numberText(edge);
  return date
    .toISOString()
    .replace('T', ' ')
    .replace(/(:00)?\.000Z$/, '')
    .replace(/ 00:00$/, '');
}

/** The bins from the first to the last in which either could meet the other. */
function overlap({ series }: Histogram): readonly [number, number] | undefined {
  const ends = series.map(({ counts }) => [counts.findIndex((n) => n > 0), counts.findLastIndex((n) => n > 0) + 1] as const);
  const [from, to] = [Math.max(...ends.map(([first]) => first)), Math.min(...ends.map(([, last]) => last))];
  return from >= 0 && to > from ? [from, to] : undefined;
}

function axis(at: readonly number[] | undefined, scale: Histogram['scale']) {
  if (at)
    return [
      Plot.axisX({ anchor: 'bottom', ticks: 5, label: null, ...(scale === 'number' && { tickFormat: numberText as never }) }),
    ];
  const [low, high] = scale === 'time' ? ['earliest', 'latest'] : ['lowest', 'highest'];
  const text = (words: string, frameAnchor: 'bottom-left' | 'bottom-right') =>
    Plot.text([words], { frameAnchor, facetAnchor: 'bottom', dy: 16, text: () => words } as Plot.TextOptions);
  return [text(low, 'bottom-left'), text(high, 'bottom-right')];
}
