import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DuckDBEngine } from '../../../src/engine/duckdb/engine.ts';
import { raw } from '../../../src/engine/sql.ts';

// More than a few chunks of 2048.
const ROWS = 7000;

describe('frames', () => {
  let engine: DuckDBEngine;
  beforeAll(async () => {
    engine = await DuckDBEngine.create({});
  });
  afterAll(() => engine.close());
  const frame = (expressions: string, rows = ROWS) =>
    engine.frame(raw(`SELECT ${expressions} FROM range(${rows}) AS r(i) ORDER BY i`));

  it('hold numbers, with NaN for those that are missing', async () => {
    const [whole, some, none] = await frame(
      `i / 4.0::DOUBLE AS a, CASE WHEN i % 7 <> 3 THEN CAST(i AS DOUBLE) END AS b, CAST(NULL AS DOUBLE) AS c`,
    );
    const rows = [...Array(ROWS).keys()];
    expect(whole).toEqual(Float64Array.from(rows, (i) => i / 4));
    expect(some).toEqual(Float64Array.from(rows, (i) => (i % 7 === 3 ? Number.NaN : i)));
    expect(none).toEqual(new Float64Array(ROWS).fill(Number.NaN));
    const [special] = await frame(
      `CASE i WHEN 0 THEN 'inf'::DOUBLE WHEN 1 THEN '-inf'::DOUBLE WHEN 2 THEN 'nan'::DOUBLE END AS a`,
      4,
    );
    expect(special).toEqual(Float64Array.of(Infinity, -Infinity, Number.NaN, Number.NaN));
  });
  it('hold texts of any length, which differ in any of their bytes', async () => {
    const [inline, longer, missing, repeated] = await frame(
      `'x' || i AS a, repeat('é', CAST(i % 40 AS INTEGER)) || 'ß' || i AS b, CASE WHEN i % 3 = 0 THEN '' WHEN i % 3 = 1 THEN 'v' END AS c,
       CASE i % 4 WHEN 0 THEN 'twelve bytes' WHEN 1 THEN 'twelve bytez' WHEN 2 THEN 'thirteen byte' ELSE 'a' || chr(0) END AS d`,
    );
    const rows = [...Array(ROWS).keys()];
    expect(inline).toEqual(rows.map((i) => `x${i}`));
    expect(longer).toEqual(rows.map((i) => `${'é'.repeat(i % 40)}ß${i}`));
    expect(missing).toEqual(rows.map((i) => ['', 'v', null][i % 3]));
    expect(repeated).toEqual(rows.map((i) => ['twelve bytes', 'twelve bytez', 'thirteen byte', 'a\0'][i % 4]));
  });
  it('hold no rows of a table without any', async () => {
    expect((await frame(`'x' AS a, 1.5::DOUBLE AS b`, 0)).map(({ length }) => length)).toEqual([0, 0]);
  });
});
