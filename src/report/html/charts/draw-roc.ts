import * as Plot from '@observablehq/plot';
import { numberText, percentText } from '../../number-text.ts';
import type { ReportFigure } from '../../schema.ts';
import type { Drawing } from '../drawing.ts';
import { label, svgOf, WIDTH } from './plot.ts';

type Roc = Extract<ReportFigure, { kind: 'roc' }>;

const SIDE = 190;
const LEFT = 46;

/** The curve in a square, with the area below it that is the AUC. */
export function drawRoc({ column, points, auc, coverage }: Roc): Drawing {
  const title = `ROC curve of ${label(column)}: AUC ${numberText(auc)}`;
  const line = points.map(([x, y]) => ({ x, y }));
  const svg = svgOf(
    {
      ...{ height: SIDE + 50, marginLeft: LEFT, marginRight: WIDTH - LEFT - SIDE, marginTop: 10, marginBottom: 40 },
      x: { domain: [0, 1], label: null, ticks: 2, tickFormat: percentText as never },
      y: { domain: [0, 1], label: null, ticks: 2, tickFormat: percentText as never },
      marks: [
        Plot.frame({ stroke: 'var(--line)' }),
        Plot.areaY(line, { x: 'x', y: 'y', fill: 'url(#hatch)', fillOpacity: 0.45 }),
        Plot.line(line, { x: 'x', y: 'y', stroke: 'var(--held-out-line)', strokeWidth: 2.5 }),
        Plot.line(
          [
            { x: 0, y: 0 },
            { x: 1, y: 1 },
          ],
          { x: 'x', y: 'y', strokeDasharray: '4 3' },
        ),
        Plot.text([{}], { frameAnchor: 'bottom', text: () => 'others above the threshold', dy: 34 }),
        Plot.text([{}], { frameAnchor: 'top-right', textAnchor: 'start', text: () => '↖ the class found', dx: 10 }),
        Plot.text([{}], { frameAnchor: 'top-right', textAnchor: 'start', text: () => '- - - a coin toss', dx: 10, dy: 20 }),
      ],
    },
    title,
  );
  return {
    ...{ title, svg, key: [] },
    head: ['others above the threshold', 'the class found'],
    rows: points.map(([x, y]) => [percentText(x), percentText(y)]),
    note: coverage === 'sampled' ? 'From a sample.' : '',
  };
}
