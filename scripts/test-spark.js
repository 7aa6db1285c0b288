// Runs the engine tests on real Spark in local-cluster mode (two executor processes), and proves through Spark's own REST API
// that both of them ran tasks and shuffled. Needs Java 17, Python 3, 3 GB of memory, and the registry on the first run.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const VERSION = '4.3.0';
const cache = resolve(import.meta.dirname, '../.venv/spark');
const home = join(cache, 'deps');
const START_MS = 180_000;

await main();

async function main() {
  install();
  const [port, uiPort] = [await freePort(), await freePort()];
  const folder = mkdtempSync(join(tmpdir(), 'watertight-spark-'));
  const spark = startSpark(folder, port, uiPort);
  process.once('exit', () => spark.kill());
  try {
    await answering(`http://127.0.0.1:${uiPort}/api/v1/applications`, spark);
    process.stdout.write(`Spark ${VERSION} local-cluster[2,1,1024] on port ${port}\n`);
    const files = process.argv.slice(2);
    const tests = spawn(
      'npx',
      ['vitest', 'run', '--testTimeout=600000', ...(files.length ? files : ['test/engine/dialects', 'test/engine/rules-golden'])],
      {
        stdio: 'inherit',
        env: { ...process.env, WATERTIGHT_TEST_SPARK: `sc://127.0.0.1:${port}` },
      },
    );
    const code = await new Promise((done) => tests.once('exit', done));
    await proveDistribution(uiPort);
    process.exitCode = code ?? 1;
  } finally {
    spark.kill();
    await new Promise((done) => (spark.exitCode === null ? spark.once('exit', done) : done()));
    for (const made of [folder, join(home, 'work')]) rmSync(made, { recursive: true, force: true });
  }
}

/** Spark's jars as the sdist of pyspark carries them: building a wheel of it would take a minute more. */
function install() {
  if (existsSync(join(home, 'jars'))) return;
  mkdirSync(cache, { recursive: true });
  const archive = join(cache, 'dl', `pyspark-${VERSION}.tar.gz`);
  if (!existsSync(archive)) {
    if (!existsSync(join(cache, 'venv'))) run('python3', ['-m', 'venv', join(cache, 'venv')]);
    run(join(cache, 'venv/bin/pip'), ['download', '--quiet', '--no-deps', '-d', join(cache, 'dl'), `pyspark==${VERSION}`]);
  }
  const inside = ['jars', 'bin'].map((part) => `pyspark-${VERSION}/deps/${part}`);
  run('tar', ['xzf', archive, '-C', cache, '--strip-components=1', ...inside]);
  rmSync(archive);
}

function startSpark(folder, port, uiPort) {
  const settings = {
    'spark.connect.grpc.binding.address': '127.0.0.1',
    'spark.connect.grpc.binding.port': port,
    'spark.driver.bindAddress': '127.0.0.1',
    'spark.driver.host': '127.0.0.1',
    'spark.ui.enabled': true,
    'spark.ui.port': uiPort,
    'spark.sql.shuffle.partitions': 4,
    'spark.sql.catalogImplementation': 'in-memory',
    'spark.sql.warehouse.dir': join(folder, 'warehouse'),
  };
  const conf = Object.entries(settings).flatMap(([key, value]) => ['--conf', `${key}=${value}`]);
  const main = 'org.apache.spark.sql.connect.service.SparkConnectServer';
  const args = ['--class', main, '--master', 'local-cluster[2,1,1024]', '--driver-memory', '1500m', ...conf, 'spark-internal'];
  const env = { ...process.env, SPARK_HOME: home, SPARK_LOCAL_IP: '127.0.0.1', SPARK_LOCAL_HOSTNAME: '127.0.0.1' };
  return spawn(join(home, 'bin/spark-submit'), args, { cwd: folder, env, stdio: 'ignore' });
}

async function answering(url, spark) {
  const until = Date.now() + START_MS;
  while (Date.now() < until && spark.exitCode === null) {
    // While it starts, it refuses, or answers in plain words.
    const found = await fetch(url)
      .then((response) => response.json())
      .catch(() => []);
    if (found.length) return;
    await sleep(500);
  }
  throw new Error('Spark did not start');
}

async function proveDistribution(uiPort) {
  const api = `http://127.0.0.1:${uiPort}/api/v1/applications`;
  const [{ id }] = await (await fetch(api)).json();
  const executors = (await (await fetch(`${api}/${id}/executors`)).json()).filter((executor) => executor.id !== 'driver');
  for (const { id: executor, totalTasks, totalShuffleRead, totalShuffleWrite } of executors) {
    process.stdout.write(
      `executor ${executor}: ${totalTasks} tasks, ${totalShuffleRead} bytes read and ${totalShuffleWrite} written in shuffles\n`,
    );
  }
  const worked = executors.filter(({ totalTasks, totalShuffleRead }) => totalTasks > 0 && totalShuffleRead > 0);
  if (worked.length < 2) throw new Error(`only ${worked.length} of ${executors.length} executors ran tasks and shuffled`);
}

function freePort() {
  return new Promise((done, fail) => {
    const server = createServer().once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

function run(program, args) {
  const { status, error } = spawnSync(program, args, { stdio: 'inherit' });
  if (error || status !== 0) throw error ?? new Error(`${program} ended with exit code ${status}`);
}
