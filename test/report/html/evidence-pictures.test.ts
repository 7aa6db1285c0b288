import { expect, test } from 'vitest';
import { buildReport } from '../../../src/report/build-report.ts';
import { html } from '../../../src/report/formats/html.ts';
import { evidencePictures } from '../../../src/report/html/pictures/evidence-pictures.ts';
import { attributeOf, elementsBelow, parseHtml, textOf } from '../../support/html-document.ts';
import { facts, finding, plain, rule, verdict } from '../sample.ts';

type Evidence = Parameters<typeof finding>[1] & {};
const reportOf = (evidence: Evidence['evidence'] & {}, columns: readonly string[] = ['c']) =>
  buildReport(verdict({ findings: [finding('a/one', { evidence, columns })], rules: [rule('a/one')] }), facts());
const picturesOf = (...given: Parameters<typeof reportOf>) => evidencePictures(reportOf(...given).findings[0]!);

const shapes = {
  residuals: { bothResidual: 3e-12, fitResidual: 0.0124, heldOutResidual: 0.03, tolerance: 1e-9 },
  'residuals of nothing': { bothResidual: 0, fitResidual: 0.0124, heldOutResidual: null, tolerance: 0 },
  'only nothing': { bothResidual: 0, fitResidual: 0, heldOutResidual: null, tolerance: 0 },
  'places in time': { early: 90, beforeStart: 10, heldOutRows: 100 },
  'as-of classes': { correct: 700, future: 200, late: 30, stale: 0, other: 2, rows: 932 },
  days: { gapDays: -2.5, horizonDays: 30, recommendedEmbargoDays: 60 },
  strength: { statistic: 'rank', value: 0.99, heldOutValue: 0.97, nextColumn: 'tenure', nextValue: 0.7 },
  purity: { purity: 1, baseRate: 0.2, rows: 30 },
  'two shares': { fitShare: 0.1, heldOutShare: 0.6 },
  missing: { trainNullShare: 0, servingNullShare: 1 },
  distances: { movedShare: 0.3, minMovedShare: 0.1, psi: 0.1, minPsi: 0.2 },
  overlap: { heldOutRows: 100, rows: 40, identical: 40, expectedShare: 0.05 },
  entities: { heldOutRows: 100, rows: 40, entities: 10, heldOutEntities: 20 },
  'rows of all': { of: 100, rows: 7 },
};

test.each(Object.entries(shapes))('%s: drawn, named, and tabled', (_, evidence) => {
  const { elements, errors } = parseHtml(html.render(reportOf(evidence), plain));
  expect(errors).toEqual([]);
  const figures = elements.filter(({ tagName }) => tagName === 'figure');
  expect(figures.length).toBeGreaterThan(0);
  for (const figure of figures) {
    const inside = elementsBelow(figure);
    const svg = inside.find((element) => attributeOf(element, 'role') === 'img')!;
    expect(attributeOf(svg, 'aria-label')).toBe(textOf(inside.find(({ tagName }) => tagName === 'figcaption')!));
    expect(elementsBelow(svg).filter(({ tagName }) => ['rect', 'path', 'line'].includes(tagName)).length).toBeGreaterThan(0);
    const values = elementsBelow(svg).flatMap(({ attrs }) => attrs.map(({ value }) => value));
    expect(values.filter((value) => /NaN|Infinity|undefined/.test(value))).toEqual([]);
    expect(inside.filter(({ tagName }) => tagName === 'td').length).toBeGreaterThan(0);
  }
});

test('rows in time are told apart without a row too many', () => {
  const [picture] = picturesOf(shapes['places in time']);
  expect(picture).toMatchObject({
    kind: 'parts',
    wholes: [{ parts: [{ value: 10 }, { value: 80, label: 'while train runs' }, { value: 10, label: 'after train ends' }] }],
  });
});

test('a strong column stands beside the next one and the held-out rows', () => {
  expect(picturesOf(shapes.strength)[0]).toMatchObject({
    from: 0.5,
    bars: [
      { label: 'c', value: 0.99 },
      { label: 'the same in held-out rows', value: 0.97 },
      { label: 'next best: tenure', value: 0.7 },
    ],
  });
});

test('entities are counted beside rows, and only what is shared is called known', () => {
  expect(picturesOf(shapes.entities)[0]).toMatchObject({
    wholes: [
      { label: 'rows', parts: [{ label: 'known from train', value: 40 }, { value: 60 }] },
      { label: 'entities', parts: [{ value: 10 }, { value: 10 }] },
    ],
  });
  expect(picturesOf({ heldOutRows: 100, rows: 40, expectedShare: 0 })[0]).toMatchObject({
    title: 'Rows that the finding is about',
  });
});

test.each([
  ['no numbers', {}],
  ['a part larger than its whole', { heldOutRows: 10, rows: 40 }],
  ['nothing at all', { heldOutRows: 0, rows: 0 }],
  ['texts for numbers', { bothResidual: 'a', fitResidual: null, rows: 'x', of: true }],
  ['a value that is no AUC', { statistic: 'rank', value: 17 }],
  ['more early rows than rows', { early: 11, heldOutRows: 10 }],
])('%s: no picture', (_, evidence) => {
  expect(picturesOf(evidence)).toEqual([]);
});
