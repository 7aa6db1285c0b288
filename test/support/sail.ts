import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const VENV = join(import.meta.dirname, '../../.venv');
const PACKAGE = 'pysail==0.7.2';
const START_MS = 60_000;

export interface Server {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * A Spark Connect server for tests: the one that WATERTIGHT_TEST_SPARK names, or Sail in a Python environment made in `.venv`.
 * Undefined, with the reason printed, where there is no Python 3.
 */
export async function sparkServer(): Promise<Server | undefined> {
  const given = process.env.WATERTIGHT_TEST_SPARK;
  if (given) return { url: given, stop: async () => {} };
  try {
    return await startSail(await sailProgram());
  } catch (error) {
    process.stderr.write(`tests on Sail did NOT run: ${error instanceof Error ? error.message : error}\n`);
    if (process.env.WATERTIGHT_TEST_SAIL === 'required') throw error;
    return undefined;
  }
}

async function startSail(program: string): Promise<Server> {
  const port = await freePort();
  // Sail writes into the folder in which it is started.
  const folder = await mkdtemp(join(tmpdir(), 'watertight-sail-'));
  const child = spawn(program, ['spark', 'server', '--ip', '127.0.0.1', '--port', String(port)], {
    cwd: folder,
    stdio: 'ignore',
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const kill = () => child.kill();
  process.once('exit', kill);
  const stop = async () => {
    process.removeListener('exit', kill);
    child.kill();
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  const until = Date.now() + START_MS;
  while (!(await answers(port))) {
    if (child.exitCode !== null || Date.now() > until) {
      await stop();
      throw new Error('Sail did not start');
    }
    await sleep(50);
  }
  return { url: `sc://127.0.0.1:${port}`, stop };
}

/** The path of Sail's program, installed when it isn't there. */
async function sailProgram(): Promise<string> {
  const folder = join(VENV, process.platform === 'win32' ? 'Scripts' : 'bin');
  const program = join(folder, 'sail');
  const lock = join(tmpdir(), 'watertight-venv.lock');
  while (!existsSync(program)) {
    // Test files run side by side; one of them installs.
    const mine = await open(lock, 'wx').catch(() => undefined);
    if (!mine) {
      await sleep(500);
      continue;
    }
    try {
      await run('python3', ['-m', 'venv', VENV]);
      await run(join(folder, 'pip'), ['install', '--quiet', '--disable-pip-version-check', PACKAGE]);
    } finally {
      await mine.close();
      await rm(lock, { force: true });
    }
  }
  return program;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
