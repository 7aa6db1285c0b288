import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DuckDBEngine } from '../../src/engine/duckdb/engine.ts';
import { EngineTable } from '../../src/engine/engine-table.ts';
import { identifier, raw, sql } from '../../src/engine/sql.ts';
import { memoryTable } from '../../src/testing/memory-table.ts';

let engine: DuckDBEngine;
beforeEach(async () => {
  engine = await DuckDBEngine.create({});
});
afterEach(() => engine.close());

it('reads the frames of tables together, each once', async () => {
  const read = vi.spyOn(engine, 'frame');
  const [train, test, source] = await Promise.all([
    memoryTable(engine, 'train', { x: [1, 2] }),
    memoryTable(engine, 'test', { x: [3] }),
    memoryTable(engine, 'source', { x: [4] }),
  ]);
  EngineTable.readTogether([train, test]);
  expect((await train.frame()).numbers('x')).toEqual(Float64Array.of(1, 2));
  await vi.waitFor(() => expect(read).toHaveBeenCalledTimes(2));
  expect((await test.frame()).numbers('x')).toEqual(Float64Array.of(3));
  expect(await train.frame()).toBe(await train.frame());
  expect(read).toHaveBeenCalledTimes(2);
  await source.frame();
  expect(read).toHaveBeenCalledTimes(3);
});

it('gives what it has counted already while a statement runs', async () => {
  const table = await memoryTable(engine, 'train', { x: [1, 2] });
  await table.rows();
  const done: string[] = [];
  const long = table
    .query(sql`SELECT sum(a.range * b.range) AS n FROM range(5000) a, range(10000) b`)
    .then(() => done.push('statement'));
  await Promise.all([long, table.rows().then(() => done.push('rows'))]);
  expect(done).toEqual(['rows', 'statement']);
});

it('lets a statement that ended be followed by the next between the work of two rules', async () => {
  const table = await memoryTable(engine, 'train', { x: [1, 2] });
  await table.frame();
  const done: string[] = [];
  const statement = new Promise<void>((resolve) => setTimeout(resolve, 0)).then(() => done.push('statement'));
  const rules = ['a', 'b'].map((rule) =>
    table.frame().then(() => {
      done.push(rule);
      const until = performance.now() + 20;
      while (performance.now() < until);
    }),
  );
  await Promise.all([statement, ...rules]);
  expect(done.indexOf('statement')).toBeLessThan(done.indexOf('b'));
});

it('keeps the rows of a sample whole, in order and the same each time, however many columns there are', async () => {
  const rows = Array.from({ length: 30_000 }, (_, i) => i);
  const narrow = await memoryTable(engine, 'train', { c0: rows });
  const copies = Array.from({ length: 250 }, (_, i) => sql`c0 + ${i} AS ${identifier(`c${i}`)}`);
  const relation = await engine.materialize(sql`SELECT ${copies} FROM ${narrow}`);
  const columns = await engine.describe(sql`SELECT * FROM ${relation}`);
  const wide = new EngineTable(engine, { name: 'wide', role: 'train', relation, columns, rowNumber: raw('rowid') });
  const [few, many] = [await narrow.sample(5000), await wide.sample(5000)];
  const [first] = await engine.frame(sql`SELECT CAST(c0 AS DOUBLE) AS v FROM ${few}`);
  const values = await engine.frame(sql`SELECT CAST(c0 AS DOUBLE) AS a, CAST(c249 AS DOUBLE) AS b FROM ${many}`);
  expect(first!.length).toBeGreaterThan(4500);
  expect(values[0]).toEqual(first);
  expect(values[1]).toEqual((first as Float64Array).map((value) => value + 249));
});
