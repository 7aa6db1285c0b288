import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DuckDBEngine } from '../../../src/engine/duckdb/engine.ts';
import { EngineTable } from '../../../src/engine/engine-table.ts';
import { raw, sql } from '../../../src/engine/sql.ts';
import { type Encoding, findEncodings } from '../../../src/measure/category-codes/find-encodings.ts';
import { responsesOf } from '../../../src/measure/labels/responses.ts';

// Rows enough for the frames to be samples, so that the sums come from statements.
const ROWS = { fit: 45_000, heldOut: 25_000 };
let engine: DuckDBEngine;
let fit: EngineTable;
let heldOut: EngineTable;
let found: readonly Encoding[];

beforeAll(async () => {
  engine = await DuckDBEngine.create({});
  const relation = await engine.materialize(sql`
    WITH drawn AS (SELECT i, i < ${ROWS.fit} AS fitting, 'level ' || level AS category, level, i % 5 AS fold,
        CAST((hash(i, 2) % 1000003) / 1000003.0 < 0.1 + 0.8 * (hash(level, 3) % 1009) / 1009.0 AS INTEGER) AS y, hash(i, 4) % 100 AS visits
      FROM (SELECT i, CAST(floor(120 * pow((hash(i) % 1000003) / 1000003.0, 2)) AS INTEGER) AS level FROM range(${ROWS.fit + ROWS.heldOut}) AS t(i)))
    SELECT fitting, y, category, visits,
      avg(y) OVER (PARTITION BY category) AS mean_all,
      avg(CASE WHEN fitting THEN y END) OVER (PARTITION BY category) AS mean_fit,
      (sum(y) OVER (PARTITION BY category) + 10 * avg(y) OVER ()) / (count(*) OVER (PARTITION BY category) + 10) AS smooth_all,
      count(*) OVER (PARTITION BY category) AS count_all,
      sum(CASE WHEN fitting THEN 1 ELSE 0 END) OVER (PARTITION BY category) / ${ROWS.fit} AS frequency_fit,
      (sum(y) OVER (PARTITION BY category) - y) / (count(*) OVER (PARTITION BY category) - 1) AS left_out,
      (sum(y) OVER (PARTITION BY category) - sum(y) OVER (PARTITION BY category, fold))
        / (count(*) OVER (PARTITION BY category) - count(*) OVER (PARTITION BY category, fold)) AS folded,
      round(avg(y) OVER (PARTITION BY level) * 3, 1) AS hint FROM drawn ORDER BY i`);
  const columns = (await engine.describe(sql`SELECT * FROM ${{ relation }}`)).filter(({ name }) => name !== 'fitting');
  const part = async (role: 'train' | 'test', fitting: boolean) => {
    const own = await engine.materialize(sql`SELECT * FROM ${{ relation }} WHERE fitting = ${fitting}`);
    return new EngineTable(engine, { name: role, role, relation: own, columns, rowNumber: raw('rowid') });
  };
  fit = await part('train', true);
  heldOut = await part('test', false);
  const responses = responsesOf(await fit.frame(), { name: 'y', task: 'binary', taskInferred: false });
  const inputs = columns.filter(({ name }) => name !== 'y');
  ({ encodings: found } = await findEncodings({ fit, heldOut }, inputs, inputs, responses));
});
afterAll(() => engine.close());

const of = (name: string) => found.find(({ column }) => column.name === name);

describe('encodings in tables of which frames are samples', () => {
  test('the frames are samples', async () => expect((await fit.frame()).sampled).toBe(true));
  test.each([
    ['mean_all', 'all', 'mean'],
    ['mean_fit', 'fit', 'mean'],
    ['smooth_all', 'all', 'smoothed mean'],
    ['count_all', 'all', 'count'],
    ['frequency_fit', 'fit', 'frequency'],
    ['folded', 'all', 'out-of-fold mean'],
  ])('%s', (name, set, encoding) => {
    expect(of(name)).toMatchObject({ set, name: encoding, leftOut: false });
  });
  test('left_out', () => expect(of('left_out')).toMatchObject({ set: 'all', leftOut: true }));
  test('nothing else', () => expect([of('visits'), of('hint')]).toEqual([undefined, undefined]));
});

test('without the category, codes of large tables stand for levels', async () => {
  const responses = responsesOf(await fit.frame(), { name: 'y', task: 'binary', taskInferred: false });
  const inputs = fit.columns.filter(({ name }) =>
    ['mean_all', 'mean_fit', 'count_all', 'frequency_fit', 'visits'].includes(name),
  );
  const { encodings } = await findEncodings({ fit, heldOut }, inputs, [], responses);
  const sets = Object.fromEntries(encodings.map(({ column, set }) => [column.name, set]));
  expect(sets).toEqual({ mean_all: 'all', mean_fit: 'fit', count_all: 'all', frequency_fit: 'fit' });
});
