import { describe, expect, test } from 'vitest';
import type { Figure } from '../../../src/check/figure.ts';
import { buildReport } from '../../../src/report/build-report.ts';
import { html } from '../../../src/report/formats/html.ts';
import { reportSchema } from '../../../src/report/schema.ts';
import { elementsBelow, parseHtml, textOf } from '../../support/html-document.ts';
import { hostile } from '../hostile.ts';
import { facts, finding, plain, rule, verdict } from '../sample.ts';

const DAY = 86_400e6;
const series: Extract<Figure, { kind: 'levels' }>['series'] = [
  { name: 'train', counts: [3, 2, 0] },
  { name: 'test', counts: [0, 4, 6] },
];
const common = { column: 'c', series, coverage: 'sampled' } as const;

const figures: Readonly<Record<string, Figure>> = {
  'numbers without values': { kind: 'histogram', scale: 'number', ...common },
  numbers: { kind: 'histogram', scale: 'number', ...common, edges: [0, 1.5, 3, 4.5] },
  'times without values': { kind: 'histogram', scale: 'time', ...common, binMicros: 7 * DAY },
  times: {
    kind: 'histogram',
    scale: 'time',
    ...common,
    binMicros: DAY,
    edges: [20_000, 20_001, 20_002, 20_003].map((day) => day * DAY),
  },
  'levels without values': { kind: 'levels', ...common, others: true },
  levels: { kind: 'levels', ...common, others: false, levels: [hostile, '</svg><script>', null] },
  roc: {
    kind: 'roc',
    column: hostile,
    points: [
      [0, 0],
      [0.1, 0.9],
      [1, 1],
    ],
    auc: 0.9,
    coverage: 'exact',
  },
  'edges that do not fit the counts': { kind: 'histogram', scale: 'number', ...common, edges: [1] },
  'a time beyond all calendars': { kind: 'histogram', scale: 'time', ...common, edges: [0, 1, 2, 1e300] },
  'no rows': {
    kind: 'levels',
    column: 'c',
    coverage: 'exact',
    others: false,
    series: [
      { name: 'a', counts: [0] },
      { name: 'b', counts: [0] },
    ],
  },
  'no bins': {
    kind: 'histogram',
    scale: 'time',
    column: 'c',
    coverage: 'exact',
    series: [
      { name: 'a', counts: [] },
      { name: 'b', counts: [] },
    ],
  },
};

function drawn(figure: Figure) {
  const given = finding('a/one', { figures: [figure], evidence: { heldOutRows: 9, rows: 3 } });
  const report = buildReport(verdict({ findings: [given], rules: [rule('a/one')] }), facts());
  expect(reportSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
  const { elements, errors } = parseHtml(html.render(report, plain));
  expect(errors).toEqual([]);
  return elements.filter(({ tagName }) => tagName === 'figure');
}

describe('figures that rules give', () => {
  test.each(Object.entries(figures))('%s: drawn before what evidence gives, and tabled', (_, figure) => {
    const found = drawn(figure);
    expect(found).toHaveLength(2);
    const values = elementsBelow(found[0]!).flatMap(({ attrs }) => attrs.map(({ value }) => value));
    expect(values.filter((value) => /NaN|Infinity|undefined/.test(value))).toEqual([]);
    expect(elementsBelow(found[0]!).some(({ tagName }) => tagName === 'script')).toBe(false);
  });

  test('bins stand in the table with their counts, and the edges where they may be shown', () => {
    const rows = (name: string) =>
      elementsBelow(drawn(figures[name]!)[0]!)
        .filter(({ tagName }) => tagName === 'tr')
        .map((row) =>
          elementsBelow(row)
            .filter(({ tagName }) => tagName === 'th' || tagName === 'td')
            .map(textOf),
        );
    expect(rows('numbers without values')).toEqual([
      ['bin', 'train', 'test'],
      ['1', '3', '0'],
      ['2', '2', '4'],
      ['3', '0', '6'],
    ]);
    expect(rows('numbers')[2]).toEqual(['1.5 to 3', '2', '4']);
    expect(rows('times')[1]).toEqual(['2024-10-04 to 2024-10-05', '3', '0']);
  });

  test('what is hidden is said to be', () => {
    expect(textOf(drawn(figures['times without values']!)[0]!)).toContain('One bar is 7 days. From a sample. Values are hidden');
    expect(textOf(drawn(figures.times!)[0]!)).not.toContain('hidden');
  });
});
