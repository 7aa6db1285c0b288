import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { check } from '../../../src/api/check.ts';
import { loadConfig } from '../../../src/config/load-config.ts';
import { SparkEngine } from '../../../src/engine/spark/engine.ts';
import { raw, sql } from '../../../src/engine/sql.ts';
import type { Report } from '../../../src/report/schema.ts';
import { sparkServer } from '../../support/sail.ts';

const server = await sparkServer();
const FIXTURES = join(import.meta.dirname, '../../../fixtures');

describe.skipIf(!server)('check on Spark', () => {
  afterAll(() => server?.stop());
  const report = async (fixture: string, flags: object = {}): Promise<Report> =>
    check(await loadConfig({ cwd: join(FIXTURES, fixture), flags: { ...flags } }));

  it.each(['churn-leaky', 'churn-honest'])('reaches the verdict of DuckDB on %s', async (fixture) => {
    const [here, there] = [await report(fixture), await report(fixture, { engine: server!.url })];
    expect(there.run.status).toBe(here.run.status);
    expect(there.run.engine).toMatch(/^spark /);
    const told = ({ findings }: Report) =>
      findings.map(({ rule, messageId, severity, subject }) => JSON.stringify([rule, messageId, severity, subject])).sort();
    expect(told(there)).toEqual(told(here));
    expect(there.outcomes.filter(({ status }) => status === 'crashed')).toEqual([]);
    expect(there.datasets.map(({ rows }) => rows)).toEqual(here.datasets.map(({ rows }) => rows));
  });

  it('says what cannot be read, and releases the session', async () => {
    const { run, outcomes } = await report('churn-leaky', { engine: server!.url, train: 'no_such_table' });
    expect(run.status).toBe('error');
    expect(outcomes).toEqual([]);
  });

  it('prints no token, whatever goes wrong', async () => {
    const { run, ...rest } = await report('churn-leaky', { engine: 'sc://127.0.0.1:1/;token=s3cret' });
    expect(run.status).toBe('error');
    expect(JSON.stringify({ run, ...rest })).not.toContain('s3cret');
  });

  it('ends a statement at once when it is aborted, and the server goes on', async () => {
    const engine = await SparkEngine.connect(server!.url);
    const slow = sql`SELECT count(*) AS n FROM range(100000000) AS a CROSS JOIN range(1000) AS b WHERE (a.id ^ b.id) % 7 = 3`;
    const started = performance.now();
    await expect(engine.query(slow, AbortSignal.timeout(300))).rejects.toThrow(/timeout/);
    expect(performance.now() - started).toBeLessThan(3000);
    expect(await engine.query(raw('SELECT 1 AS a'))).toEqual([{ a: 1 }]);
    await engine.close();
  });

  it('draws the same sample again, and keeps it', async () => {
    const engine = await SparkEngine.connect(server!.url);
    const ids = { relation: raw('(SELECT id FROM range(100000))'), columns: [] };
    const sums = [];
    for (const sample of [await engine.sample(ids, 0.1), await engine.sample(ids, 0.1)]) {
      sums.push(...(await engine.query(sql`SELECT count(*) AS n, sum(id) AS s FROM ${sample}`)));
    }
    expect(sums[1]).toEqual(sums[0]);
    expect(Number(sums[0]?.n)).toBeGreaterThan(8000);
    expect(Number(sums[0]?.n)).toBeLessThan(12_000);
    await engine.close();
  });
});
