import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DuckDBEngine } from '../../../src/engine/duckdb/engine.ts';
import { EngineTable } from '../../../src/engine/engine-table.ts';
import { type Frame, frameSelection, makeFrame } from '../../../src/engine/frame.ts';
import { raw, sql } from '../../../src/engine/sql.ts';
import type { Target, Task } from '../../../src/load/workspace.ts';
import { labelsOf } from '../../../src/measure/labels/labels.ts';
import { exactStrength } from '../../../src/measure/strength/exact-strength.ts';
import { predictorOf } from '../../../src/measure/strength/predictor.ts';
import { strengthOf } from '../../../src/measure/strength/strength.ts';

// Rows enough for a frame to be a sample; the figures of all rows are then compared with those of a frame that holds them all.
const ROWS = 45_000;
let engine: DuckDBEngine;
let table: EngineTable;
let whole: Frame;

beforeAll(async () => {
  engine = await DuckDBEngine.create({});
  const relation = await engine.materialize(sql`
    SELECT CAST(y AS BOOLEAN) AS y, CASE c WHEN 0 THEN 'a' WHEN 1 THEN 'b' ELSE 'c' END AS three, q,
      u + y * 0.7 AS score, CASE WHEN i % 10 = 0 THEN NULL ELSE (u - 0.5) * (1 - y) + 0.2 * y * (v - 0.5) END AS tails,
      'level ' || CAST(hash(i) % 3000 AS INTEGER) AS noise, 'code ' || CAST((c * 900) + hash(i) % 900 AS INTEGER) AS code,
      'name ' || i AS name, DATE '2020-01-01' + CAST(y * 700 + u * 300 AS INTEGER) AS day, CAST(q * 1e15 AS BIGINT) * 9 AS big,
      exp(q) + v / 1000 AS grown, CAST(floor(q * 40) AS VARCHAR) AS step, q * q AS squared
    FROM (SELECT *, CAST(u2 < 0.3 AS INTEGER) AS y, CAST(floor(u2 * 3) AS INTEGER) AS c, u2 * 2 - 1 AS q
      FROM (SELECT i, (hash(i + 7) % 1000003) / 1000003.0 AS u, (hash(i, 3) % 999983) / 999983.0 AS v, (hash(i, 11) % 1000033) / 1000033.0 AS u2 FROM range(${ROWS}) AS t(i)))`);
  const columns = await engine.describe(sql`SELECT * FROM ${relation}`);
  table = new EngineTable(engine, { name: 't', role: 'train', relation, columns, rowNumber: raw('rowid') });
  const { names, values } = frameSelection(columns);
  whole = makeFrame(names, await engine.frame(sql`SELECT ${values} FROM ${relation}`), false);
});
afterAll(() => engine.close());

async function both(name: string, y: string, task: Task, gates: readonly number[] = []) {
  const target: Target = { name: y, task, taskInferred: false };
  const frame = await table.frame();
  expect(frame.sampled).toBe(true);
  const column = table.column(name)!;
  const exact = await exactStrength(table, predictorOf(frame, column)!, target, gates);
  const wanted = strengthOf(predictorOf(whole, column)!.values, labelsOf(whole, target)!);
  return { exact: exact!, wanted: wanted! };
}

describe('over all rows the strength is that of a frame that holds them all', () => {
  test.each([
    ['score', 'y', 'binary', 0.001],
    ['tails', 'y', 'binary', 0.005],
    ['day', 'y', 'binary', 1e-3],
    ['big', 'y', 'binary', 1e-3],
    ['code', 'y', 'binary', 0.01],
    ['noise', 'y', 'binary', 0.01],
    ['score', 'three', 'multiclass', 0.002],
    ['code', 'three', 'multiclass', 0.01],
    ['grown', 'q', 'regression', 0.01],
    ['squared', 'q', 'regression', 0.005],
    ['step', 'q', 'regression', 1e-3],
    ['noise', 'q', 'regression', 0.02],
  ] as const)('%s for %s', async (name, y, task, tolerance) => {
    const { exact, wanted } = await both(name, y, task);
    // A concordance that is low is not worked out in frames.
    if (wanted.value > 0.6) expect(exact.statistic).toBe(wanted.statistic);
    expect(Math.abs(exact.value - wanted.value)).toBeLessThan(tolerance);
    expect(exact.rows).toBe(wanted.rows);
    expect(exact.levels).toBe(wanted.levels);
    if (wanted.rSquared !== undefined) expect(exact.rSquared).toBeCloseTo(wanted.rSquared, 2);
  });
});

test('an AUC whose bins straddle a gate is computed from every value', async () => {
  const { wanted } = await both('score', 'y', 'binary');
  const { exact } = await both('score', 'y', 'binary', [wanted.value + 1e-9]);
  expect(exact.statistic).toBe('rank');
  expect(exact.value).toBeCloseTo(wanted.value, 12);
  expect(exact.value).toBeLessThan(wanted.value + 1e-9);
});

test("Kendall's concordance is bounded from below, closely", async () => {
  const { exact, wanted } = await both('grown', 'q', 'regression');
  expect(exact.concordance).toBeLessThanOrEqual(wanted.concordance!);
  expect(exact.concordance).toBeGreaterThan(wanted.concordance! - 0.01);
});

test('texts that hardly repeat are not judged', async () => {
  expect(
    strengthOf(whole.columns.get('name')!, labelsOf(whole, { name: 'y', task: 'binary', taskInferred: false })!),
  ).toBeUndefined();
});
