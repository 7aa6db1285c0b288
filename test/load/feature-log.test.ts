import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DuckDBEngine } from '../../src/engine/duckdb/engine.ts';
import type { Feature } from '../../src/features/feature.ts';
import { readFeatureLog } from '../../src/load/feature-log.ts';
import { type Columns, memoryTable } from '../../src/testing/memory-table.ts';

let engine: DuckDBEngine;
beforeAll(async () => {
  engine = await DuckDBEngine.create({});
});
afterAll(() => engine.close());

const NOON = { type: 'TIMESTAMP' as const, values: ['2025-01-01 12:00:00'] };
const logged = (name: string): Columns => ({ [name]: [1], [`${name}__timestamp`]: NOON, [`${name}__status`]: [1] });
const log = { driver: [7], ...logged('stats__rate'), ...logged('stats__trips'), __log_timestamp: NOON, __request_id: ['r'] };

async function read(columns: Columns, train: Columns, features: Feature[] = []) {
  const hints = { time: 'seen', train: await memoryTable(engine, 'train', train), features };
  return readFeatureLog(await memoryTable(engine, 'serving', columns), hints);
}
const names = (found: Awaited<ReturnType<typeof read>>) => found?.served.columns.map(({ name }) => name);

describe('readFeatureLog', () => {
  it('gives a log the columns of training data', async () => {
    const found = await read(log, { driver: [7], rate: [1], stats__trips: [1], seen: NOON });
    expect(names(found)).toEqual(['driver', 'rate', 'stats__trips', 'seen']);
    expect(found?.log.features.map(({ name, value }) => [name, value.name])).toEqual([
      ['rate', 'stats__rate'],
      ['stats__trips', 'stats__trips'],
    ]);
    expect(await found?.served.query(found.served.relation)).toMatchObject([{ driver: 7, rate: 1 }]);
  });

  it('knows a feature by what the configuration calls it', async () => {
    const feature: Feature = { name: 'speed', feast: 'stats@v2:rate', origin: { kind: 'config' } };
    expect(names(await read(log, { speed: [1] }, [feature]))).toContain('speed');
  });

  it('never gives two columns one name', async () => {
    const train = { driver: [7], rate: [1], seen: NOON };
    expect(names(await read({ ...log, ...logged('other__rate') }, train))).toEqual(
      expect.arrayContaining(['stats__rate', 'other__rate']),
    );
    expect(names(await read({ ...log, rate: [3] }, train))).toEqual(expect.arrayContaining(['stats__rate', 'rate']));
    expect(names(await read({ ...log, seen: NOON }, train))?.filter((name) => name === 'seen')).toHaveLength(1);
  });

  it('leaves other tables alone', async () => {
    expect(await read({ driver: [7], rate: [1] }, log)).toBeUndefined();
    expect(await read({ driver: [7], __log_timestamp: NOON }, log)).toBeUndefined();
  });
});
