import * as Plot from '@observablehq/plot';
import { numberText } from '../../number-text.ts';
import type { Drawing } from '../drawing.ts';
import type { Residuals } from '../picture.ts';
import { fills, label, strokes, svgOf } from './plot.ts';

const ROW = 42;
/** What stands for a residual of nothing, beside the least that is something. */
const NOTHING = 0.1;

/** One line for each hypothesis on a logarithmic axis: the shorter, the better it explains the data. */
export function drawResiduals({ points, tolerance, title }: Residuals): Drawing {
  const known = [...points.map(({ value }) => value), tolerance ?? 0].filter((value) => value > 0);
  const floor = Math.min(...known, 1) * NOTHING;
  const rows = points.map(({ label: text, value, series }, i) => ({
    ...{ i, text: label(text), at: Math.max(value, floor), series, shown: value === 0 ? '0' : numberText(value) },
  }));
  const svg = svgOf(
    {
      height: rows.length * ROW + 52,
      marginLeft: 10,
      marginRight: 72,
      marginTop: 24,
      marginBottom: 28,
      x: { type: 'log', domain: [floor, Math.max(...known, floor * 10)], label: null, ticks: 4, tickFormat: numberText as never },
      y: { type: 'band', domain: rows.map(({ i }) => i), axis: null, padding: 0 },
      marks: [
        ...(tolerance === undefined
          ? []
          : [
              Plot.rectX([tolerance], { x1: floor, x2: tolerance, fill: 'var(--shade)' }),
              Plot.ruleX([tolerance], { strokeDasharray: '4 3' }),
              Plot.text([floor], {
                ...{ x: floor, text: () => 'what rounding leaves', frameAnchor: 'top', lineAnchor: 'bottom' },
                ...{ textAnchor: 'start', dx: -6, dy: -8 },
              } as Plot.TextOptions),
            ]),
        ...rows.flatMap((row) => [
          Plot.ruleY([row], { x1: floor, x2: 'at', y: 'i', dy: 8, stroke: strokes[row.series], strokeWidth: 2 }),
          Plot.dot([row], {
            ...{ x: 'at', y: 'i', dy: 8, r: 7, fill: fills[row.series], stroke: strokes[row.series], strokeWidth: 1.5 },
            symbol: row.series === 'fit' ? 'square' : row.series === 'plain' ? 'triangle' : 'circle',
          }),
        ]),
        Plot.text(rows, { x: floor, y: 'i', text: 'text', textAnchor: 'start', dx: 4, dy: -8 }),
        Plot.text(rows, { x: 'at', y: 'i', text: 'shown', textAnchor: 'start', dx: 12, dy: 8, fontWeight: 600 }),
      ],
    },
    title,
  );
  return {
    ...{ title, svg, key: [], head: ['fitted on', 'residual'] },
    rows: [
      ...points.map(({ label: text, value }) => [text, numberText(value)]),
      ...(tolerance === undefined ? [] : [['what rounding leaves', numberText(tolerance)]]),
    ],
  };
}
