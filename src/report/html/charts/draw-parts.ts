import * as Plot from '@observablehq/plot';
import { countText, percentText } from '../../number-text.ts';
import type { Drawing } from '../drawing.ts';
import type { Bar, Parts } from '../picture.ts';
import { fills, label, strokes, svgOf } from './plot.ts';

const ROW = 54;

/** Each whole as one bar of full width, its parts from left to right. */
export function drawParts({ wholes, expected, title }: Parts): Drawing {
  const pieces = wholes.flatMap(({ parts }, i) => placed(parts).map((part) => ({ ...part, i })));
  const names = wholes.map(({ label: text, parts }, i) => ({ i, text: `${label(text)}: ${summary(parts)}` }));
  const svg = svgOf(
    {
      height: wholes.length * ROW + (expected === undefined ? 4 : 22),
      marginLeft: 1,
      marginRight: 1,
      marginTop: 0,
      marginBottom: expected === undefined ? 4 : 22,
      x: { domain: [0, 1], axis: null },
      y: { domain: wholes.map((_, i) => i), axis: null, padding: 0 },
      marks: [
        ...pieces.map((piece) =>
          Plot.barX([piece], {
            ...{ x1: 'start', x2: 'end', y: 'i', insetTop: 20, insetBottom: 8 },
            ...{ fill: fills[piece.series], stroke: strokes[piece.series] },
          }),
        ),
        Plot.text(names, { x: 0, y: 'i', text: 'text', textAnchor: 'start', lineAnchor: 'top', frameAnchor: 'top', dy: -23 }),
        ...(expected === undefined ? [] : expectedMark(expected, wholes.length)),
      ],
    },
    title,
  );
  const [first] = wholes;
  return {
    ...{ title, svg },
    key: first?.parts.map(({ label: text, series }) => ({ label: text, series })) ?? [],
    head: ['', ...(first?.parts.map(({ label: text }) => text) ?? [])],
    rows: [
      ...wholes.map(({ label: text, parts }) => [text, ...parts.map(({ value }) => countText(value))]),
      ...(expected === undefined ? [] : [['expected by chance', percentText(expected)]]),
    ],
  };
}

const placed = (parts: readonly Bar[]) => {
  const whole = parts.reduce((sum, { value }) => sum + value, 0);
  let end = 0;
  return parts.map(({ value, series }) => {
    const start = end;
    end += value / whole;
    return { start, end, series };
  });
};

function summary(parts: readonly Bar[]): string {
  const whole = parts.reduce((sum, { value }) => sum + value, 0);
  const first = parts.find(({ series }) => series === 'heldOut') ?? parts[0];
  return first ? `${percentText(first.value / whole)} ${label(first.label)}` : '';
}

function expectedMark(expected: number, wholes: number) {
  const anchor = expected < 0.3 ? 'start' : expected > 0.7 ? 'end' : 'middle';
  return [
    Plot.tickX(
      Array.from({ length: wholes }, (_, i) => i),
      { x: () => expected, y: (i) => i, insetTop: 17, insetBottom: 2, strokeWidth: 2 },
    ),
    Plot.text([{ x: expected, text: `expected by chance: ${percentText(expected)}` }], {
      ...{ x: 'x', text: 'text', frameAnchor: 'bottom', lineAnchor: 'top', textAnchor: anchor, dy: 8 },
    } as Plot.TextOptions),
  ];
}
