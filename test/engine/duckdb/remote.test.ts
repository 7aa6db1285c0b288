import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { DuckDBEngine } from '../../../src/engine/duckdb/engine.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { raw, sql } from '../../../src/engine/sql.ts';
import { UserError } from '../../../src/errors.ts';

const VENV = join(import.meta.dirname, '../../../.venv');
const EXTENSIONS = join(VENV, 'extensions');
const MOTO = join(VENV, 'bin/moto_server');
const isHere = existsSync(EXTENSIONS) && existsSync(MOTO);
if (!isHere)
  process.stderr.write('tests of remote files did NOT run: .ci/run puts DuckDB extensions and an S3 server into .venv\n');

describe.skipIf(!isHere)('remote files', () => {
  let folder: string;
  let files: Server;
  let moto: ChildProcess;
  let engine: Engine;
  let web: string;
  let sent = 0;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'watertight-remote-'));
    engine = await DuckDBEngine.create({ extensionDirectory: EXTENSIONS });
    const columns = Array.from({ length: 40 }, (_, i) => `hash(i, ${i}) AS c${i}`).join(', ');
    await engine.query(raw(`COPY (SELECT i, ${columns} FROM range(20000) t(i)) TO '${folder}/wide.parquet'`));
    await engine.query(raw(`COPY (SELECT i, 'x;' || i AS t FROM range(10) t(i)) TO '${folder}/text.csv' (DELIMITER ';')`));
    files = createServer((request, response) => {
      const path = join(folder, new URL(request.url!, 'http://x').pathname);
      if (!existsSync(path)) return void response.writeHead(404).end();
      const whole = readFileSync(path);
      const [, from, to] = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? '') ?? [];
      const body = from === undefined ? whole : whole.subarray(Number(from), to ? Number(to) + 1 : undefined);
      response.writeHead(from === undefined ? 200 : 206, {
        'accept-ranges': 'bytes',
        'content-length': body.length,
        ...(from !== undefined && { 'content-range': `bytes ${from}-${Number(from) + body.length - 1}/${whole.length}` }),
      });
      if (request.method !== 'HEAD') sent += body.length;
      response.end(request.method === 'HEAD' ? undefined : body);
    });
    await new Promise<void>((resolve) => files.listen(0, '127.0.0.1', resolve));
    web = `http://127.0.0.1:${(files.address() as { port: number }).port}`;
    await startS3();
  });

  afterAll(async () => {
    await engine?.close();
    files?.close();
    moto?.kill();
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });

  async function startS3(): Promise<void> {
    const port = 20_000 + (process.pid % 20_000);
    moto = spawn(MOTO, ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
    const url = `http://127.0.0.1:${port}`;
    for (let i = 0; i < 300 && !(await fetch(url).catch(() => undefined)); i++) await sleep(100);
    await fetch(`${url}/bucket`, { method: 'PUT' });
    for (const key of ['data/train.parquet', 'data/more.parquet']) {
      await fetch(`${url}/bucket/${key}`, { method: 'PUT', body: new Uint8Array(readFileSync(join(folder, 'wide.parquet'))) });
    }
    vi.stubEnv('AWS_ENDPOINT_URL', url);
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'testing');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 's3cret');
    vi.stubEnv('AWS_DEFAULT_REGION', 'us-east-1');
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  }

  const open = (location: string) => engine.open({ location, format: undefined, options: {} }, folder);
  const count = async (location: string) => {
    const { relation } = await open(location);
    return (await engine.query(sql`SELECT count(*) AS n FROM ${relation}`))[0]?.n;
  };

  it('reads of Parquet only the columns that are asked for', async () => {
    const size = readFileSync(join(folder, 'wide.parquet')).length;
    const { relation, columns, rowNumber } = await open(`${web}/wide.parquet`);
    expect(columns).toHaveLength(41);
    sent = 0;
    const [row] = await engine.query(sql`SELECT max(c7) IS NOT NULL AS some, max(${rowNumber!}) AS last FROM ${relation}`);
    expect(row).toEqual({ some: true, last: 19_999 });
    expect(sent).toBeLessThan(size / 5);
  });

  it('reads delimited text once', async () => {
    expect(await count(`${web}/text.csv`)).toBe(10);
    sent = 0;
    expect(await engine.query(raw(`SELECT count(*) AS n FROM "${web}/text.csv"`))).toEqual([{ n: 10 }]);
    expect(sent).toBe(0);
  });

  it('reads S3 with the credentials of the standard chain, patterns too', async () => {
    expect(await count('s3://bucket/data/train.parquet')).toBe(20_000);
    expect(await count('s3://bucket/data/*.parquet')).toBe(40_000);
  });

  it.each([
    ['/missing.parquet?token=s3cret', /cannot be read: the server answered 404/],
    ['/unknown', /format of .* cannot be read/],
    ['/data.arrow', /format of .* cannot be read/],
  ])('says what is wrong with %s, without secrets', async (path, message) => {
    const error = await open(`${web}${path}`).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).message).toMatch(message);
    expect(`${(error as UserError).message} ${(error as UserError).hint}`).not.toMatch(/s3cret/);
  });

  it('says what is wrong with an object that is not there', async () => {
    const error = await open('s3://bucket/none.parquet').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).message).toMatch(/s3:\/\/bucket\/none.parquet.* cannot be read/);
  });
});
