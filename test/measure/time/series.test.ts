import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import shiftedCopy from '../../../rules/target/shifted-copy.ts';
import futureWindow from '../../../rules/time/future-window.ts';
import { DuckDBEngine } from '../../../src/engine/duckdb/engine.ts';
import { EngineTable } from '../../../src/engine/engine-table.ts';
import { raw, sql } from '../../../src/engine/sql.ts';
import { readSeries, seriesOrder } from '../../../src/measure/time/series.ts';
import { runRule } from '../../../src/testing/run-rule.ts';

// More rows than are read at once: part of the entities, or a stretch of time, is looked at, and what is found there is proved on all rows.
const ROWS = 90_000;
let engine: DuckDBEngine;
let panel: EngineTable;
let single: EngineTable;

beforeAll(async () => {
  engine = await DuckDBEngine.create({});
  const make = async (name: string, statement: string) => {
    const relation = await engine.materialize(raw(statement));
    const columns = await engine.describe(sql`SELECT * FROM ${{ relation }}`);
    return new EngineTable(engine, { name, role: 'train', relation, columns, rowNumber: raw('rowid') });
  };
  const noise = (salt: number) => `(hash(i, ${salt}) % 1000003) / 1000003.0`;
  panel = await make(
    'panel',
    `SELECT * EXCLUDE (i), lead(y) OVER (PARTITION BY who ORDER BY day) AS next, avg(y) OVER (PARTITION BY who) AS mean_y,
      avg(x) OVER (PARTITION BY who ORDER BY day ROWS BETWEEN 1 FOLLOWING AND 3 FOLLOWING) AS ahead,
      avg(y) OVER (PARTITION BY who ORDER BY day ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS past
    FROM (SELECT i, 'w' || (i % 9000) AS who, CAST(i / 9000 AS INTEGER) AS day, ${noise(1)} AS y, ${noise(2)} AS x FROM range(${ROWS}) AS t(i))
    ORDER BY hash(i)`,
  );
  single = await make(
    'single',
    `SELECT * EXCLUDE (i), lead(y, 2) OVER (ORDER BY moment) AS next, avg(y) OVER (ORDER BY moment ROWS BETWEEN 4 PRECEDING AND 4 FOLLOWING) AS centred
    FROM (SELECT i, TIMESTAMP '2020-01-01' + INTERVAL (i) MINUTE AS moment, ${noise(3)} AS y FROM range(${ROWS}) AS t(i)) ORDER BY hash(i)`,
  );
});
afterAll(() => engine.close());

async function found(table: EngineTable, time: string, entity: readonly string[]) {
  const scenario = { train: {}, target: 'y', task: 'regression', time, entity } as const;
  const outcomes = [];
  for (const rule of [futureWindow, shiftedCopy]) outcomes.push(...(await runRule(rule, scenario, engine, async () => table)));
  expect(outcomes.filter(({ status }) => status === 'crashed')).toEqual([]);
  return outcomes.flatMap(({ rule, findings }) =>
    findings.map(({ messageId, columns, severity, coverage }) => `${rule} ${messageId} ${columns} ${severity} ${coverage}`),
  );
}

test('a time of day is no order', async () => {
  const relation = await engine.materialize(
    raw(`SELECT TIME '07:00:00' + INTERVAL (i) SECOND AS t, i AS y, i + 1 AS x FROM range(300) AS r(i)`),
  );
  const columns = await engine.describe(sql`SELECT * FROM ${{ relation }}`);
  const table = new EngineTable(engine, { name: 'clock', role: 'train', relation, columns, rowNumber: raw('rowid') });
  expect(await seriesOrder(table, table.column('t')!, [])).toBeUndefined();
  expect(await found(table, 't', [])).toEqual([]);
});

describe('series of tables that are not read whole', () => {
  test('part of the entities, each with all its rows in order', async () => {
    const order = (await seriesOrder(panel, panel.column('day')!, [panel.column('who')!]))!;
    const series = await readSeries(panel, order, new AbortController().signal);
    expect(series.complete).toBe(false);
    const sizes = series.starts.slice(1).map((end, s) => end - series.starts[s]!);
    expect(new Set(sizes)).toEqual(new Set([10]));
    expect([...series.times.slice(0, 10)]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test('a stretch of one series without gaps', async () => {
    const order = (await seriesOrder(single, single.column('moment')!, []))!;
    const { times, complete } = await readSeries(single, order, new AbortController().signal);
    expect(complete).toBe(false);
    expect(times.length).toBeGreaterThan(30_000);
    expect(times.slice(1).every((time, row) => time - times[row]! === 60e6)).toBe(true);
  });

  test('entities', async () => {
    expect((await found(panel, 'day', ['who'])).sort()).toEqual([
      'target/shifted-copy copy next error exact',
      'time/future-window history mean_y error exact',
      'time/future-window window ahead warn exact',
    ]);
  });

  test('one series', async () => {
    expect((await found(single, 'moment', [])).sort()).toEqual([
      'target/shifted-copy copy next error exact',
      'time/future-window window centred error exact',
    ]);
  });
});
