// Seconds, of the wall and of all processors, that DuckDB needs to decode and hash every value of the given Parquet files once. Alone in a process, so that nothing is cached in it.
import { DuckDBInstance } from '@duckdb/node-api';

const connection = await (await DuckDBInstance.create(':memory:')).connect();
const started = performance.now();
const before = process.cpuUsage();
for (const path of process.argv.slice(2)) await connection.run(`SELECT count(hash(COLUMNS(*))) FROM '${path}'`);
const { user, system } = process.cpuUsage(before);
process.stdout.write(JSON.stringify({ seconds: (performance.now() - started) / 1000, cpu: (user + system) / 1e6 }));
