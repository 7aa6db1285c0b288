// What a process of DuckDB alone needs to join labels with a source as of their time, and to compare the values.
import { DuckDBInstance } from '@duckdb/node-api';

const [labels, source] = process.argv.slice(2);
const connection = await (await DuckDBInstance.create(':memory:')).connect();
await connection.run(
  `SELECT count(*), sum(CASE WHEN l.rate = s.rate THEN 1 END) FROM '${labels}' l ASOF LEFT JOIN '${source}' s ON l.driver = s.driver AND l.t >= s.t`,
);
