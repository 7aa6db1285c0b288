import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Figure } from '../../../src/check/figure.ts';
import { DuckDBEngine } from '../../../src/engine/duckdb/engine.ts';
import { withoutValues } from '../../../src/judge/without-values.ts';
import { figureBySplit } from '../../../src/measure/figures/figure-by-split.ts';
import { figuresByClass } from '../../../src/measure/figures/figures-by-class.ts';
import { timeLine } from '../../../src/measure/figures/time-line.ts';
import { timeOrder } from '../../../src/measure/time/time-order.ts';
import { type Columns, memoryTable } from '../../../src/testing/memory-table.ts';

let engine: DuckDBEngine;
beforeAll(async () => {
  engine = await DuckDBEngine.create({});
});
afterAll(() => engine.close());

const rows = <T>(n: number, of: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => of(i));

async function bySplit(train: Columns, test: Columns, name = 'x'): Promise<Figure | undefined> {
  const [fit, heldOut] = [await memoryTable(engine, 'train', train), await memoryTable(engine, 'test', test)];
  return figureBySplit(fit, heldOut, fit.column(name)!);
}

async function byClass(columns: Columns, target: Partial<Parameters<typeof figuresByClass>[2]> = {}) {
  const table = await memoryTable(engine, 'train', columns);
  return figuresByClass(table, table.column('x')!, { name: 'y', task: 'binary', taskInferred: false, ...target });
}

describe('by split', () => {
  test('numbers of both tables are counted in the same bins', async () => {
    const figure = await bySplit({ x: [1, 2, 2, 3, null] }, { x: [3, 4] });
    expect(figure).toMatchObject({
      kind: 'histogram',
      scale: 'number',
      coverage: 'exact',
      edges: [0.5, 1.5, 2.5, 3.5, 4.5],
      series: [
        { name: 'train', counts: [1, 2, 1, 0] },
        { name: 'test', counts: [0, 0, 1, 1] },
      ],
    });
  });

  test('levels come by falling frequency, and the many rare ones together', async () => {
    const figure = await bySplit({ x: ['b', 'b', 'a'] }, { x: ['c', 'a', 'a'] });
    expect(figure).toMatchObject({ kind: 'levels', others: false, levels: ['b', 'a', 'c'] });
    expect(figure).toMatchObject({ series: [{ counts: [2, 1, 0] }, { counts: [0, 2, 1] }] });
    const many = await bySplit({ x: rows(40, (i) => `v${i % 20}`) }, { x: ['v1'] });
    expect(many).toMatchObject({ others: true, series: [{ counts: [...Array(11).fill(2), 18] }, { counts: { length: 12 } }] });
  });

  test('times have bins of a known width, truth values are levels', async () => {
    const day = (i: number) => `2025-01-${String(1 + (i % 28)).padStart(2, '0')}`;
    const dates = (n: number): Columns => ({ x: { type: 'DATE', values: rows(n, day) } });
    expect(await bySplit(dates(28), dates(9))).toMatchObject({ scale: 'time', binMicros: 86_400e6 });
    expect(await bySplit({ x: [true, true, false] }, { x: [false] })).toMatchObject({ levels: ['true', 'false'] });
  });

  test.each<[string, Columns, Columns]>([
    ['only nulls', { x: [null, null] }, { x: [null] }],
    ['no rows', { x: { type: 'DOUBLE', values: [] } }, { x: { type: 'DOUBLE', values: [] } }],
    ['one value', { x: [1, 1] }, { x: [1] }],
    ['nothing finite', { x: [Number.NaN, Number.POSITIVE_INFINITY] }, { x: [1, 2] }],
    ['another type', { x: [1, 2] }, { x: ['a', 'b'] }],
  ])('%s: no figure', async (_, train, test) => {
    expect(await bySplit(train, test)).toBeUndefined();
  });
});

describe('by class', () => {
  test('the positive class stands second, with its curve', async () => {
    const figures = await byClass({ x: [1, 2, 3, 4, 5, 6], y: [0, 0, 0, 0, 1, 1] }, { positive: 1 });
    expect(figures).toMatchObject([
      {
        kind: 'histogram',
        series: [
          { name: 'negative class', value: 0, counts: [1, 1, 1, 1, 0, 0] },
          { name: 'positive class', value: 1, counts: [0, 0, 0, 0, 1, 1] },
        ],
      },
      { kind: 'roc', auc: 1 },
    ]);
  });

  test('a positive class of truth values is found', async () => {
    const [figure] = await byClass({ x: [1, 2, 3], y: [true, true, false] }, { positive: true });
    expect(figure).toMatchObject({ series: [{ counts: [0, 0, 1] }, { name: 'positive class', counts: [1, 1, 0] }] });
  });

  test('of several classes the commonest stands against the rest; a quantity is cut at its median', async () => {
    const three = await byClass({ x: ['p', 'p', 'q', 'r'], y: ['a', 'a', 'b', 'c'] }, { task: 'multiclass' });
    expect(three).toMatchObject([
      { kind: 'levels', series: [{ name: 'other classes' }, { name: 'commonest class', counts: [0, 0, 2] }] },
    ]);
    const quantity = await byClass({ x: [1, 2, 3, 4], y: [10.5, 20.5, 30.5, 40.5] }, { task: 'regression' });
    expect(quantity).toMatchObject([{ series: [{ counts: [1, 1, 0, 0] }, { name: 'upper half', counts: [0, 0, 1, 1] }] }]);
  });
});

test('a time line needs the times of both tables', async () => {
  const times = (from: number): Columns => ({
    t: { type: 'TIMESTAMP', values: rows(60, (i) => new Date(Date.UTC(2025, 0, from + i)).toISOString().slice(0, 19)) },
  });
  const [fit, heldOut] = [await memoryTable(engine, 'train', times(1)), await memoryTable(engine, 'test', times(40))];
  const order = await timeOrder(fit, heldOut, fit.column('t')!, Date.UTC(2026, 0, 1) * 1000);
  const figure = timeLine(fit, heldOut, 't', order!)!;
  expect(figure).toMatchObject({ kind: 'histogram', scale: 'time', coverage: 'exact', binMicros: 7 * 86_400e6 });
  const [first, second] = figure.series;
  expect(first.counts.reduce((sum, n) => sum + n, 0)).toBe(60);
  expect(second.counts[0]).toBe(0);
});

test('what is left without values tells neither where bins lie nor what levels and classes are called', async () => {
  const figures = [
    ...(await byClass({ x: [17.25, 2.5, 3], y: ['secret', 'secret', 'other'] })),
    (await bySplit({ x: ['secret', 'b'] }, { x: ['b'] }))!,
  ].map(withoutValues);
  expect(figures.map(({ kind }) => kind)).toEqual(['histogram', 'roc', 'levels']);
  expect(JSON.stringify(figures)).not.toMatch(/secret|17|edges|"levels":\[|value/);
});
