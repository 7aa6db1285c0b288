import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { ServerCredentials } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FakeSpark } from './fake-spark.ts';

const openssl = spawnSync('openssl', ['version']).status === 0;
if (!openssl) process.stdout.write('openssl: not here, so no encrypted connection is tested\n');

describe.skipIf(!openssl)('an encrypted connection', () => {
  const folder = mkdtempSync(join(tmpdir(), 'watertight-tls-'));
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const server = new FakeSpark();
  let url: string;
  beforeAll(async () => {
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
    spawnSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', certificate, ...subject]);
    const pair = { private_key: readFileSync(key), cert_chain: readFileSync(certificate) };
    await server.start(ServerCredentials.createSsl(null, [pair]));
    url = `sc://localhost:${server.port}/;use_ssl=true;token=t0p`;
  });
  afterAll(() => {
    server.stop();
    rmSync(folder, { recursive: true });
  });

  async function check(env: Record<string, string>) {
    const run = spawn('node', ['bin/watertight.js', 'check', '--engine', url, '--train', 't', '--target', 'y'], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const [stderr, code] = await Promise.all([text(run.stderr), new Promise((done) => run.once('exit', done))]);
    return { stderr, code };
  }

  it('to a server whose certificate is trusted carries the token', async () => {
    const { stderr } = await check({ GRPC_DEFAULT_SSL_ROOTS_FILE_PATH: certificate });
    expect(server.calls.length).toBeGreaterThan(0);
    for (const [, , headers] of server.calls) expect(headers).toMatchObject({ authorization: 'Bearer t0p' });
    expect(stderr).not.toContain('t0p');
  });

  it('to another server is not made', async () => {
    const before = server.calls.length;
    const { stderr, code } = await check({});
    expect(code).toBe(2);
    expect(stderr).toContain('is not trusted');
    expect(server.calls.length).toBe(before);
  });
});
