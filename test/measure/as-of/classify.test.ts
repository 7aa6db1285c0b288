import { afterAll, beforeAll, expect, it } from 'vitest';
import { DuckDBEngine } from '../../../src/engine/duckdb/engine.ts';
import { classify, valuesAtTime } from '../../../src/measure/as-of/classify.ts';
import { asOfLookup } from '../../../src/measure/as-of/open-lookup.ts';
import { memoryTable } from '../../../src/testing/memory-table.ts';

const SECOND = 1e6;
const DAY = Date.UTC(2025, 0, 1) * 1000;

let engine: DuckDBEngine;
beforeAll(async () => {
  engine = await DuckDBEngine.create({});
});
afterAll(() => engine.close());

interface Row {
  readonly k: number;
  readonly t: number;
  readonly c: number;
  readonly w: number | null;
}

it.each([
  [0, { lag: 0, strict: false }],
  [0, { lag: 3 * SECOND, strict: true }],
  [20 * SECOND, { lag: 0, strict: false }],
  [20 * SECOND, { lag: SECOND, strict: true }],
  [20 * SECOND, { lag: SECOND, strict: false }],
] as const)('every row is in the class that trying all rows of the source gives, with a ttl of %i and %j', async (ttl, terms) => {
  const draw = (i: number, salt: number, below: number) => (((i * 2654435761 + salt * 40503) >>> 0) >>> 7) % below;
  const source = Array.from(
    { length: 200 },
    (_, i): Row => ({
      k: draw(i, 1, 8),
      t: DAY + draw(i, 2, 50) * SECOND,
      // One of those at one time is written last.
      c: DAY + draw(i, 3, 60) * SECOND + i,
      w: draw(i, 4, 9) ? draw(i, 5, 12) : null,
    }),
  );
  const labels = Array.from({ length: 400 }, (_, i) => ({
    k: draw(i, 6, 9),
    t: DAY + draw(i, 7, 52) * SECOND,
    v: draw(i, 8, 6) ? draw(i, 9, 13) : null,
  }));
  const held = labels.map((label, i) => (draw(i, 10, 3) ? { ...label, v: asOf(label)?.w ?? null } : label));

  function asOf({ k, t }: { readonly k: number; readonly t: number }): Row | undefined {
    const last = t - terms.lag;
    const own = source.filter((s) => s.k === k && (terms.strict ? s.t < last : s.t <= last) && (!ttl || s.t >= t - ttl));
    return own.toSorted((a, b) => b.t - a.t || b.c - a.c)[0];
  }

  function classOf({ k, t, v }: (typeof labels)[number]): string {
    const right = asOf({ k, t });
    const w = right?.w ?? null;
    if (v === null) return w === null ? 'correct' : 'missing';
    if (v === w) return right!.c > t ? 'late' : 'correct';
    const same = source.filter((s) => s.k === k && s.w === v);
    const last = t - terms.lag;
    const isLater = (s: Row) => (terms.strict ? s.t >= last : s.t > last);
    if (same.some(isLater)) return 'future';
    if (same.some((s) => !ttl || s.t >= t - ttl)) return 'older';
    return same.length ? 'stale' : 'other';
  }

  const expected: Record<string, number> = { correct: 0, late: 0, future: 0, older: 0, stale: 0, missing: 0, other: 0 };
  for (const label of held) expected[classOf(label)]!++;
  const atTime = held.filter((label) => {
    const right = asOf(label);
    return label.v !== null && right?.w === label.v && right.t === label.t - terms.lag;
  }).length;

  const times = (micros: readonly number[]) => ({ type: 'TIMESTAMP' as const, values: micros.map(stamp) });
  const train = await memoryTable(engine, 'train', {
    k: held.map(({ k }) => k),
    t: times(held.map(({ t }) => t)),
    v: { type: 'BIGINT', values: held.map(({ v }) => v) },
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
    ttl,
    column,
    alike: [{ column, value, single: false }],
  };
  const opened = await asOfLookup(train, history, join, train.column('t')!, terms);
  if ('lacks' in opened) throw new Error(opened.lacks);
  const counts = await classify(opened.lookup, 0);
  expect(counts).toMatchObject({ ...expected, atTime, rows: 400, timed: 400 });
  expect(atTime > 0).toBe(!terms.strict);
  expect(await valuesAtTime(opened.lookup)).toEqual([atTime]);
  const wanted = ttl ? Object.values(expected) : Object.entries(expected).flatMap(([name, n]) => (name === 'stale' ? [] : [n]));
  for (const n of wanted) expect(n).toBeGreaterThan(0);
});

/** With microseconds, which `Date` has not. */
const stamp = (micros: number): string =>
  `${new Date(Math.floor(micros / SECOND) * 1000).toISOString().slice(0, 19)}.${String(micros % SECOND).padStart(6, '0')}`;
