import { afterAll, beforeAll, expect, it } from 'vitest';
import { DuckDBEngine } from '../../../src/engine/duckdb/engine.ts';
import { earlyTimes } from '../../../src/measure/time/early-times.ts';
import { timeOf } from '../../../src/measure/time/event-time.ts';
import { oddTimes } from '../../../src/measure/time/odd-times.ts';
import { memoryTable } from '../../../src/testing/memory-table.ts';

const DAY = 86_400e3;
const [epoch, asOf] = [0, Date.UTC(2026, 0, 1)];

let engine: DuckDBEngine;
beforeAll(async () => {
  engine = await DuckDBEngine.create({});
});
afterAll(() => engine.close());

it.each(Array.from({ length: 8 }, (_, seed) => seed))(
  'odd times are those that looking at each one finds, draw %i',
  async (seed) => {
    const draw = (i: number, below: number) => (((i * 2654435761 + seed * 40503 + 977) >>> 0) >>> 7) % below;
    const millis = Array.from({ length: 300 }, (_, i) => {
      const kind = draw(i, 40);
      if (kind === 0) return null;
      if (kind === 1) return epoch;
      if (kind === 2 && seed % 2) return Date.UTC(1970 + seed, 0, 19) + draw(i + 1, 9) * DAY;
      if (kind === 3) return Date.UTC(2030, 0, 1) + draw(i + 2, 900) * DAY;
      return Date.UTC(2010 + (seed % 3), 0, 1) + draw(i + 3, 3000) * DAY;
    });
    const values = millis.map((one) => (one === null ? null : new Date(one).toISOString()));
    const table = await memoryTable(engine, 'source', { t: { type: 'TIMESTAMP', values } });
    const time = (await timeOf(table, table.column('t')!))!;
    const found = await oddTimes(table, time, asOf * 1000, 1);

    const there = millis.filter((one) => one !== null);
    const real = there.filter((one) => one !== epoch).sort((a, b) => a - b);
    const isApart = real[0]! - 366 * DAY > epoch;
    expect(found).toMatchObject({ of: there.length, first: real[0]! * 1000, last: real.at(-1)! * 1000, slips: 0 });
    expect(found.future?.rows).toBe(real.filter((one) => one > asOf).length);
    expect(found.placeholders?.rows).toBe(isApart ? there.length - real.length : undefined);

    const early = real.filter((one) => one < Date.UTC(1990, 0, 1));
    const next = Date.UTC(2012, 0, 1);
    const gap = Math.min(next, real[early.length]!) - early.at(-1)!;
    const told = await earlyTimes(table, found.real, next * 1000);
    expect(told && { rows: told.rows, gap: told.gap }).toEqual(
      early.length ? { rows: early.length, gap: gap * 1000 } : undefined,
    );
    expect(early.length > 0).toBe(seed % 2 === 1);
    expect(await earlyTimes(table, found.real, Date.UTC(1985, 0, 1) * 1000)).toBeUndefined();
  },
);
