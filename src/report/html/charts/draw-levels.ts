import * as Plot from '@observablehq/plot';
import { countText, percentText } from '../../number-text.ts';
import type { ReportFigure } from '../../schema.ts';
import type { Drawing } from '../drawing.ts';
import { fills, label, strokes, svgOf } from './plot.ts';
import { seriesName, sharesOf } from './series-name.ts';

type Levels = Extract<ReportFigure, { kind: 'levels' }>;

const sides = ['fit', 'heldOut'] as const;
const ROW = 30;

/** For each level its share of either series. */
export function drawLevels({ column, series, levels, others, coverage }: Levels): Drawing {
  const shares = series.map(sharesOf);
  const count = Math.min(...shares.map(({ length }) => length));
  const names = Array.from({ length: count }, (_, i) =>
    others && i === count - 1 ? 'all others' : levels?.[i] === undefined ? `level ${i + 1}` : String(levels[i] ?? 'missing'),
  );
  const title = `${label(column)}: share of the rows by level`;
  const most = Math.max(...shares.flat(), 0);
  const svg = svgOf(
    {
      ...{ height: count * ROW + 4, marginLeft: 116, marginRight: 56, marginTop: 0, marginBottom: 4 },
      x: { domain: [0, most || 1], axis: null },
      y: { domain: [0, 1], type: 'band', axis: null, padding: 0.05 },
      fy: { domain: names.map((_, i) => i), axis: null, padding: 0.2 },
      marks: [
        ...sides.flatMap((side, i) => {
          const bars = names.map((_, level) => ({ level, i, share: shares[i]![level]!, text: percentText(shares[i]![level]!) }));
          return [
            Plot.barX(bars, { x: 'share', y: 'i', fy: 'level', fill: fills[side], stroke: strokes[side] }),
            Plot.text(bars, { x: 'share', y: 'i', fy: 'level', text: 'text', textAnchor: 'start', dx: 4, fontSize: 10.5 }),
          ];
        }),
        Plot.text(
          names.map((text, level) => ({ level, text: label(text, 18) })),
          { fy: 'level', text: 'text', frameAnchor: 'left', textAnchor: 'end', dx: -6 },
        ),
      ],
    },
    title,
  );
  return {
    ...{ title, svg },
    key: series.map((one, i) => ({ label: seriesName(one), series: sides[i]! })),
    head: ['level', ...series.map(seriesName)],
    rows: names.map((text, i) => [text, ...series.map(({ counts }) => countText(counts[i] ?? 0))]),
    note: [
      ...(coverage === 'sampled' ? ['From a sample.'] : []),
      ...(levels ? [] : ['Levels are hidden; --show-values shows them.']),
    ].join(' '),
  };
}
