import { afterAll, beforeAll, expect, it } from 'vitest';
import { asOfByWindow } from '../../src/engine/as-of-by-window.ts';
import { fn } from '../../src/engine/dialect.ts';
import { DuckDBEngine } from '../../src/engine/duckdb/engine.ts';
import { raw, type Sql, sql } from '../../src/engine/sql.ts';

let engine: DuckDBEngine;
beforeAll(async () => {
  engine = await DuckDBEngine.create({});
});
afterAll(() => engine.close());

/** Times between 0 and 40 for keys between 0 and 9, of which some have no events. */
const events = raw(
  "(SELECT k, r, t FROM (SELECT hash(i) % 8 AS k, 'a' AS r, CAST(hash(i + 99) % 40 AS DOUBLE) AS t FROM range(60) AS x(i)) AS e)",
);
const labels = raw(
  "(SELECT DISTINCT k, r, t FROM (SELECT hash(i + 7) % 10 AS k, 'a' AS r, CAST(hash(i + 5) % 42 AS DOUBLE) - 1 AS t FROM range(200) AS x(i)) AS a)",
);

const naive = { until: ['max', '<='], before: ['max', '<'], from: ['min', '>='] } as const;

it.each(['until', 'before', 'from'] as const)(
  'the nearest event %s a time is the same by a join, by a window and by trying all',
  async (bound) => {
    const [nearest, operator] = naive[bound];
    const tried = sql`SELECT a.k, a.r, a.t, ${raw(nearest)}(e.t) AS m FROM ${labels} AS a LEFT JOIN ${events} AS e ON a.k = e.k AND a.r = e.r AND e.t ${raw(operator)} a.t GROUP BY a.k, a.r, a.t`;
    const rows = async (statement: Sql) => engine.query(sql`SELECT k, t, m FROM (${statement}) AS s ORDER BY k, t`);
    const expected = await rows(tried);
    expect(expected.some(({ m }) => m === null) && expected.some(({ m }) => m !== null)).toBe(true);
    // As-of joins of DuckDB need distinct events where only their time is asked for.
    const distinct = sql`(SELECT DISTINCT k, r, t FROM ${events} AS d)`;
    expect(await rows(fn.asOf(labels, distinct, ['k', 'r'], bound))).toEqual(expected);
    expect(await rows(asOfByWindow(labels, events, ['k', 'r'], bound))).toEqual(expected);
    expect(await rows(fn.asOf(labels, events, ['k', 'r'], bound))).toEqual(expected);
  },
);

it('a key that is null is equal to no other, in many rows too', async () => {
  const at = raw("(SELECT 'x' AS k, CASE WHEN i % 3 > 0 THEN 1 END AS r, i + 5 AS t FROM range(90) AS x(i))");
  const some = raw("(SELECT 'x' AS k, CASE WHEN i > 0 THEN 1 END AS r, i AS t FROM range(3) AS x(i))");
  for (const asOf of [fn.asOf, asOfByWindow]) {
    const [found] = await engine.query(
      sql`SELECT count(m) AS matched, count(CASE WHEN r IS NULL THEN m END) AS wrongly FROM (${asOf(at, some, ['k', 'r'], 'until')}) AS s`,
    );
    expect(found).toMatchObject({ matched: 60, wrongly: 0 });
  }
});
