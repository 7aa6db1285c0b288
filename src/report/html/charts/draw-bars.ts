import * as Plot from '@observablehq/plot';
import type { Drawing } from '../drawing.ts';
import type { Bars } from '../picture.ts';
import { fills, label, strokes, svgOf } from './plot.ts';
import { valueText } from './value-text.ts';

const ROW = 50;

/** Horizontal bars, each under its name and before its value. */
export function drawBars({ bars, marks, from, to, unit, title }: Bars): Drawing {
  const most = to ?? Math.max(...bars.map(({ value }) => value), ...marks.map(({ value }) => value)) * 1.02;
  const rows = bars.map(({ label: text, value, series }, i) => ({
    i,
    text: label(text),
    value,
    series,
    shown: valueText(value, unit),
  }));
  const svg = svgOf(
    {
      height: rows.length * ROW + (marks.length > 0 ? 24 : 4),
      marginLeft: 1,
      marginRight: 72,
      marginTop: marks.length > 0 ? 20 : 0,
      marginBottom: 4,
      x: { domain: [from, most > from ? most : from + 1], axis: null, clamp: true },
      y: { domain: rows.map(({ i }) => i), axis: null, padding: 0 },
      marks: [
        ...rows.map((row) =>
          Plot.barX([row], {
            ...{ x1: from, x2: 'value', y: 'i', insetTop: 20, insetBottom: 8 },
            ...{ fill: fills[row.series], stroke: strokes[row.series] },
          }),
        ),
        Plot.text(rows, { x: from, y: 'i', text: 'text', textAnchor: 'start', lineAnchor: 'top', frameAnchor: 'top', dy: -21 }),
        Plot.text(rows, { x: 'value', y: 'i', text: 'shown', textAnchor: 'start', dx: 6, dy: 6, fontWeight: 600 }),
        ...marks.map(({ value }) =>
          Plot.tickX(rows, { x: () => value, y: 'i', insetTop: 17, insetBottom: 4, strokeWidth: 2, strokeDasharray: '4 2' }),
        ),
        Plot.text(
          marks.map((mark) => ({ ...mark, label: label(mark.label) })),
          { x: 'value', text: 'label', frameAnchor: 'top', lineAnchor: 'bottom', dy: -6 },
        ),
      ],
    },
    title,
  );
  const numbers = [...bars, ...marks].map((one) => [one.label, valueText(one.value, unit)]);
  return { title, svg, key: [], head: ['', title], rows: numbers };
}
