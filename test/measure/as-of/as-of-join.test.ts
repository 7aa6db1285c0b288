import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { duckdbDialect } from '../../../src/engine/duckdb/dialect.ts';
import { DuckDBEngine } from '../../../src/engine/duckdb/engine.ts';
import { sql } from '../../../src/engine/sql.ts';
import type { Table } from '../../../src/engine/table.ts';
import { asOfJoin } from '../../../src/measure/as-of/as-of-join.ts';
import { asOfLookup, type LookupTerms } from '../../../src/measure/as-of/open-lookup.ts';
import { memoryTable } from '../../../src/testing/memory-table.ts';

const SECOND = 1e6;
const DAY = Date.UTC(2025, 0, 1) * 1000;

let engine: DuckDBEngine;
beforeAll(async () => {
  engine = await DuckDBEngine.create({});
});
afterAll(() => engine.close());

interface Event {
  readonly k: number;
  readonly t: number;
  readonly c: number | null;
  readonly w: number | null;
}

describe.each([
  ['any age', 0, { lag: 0, strict: false }],
  ['any age, strictly before', 0, { lag: 0, strict: true }],
  ['a ttl', 6 * SECOND, { lag: 0, strict: false }],
  ['a ttl and a delay, strictly before', 6 * SECOND, { lag: 2 * SECOND, strict: true }],
] as const)('an as-of join with %s', (_, ttl, terms) => {
  it.each([
    ['in one statement', 1, (table: Table) => table],
    ['of many features', 5, (table: Table) => table],
    ['where the engine has no such join', 1, withoutRows],
  ] as const)('gives what trying all rows gives, %s', async (_, features, using) => {
    const { labels, events, lookup } = await planted(features, ttl, terms, using);
    const joined = await asOfJoin(lookup);
    const rows = await engine.query(sql`SELECT v0 AS id, k0, t, m, c, ties, w0 FROM ${joined} AS j ORDER BY v0`);
    const expected = labels.map(({ k, t }, id) => asOf(events, k, t, ttl, terms, id));
    expect(rows.map(({ w0: _, ...row }) => ({ ...row, ties: row.m === null ? null : (row.ties ?? 1) }))).toEqual(
      expected.map(({ values: _, ...row }) => row),
    );
    for (const [i, { values }] of expected.entries()) expect(values).toContain(rows[i]!.w0);
    expect(expected.filter(({ m }) => m === null).length).toBeGreaterThan(10);
    expect(expected.filter(({ ties }) => ties === 2).length).toBeGreaterThan(10);
    expect(new Set(expected.map(({ c }) => c)).size).toBe(4);
  });
});

/** What Feast defines, row by row: a value of each row that may be taken. */
function asOf(
  events: readonly Event[],
  k: number | null,
  t: number | null,
  ttl: number,
  { lag, strict }: LookupTerms,
  id: number,
) {
  const last = t === null ? Number.NaN : t - lag;
  const own = events.filter((e) => e.k === k && (strict ? e.t < last : e.t <= last) && (!ttl || e.t >= t! - ttl));
  const m = own.length ? Math.max(...own.map((e) => e.t)) : null;
  const latest = own.filter((e) => e.t === m);
  const written = latest.flatMap(({ c }) => c ?? []);
  const c = written.length ? Math.max(...written) : null;
  const taken = latest.filter((e) => e.c === c);
  return { id, k0: k, t, m, c, ties: m === null ? null : taken.length, values: m === null ? [null] : taken.map(({ w }) => w) };
}

/** Few keys and times, so that many rows share them; labels and events without a key, a time or a value. */
async function planted(count: number, ttl: number, terms: LookupTerms, using: (table: Table) => Table) {
  const draw = (i: number, salt: number, below: number) => (((i * 2654435761 + salt * 40503) >>> 0) >>> 7) % below;
  const labels = Array.from({ length: 150 }, (_, i) => ({
    k: draw(i, 1, 9) || null,
    t: draw(i, 2, 12) ? DAY + draw(i, 3, 40) * SECOND : null,
  }));
  const events = Array.from(
    { length: 90 },
    (_, i): Event => ({
      k: 1 + draw(i, 4, 6),
      t: DAY + draw(i, 5, 40) * SECOND,
      c: draw(i, 6, 4) ? DAY + draw(i, 7, 3) * SECOND : null,
      w: draw(i, 8, 7) ? i : null,
    }),
  );
  const time = (micros: number | null) => (micros === null ? null : new Date(micros / 1000).toISOString());
  const table = await memoryTable(engine, 'train', {
    k: { type: 'BIGINT', values: labels.map(({ k }) => k) },
    t: { type: 'TIMESTAMP', values: labels.map(({ t }) => time(t)) },
    ...Object.fromEntries(Array.from({ length: count }, (_, i) => [`x${i}`, labels.map((_, id) => id)])),
  });
  const source = await memoryTable(engine, 'source', {
    k: { type: 'BIGINT', values: events.map(({ k }) => k) },
    t: { type: 'TIMESTAMP', values: events.map(({ t }) => time(t)) },
    c: { type: 'TIMESTAMP', values: events.map(({ c }) => time(c)) },
    w: { type: 'BIGINT', values: events.map(({ w }) => w) },
  });
  const column = (of: Table, name: string) => of.column(name)!;
  const alike = Array.from({ length: count }, (_, i) => ({
    column: column(table, `x${i}`),
    value: column(source, 'w'),
    single: false,
  }));
  const join = {
    keys: [{ labels: column(table, 'k'), source: column(source, 'k') }],
    event: column(source, 't'),
    created: column(source, 'c'),
    ttl,
    column: alike[0]!.column,
    alike,
  };
  const opened = await asOfLookup(using(table), source, join, column(table, 't'), terms);
  if ('lacks' in opened) throw new Error(opened.lacks);
  return { labels, events, lookup: opened.lookup };
}

/** The table on an engine that only tells times. */
function withoutRows(table: Table): Table {
  const { asOfRows: _, ...dialect } = duckdbDialect;
  return new Proxy(table, {
    get(target, name) {
      if (name === 'engine') return { dialect };
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
