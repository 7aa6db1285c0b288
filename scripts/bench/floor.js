// Seconds that DuckDB needs to decode and hash every value of the given Parquet files once. Alone in a process, so that nothing is cached in it.
import { DuckDBInstance } from '@duckdb/node-api';

const connection = await (await DuckDBInstance.create(':memory:')).connect();
const started = performance.now();
for (const path of process.argv.slice(2)) await connection.run(`SELECT count(hash(COLUMNS(*))) FROM '${path}'`);
process.stdout.write(String((performance.now() - started) / 1000));
