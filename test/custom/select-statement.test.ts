import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refuseMore } from '../../src/custom/select-statement.ts';
import { DuckDBEngine } from '../../src/engine/duckdb/engine.ts';

let engine: DuckDBEngine;
beforeAll(async () => {
  engine = await DuckDBEngine.create({});
});
afterAll(() => engine.close());

const reason = (text: string): Promise<string> =>
  refuseMore(text, ['data', 'train'], engine).then(
    () => 'accepted',
    (error: Error) => error.message,
  );

describe('a statement of a rule', () => {
  it.each([
    'SELECT * FROM train WHERE x < 0',
    'select 1 from Data d join train t on d.id = t.id where d.x in (select x from train) ;',
    'WITH late AS (SELECT * FROM data) SELECT * FROM late -- at the end',
    'WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 3) SELECT * FROM n',
    'FROM train WHERE x IS NULL',
    'SELECT unnest([1, 2]) FROM train, range(3)',
    'SELECT x, row_number() OVER (PARTITION BY y ORDER BY z) AS n FROM data QUALIFY n > 1',
    'SELECT * FROM data UNION ALL SELECT * FROM train EXCEPT SELECT * FROM train',
  ])('%s', async (text) => {
    expect(await reason(text)).toBe('accepted');
  });

  it.each([
    ['DROP TABLE train', /no SELECT/],
    ['INSERT INTO train SELECT * FROM data', /no SELECT/],
    ["COPY train TO 'out.csv'", /no SELECT/],
    ["ATTACH 'x.db'", /no SELECT/],
    ['SET threads = 1', /no SELECT/],
    ['SELECT 1; DROP TABLE train', /no SELECT|more than one/],
    ['SELECT 1; SELECT 2', /more than one/],
    ['SELECT 1) AS v; SELECT (2', /cannot be read/],
    ['SELEC 1', /cannot be read/],
    ['', /more than one|cannot be read/],
    ["SELECT * FROM '/etc/passwd'", /reads `\/etc\/passwd`/],
    ["SELECT * FROM read_text('/etc/passwd')", /calls `read_text`/],
    ["SELECT * FROM read_csv_auto('x.csv')", /calls `read_csv_auto`/],
    ["SELECT * FROM parquet_scan('x')", /calls `parquet_scan`/],
    ["SELECT * FROM glob('*')", /calls `glob`/],
    ["SELECT * FROM query('SELECT 1')", /calls `query`/],
    ["SELECT * FROM query_table('other')", /calls `query_table`/],
    ['SELECT * FROM duckdb_settings()', /calls `duckdb_settings`/],
    ['SELECT * FROM information_schema.tables', /reads `information_schema.tables`/],
    ['SELECT * FROM materialized_0', /reads `materialized_0`/],
    ['SELECT * FROM temp.train', /reads `temp.train`/],
    ['SELECT (SELECT max(x) FROM other) FROM train', /reads `other`/],
    ["SELECT * FROM train WHERE x IN (SELECT a FROM 'f.csv')", /reads `f.csv`/],
    ["SELECT * FROM train ORDER BY (SELECT 1 FROM 'f.csv')", /reads `f.csv`/],
    ['SELECT * FROM \'f.csv\' WHERE (WITH "f.csv" AS (SELECT 1) SELECT 1) = 1', /cannot name/],
    ["SELECT getenv('HOME') FROM train", /calls `getenv`/],
    ["SELECT current_setting('threads') FROM train", /calls `current_setting`/],
    ['SELECT error(name) FROM train', /calls `error`/],
    ['DESCRIBE train', /describes|no SELECT/],
    ['SELECT * FROM (SHOW TABLES)', /describes/],
    ['SUMMARIZE train', /describes|no SELECT/],
  ])('%s is refused', async (text, message) => {
    expect(await reason(text)).toMatch(message);
  });
});
