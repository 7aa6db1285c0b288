import { DuckDBEngine } from '../../src/engine/duckdb/engine.ts';
import type { Row } from '../../src/engine/engine.ts';
import { raw, sql } from '../../src/engine/sql.ts';

/** The rows of a file in its order; with `query`, what that gives of them: `read => …`. */
export async function readRows(path: string, select = '*', rest = ''): Promise<Row[]> {
  const engine = await DuckDBEngine.create({});
  try {
    const { relation } = await engine.open({ location: path, format: undefined, options: {} }, '/');
    return await engine.query(sql`SELECT ${raw(select)} FROM ${relation} AS data ${raw(rest)}`);
  } finally {
    await engine.close();
  }
}
