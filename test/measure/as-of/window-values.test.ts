import { afterAll, beforeAll, expect, it } from 'vitest';
import { DuckDBEngine } from '../../../src/engine/duckdb/engine.ts';
import { asOfLookup } from '../../../src/measure/as-of/open-lookup.ts';
import { stampedWindow } from '../../../src/measure/as-of/window-stamps.ts';
import { windowValues } from '../../../src/measure/as-of/window-values.ts';
import { memoryTable } from '../../../src/testing/memory-table.ts';

const HOUR = 3600e3;
const START = Date.UTC(2025, 0, 1);

let engine: DuckDBEngine;
beforeAll(async () => {
  engine = await DuckDBEngine.create({});
});
afterAll(() => engine.close());

it.each([
  ['of any age', 0, 1],
  ['with a ttl', 1, 1],
  ['of two hours', 0, 2],
] as const)('values %s of their own window are those that looking at each row finds', async (_, ttlHours, span) => {
  const draw = (i: number, salt: number, below: number) => (((i * 2654435761 + salt * 40503) >>> 0) >>> 7) % below;
  const window = span * HOUR;
  const source = Array.from({ length: 6 * 30 }, (_, i) => ({ k: i % 6, t: START + Math.floor(i / 6) * window, i }))
    .filter(({ i }) => draw(i, 1, 5))
    .map(({ k, t, i }) => ({
      k,
      t,
      c: t + draw(i, 2, 4) * 0.75 * window + draw(i, 3, 9) * 60e3,
      w: draw(i, 4, 7) ? draw(i, 5, 4) : null,
    }));
  const labels = Array.from({ length: 500 }, (_, i) => {
    const [k, t] = [draw(i, 6, 7), START + draw(i, 7, 33 * 12) * (window / 12)];
    return { k, t, v: draw(i, 8, 3) ? (asOf(k, t)?.w ?? null) : draw(i, 9, 4) };
  });

  function asOf(k: number, t: number) {
    const own = source.filter((s) => s.k === k && s.t <= t && (!ttlHours || s.t >= t - ttlHours * HOUR));
    return own.toSorted((a, b) => b.t - a.t)[0];
  }
  const inside = labels.flatMap(({ k, t, v }) => {
    const taken = asOf(k, t);
    if (v === null || taken?.w !== v || taken.t === t || t >= taken.t + window) return [];
    const previous = source.filter((s) => s.k === k && s.t < taken.t).toSorted((a, b) => b.t - a.t)[0];
    return previous?.w === v ? [] : [{ end: taken.t + window, c: taken.c }];
  });
  const soon = Math.max(window, 48 * HOUR);
  const expected = {
    rows: labels.length,
    inside: inside.length,
    before: inside.filter(({ end, c }) => c < end).length,
    after: inside.filter(({ end, c }) => c >= end && c < end + soon).length,
  };
  expect(Math.min(expected.before, expected.after)).toBeGreaterThan(5);

  const times = (millis: readonly number[]) => ({
    type: 'TIMESTAMP' as const,
    values: millis.map((one) => new Date(one).toISOString()),
  });
  const train = await memoryTable(engine, 'train', {
    k: labels.map(({ k }) => k),
    t: times(labels.map(({ t }) => t)),
    v: { type: 'BIGINT', values: labels.map(({ v }) => v) },
  });
  const history = await memoryTable(engine, 'source', {
    k: source.map(({ k }) => k),
    t: times(source.map(({ t }) => t)),
    c: times(source.map(({ c }) => c)),
    w: { type: 'BIGINT', values: source.map(({ w }) => w) },
  });
  const [column, value] = [train.column('v')!, history.column('w')!];
  const join = {
    keys: [{ labels: train.column('k')!, source: history.column('k')! }],
    event: history.column('t')!,
    created: history.column('c')!,
    ttl: ttlHours * HOUR * 1000,
    column,
    alike: [{ column, value, single: false }],
  };
  const opened = await asOfLookup(train, history, join, train.column('t')!, { lag: 0, strict: false });
  if ('lacks' in opened) throw new Error(opened.lacks);
  const found = await stampedWindow(opened.lookup);
  expect(found).toEqual({
    name: span === 1 ? 'hour' : `${span} hours`,
    micros: window * 1000,
    count: new Set(source.map(({ t }) => t)).size,
  });
  expect(await windowValues(opened.lookup, found!.micros)).toEqual([expected]);
});
