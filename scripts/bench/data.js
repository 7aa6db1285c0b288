// Data of the benchmarks: made once, in .bench/, by DuckDB itself from hashes of the row number, so it is the same everywhere.
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';

const LEVELS = { integer: [2, 5, 12, 50, 100, 365, 1000, 10_000, 100_000, 1_000_000], text: [3, 8, 20, 150, 2000, 40_000] };

export async function makeData(folder, rows = 5_000_000, testRows = 1_000_000) {
  mkdirSync(folder, { recursive: true });
  await writeParquet(`${folder}/train.parquet`, `SELECT ${columns()} FROM range(${rows}) t(i)`);
  await writeParquet(`${folder}/test.parquet`, `SELECT ${columns()} FROM range(${rows}, ${rows + testRows}) t(i)`);
}

export async function makeWideData(folder, width = 1000, rows = 100_000, testRows = 20_000) {
  mkdirSync(folder, { recursive: true });
  const list = Array.from({ length: width - 1 }, (_, k) =>
    k % 4 ? `${normal(k)} AS x${k}` : `(mix(i, ${k}) % 1000)::INTEGER AS n${k}`,
  );
  const select = `SELECT ${list.join(', ')}, mix(i, -1) % 2 = 0 AS label`;
  await writeParquet(`${folder}/train.parquet`, `${select} FROM range(${rows}) t(i)`);
  await writeParquet(`${folder}/test.parquet`, `${select} FROM range(${rows}, ${rows + testRows}) t(i)`);
}

/** A history of values and labels that hold what it said at their time. */
export async function makeAuditData(folder, rows = 1_000_000, labels = 100_000) {
  mkdirSync(folder, { recursive: true });
  const at = (start, seconds, salt) => `TIMESTAMP '${start}' + INTERVAL (mix(i, ${salt}) % ${seconds}) SECOND`;
  const [source, wanted] = [`${folder}/source.parquet`, `${folder}/labels.parquet`];
  await writeParquet(
    source,
    `SELECT mix(i, 1) % 20000 AS driver, ${at('2024-01-01', 31_536_000, 2)} AS t, mix(i, 3) % 100000 / 7.0 AS rate FROM range(${rows}) r(i)`,
  );
  const asked = `SELECT mix(i, 11) % 20000 AS driver, ${at('2024-02-01', 28_000_000, 12)} AS t, mix(i, 13) % 2 AS y FROM range(${labels}) r(i)`;
  await writeParquet(
    wanted,
    `SELECT l.*, s.rate FROM (${asked}) l ASOF LEFT JOIN '${source}' s ON l.driver = s.driver AND l.t >= s.t`,
  );
}

function columns() {
  return [
    'i AS row_id',
    '(mix(i, 1) % 200000)::BIGINT AS customer_id',
    "TIMESTAMP '2024-01-01' + INTERVAL (i * 6) SECOND AS signed_up_at",
    ...LEVELS.integer.map((levels, k) => `(mix(i, ${k + 10}) % ${levels})::INTEGER AS n${k}`),
    ...Array.from({ length: 9 }, (_, k) => `${normal(k + 30)} * ${k + 1} + ${k * 3} + (mix(i, 99) % 10 = 0)::INT * 0.2 AS x${k}`),
    ...LEVELS.text.map((levels, k) => `'v' || (mix(i, ${k + 70}) % ${levels}) AS s${k}`),
    'mix(i, 90) % 2 = 0 AS flag',
    'CASE WHEN mix(i, 92) % 7 = 0 THEN NULL ELSE (mix(i, 93) % 1000) / 10.0 END AS sparse',
    '(mix(i, 94) % 100000) / 100.0 AS amount',
    "CASE WHEN mix(i, 95) % 3 = 0 THEN NULL ELSE 'p' || (mix(i, 96) % 30) END AS optional",
    '(mix(i, 91) % 1000)::INTEGER AS visits',
    'mix(i, 99) % 10 = 0 AS churned',
  ].join(', ');
}

const normal = (k) =>
  `sqrt(-2 * ln((mix(i, ${k}) % 1000003 + 1) / 1000004.0)) * cos(2 * pi() * (mix(i, ${k + 5000}) % 1000003) / 1000003.0)`;

async function writeParquet(path, select) {
  if (existsSync(path)) return;
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  // Alone, the lowest bits of a hash of two values are those of the hashes of each, combined: the columns would tell each other.
  await connection.run('CREATE MACRO mix(i, k) AS hash(hash(i, k))');
  await connection.run(`COPY (${select}) TO '${path}.partial' (FORMAT parquet, COMPRESSION zstd)`);
  connection.closeSync();
  renameSync(`${path}.partial`, path);
}
