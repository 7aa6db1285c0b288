import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DuckDBEngine } from '../../../src/engine/duckdb/engine.ts';
import { sql } from '../../../src/engine/sql.ts';
import { syntheticOnAllRows } from '../../../src/measure/resampled/synthetic-on-all-rows.ts';
import { Random } from '../../../src/stats/random.ts';
import { memoryTable } from '../../../src/testing/memory-table.ts';
import { interpolated } from '../../support/over-sample.ts';

const random = new Random(5);
const originals = Array.from({ length: 300 }, () => Array.from({ length: 4 }, () => random.normal()));
const made = interpolated(originals, 900, random);
const fitRows = [...originals, ...made.slice(0, 600)];
const names = ['x0', 'x1', 'x2', 'x3'];
const column = (rows: readonly number[][], c: number) => Float64Array.from(rows, (row) => row[c]!);

describe('syntheticOnAllRows', () => {
  let engine: DuckDBEngine;
  beforeAll(async () => {
    engine = await DuckDBEngine.create({});
  });
  afterAll(() => engine.close());
  /** What is found for ten held-out rows, where few of the fit rows are in the frame. */
  const search = async (heldOut: readonly number[][], label = 1) => {
    const table = await memoryTable(engine, 'train', {
      ...Object.fromEntries(names.map((name, c) => [name, fitRows.map((row) => row[c]!)])),
      y: fitRows.map(() => 1),
    });
    const frame = fitRows.filter((_, i) => i % 10 === 0);
    const points = {
      columns: names.map((_, c) => Float64Array.of(...column(frame, c), ...column(heldOut, c))),
      integers: names.map(() => false),
      times: [],
      fitCount: frame.length,
    };
    const asked = heldOut.map((_, i) => frame.length + i);
    return syntheticOnAllRows(table, names, points, asked, sql`y = ${label}`, new AbortController().signal);
  };

  it('finds the parents of rows that were made, though no frame holds them', async () => {
    const { tried, bits } = await search(made.slice(600, 610));
    expect(tried).toBe(10);
    expect(bits.length).toBeGreaterThanOrEqual(6);
    expect(Math.min(...bits)).toBeGreaterThan(45);
  });
  it('finds nothing for rows that were drawn', async () => {
    const drawn = Array.from({ length: 10 }, () => Array.from({ length: 4 }, () => random.normal()));
    expect(await search(drawn)).toEqual({ tried: 10, bits: [] });
  });
  it('finds nothing among rows of another class', async () => {
    expect(await search(made.slice(600, 610), 2)).toEqual({ tried: 10, bits: [] });
  });
});
