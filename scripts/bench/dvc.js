#!/usr/bin/env node
// node scripts/bench/dvc.js [--runs 3] [--megabytes 2000]: `verify` on a repository of 200 stages and 20,000 files, cold and warm,
// and hashing against openssl on one large file and on many small ones. Works on the compiled code, so build first.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { verify } from '../../dist/src/api/verify.js';
import { loadConfig } from '../../dist/src/config/load-config.js';
import { digestFiles } from '../../dist/src/dvc/hash/digest-files.js';
import { manifestHash, manifestText } from '../../dist/src/dvc/hash/manifest.js';
import { dvcStatus } from '../../dist/src/dvc/status/local-status.js';

const { values: flags } = parseArgs({
  options: { runs: { type: 'string', default: '3' }, megabytes: { type: 'string', default: '2000' } },
});
const folder = join(fileURLToPath(new URL('../..', import.meta.url)), '.bench/dvc');
const runs = Number(flags.runs);
const STAGES = 200;
const FILES = 100;
const md5 = (bytes) => createHash('md5').update(bytes).digest('hex');

const root = join(folder, 'repository');
if (!existsSync(join(root, 'dvc.yaml'))) makeRepository();
const cacheDirectory = join(folder, 'cache');
const cold = await times(async () => {
  rmSync(cacheDirectory, { recursive: true, force: true });
  await dvcStatus(root, { cacheDirectory });
});
const warm = await times(() => dvcStatus(root, { cacheDirectory }));
console.log(`status of ${STAGES} stages and ${STAGES * FILES} files: cold ${cold} s, warm ${warm} s (goals 1.6 and 0.5)`);

const config = await loadConfig({ cwd: root });
console.log(`verify of the same: ${await times(() => verify(config))} s warm, all rules`);

const large = join(folder, 'large.bin');
if (!existsSync(large)) makeLarge(Number(flags.megabytes));
await compare('one large file', [large]);
const small = Array.from({ length: STAGES * FILES }, (_, i) => join(root, `data/d${i % STAGES}/f${Math.floor(i / STAGES)}.bin`));
await compare(`${small.length} files of 4 KiB`, small);

async function compare(name, paths) {
  const { statSync } = await import('node:fs');
  const files = paths.map((path) => ({ path, size: statSync(path).size }));
  const ours = await times(() => digestFiles(files));
  const openssl = await times(async () =>
    execFileSync('xargs', ['openssl', 'dgst', '-md5'], { input: paths.join('\n'), maxBuffer: 1 << 28 }),
  );
  console.log(`${name}: ${ours} s, openssl ${openssl} s (${(openssl / ours).toFixed(2)} of its speed)`);
}

async function times(work) {
  const seconds = [];
  for (let i = 0; i < runs; i++) {
    const started = performance.now();
    await work();
    seconds.push((performance.now() - started) / 1000);
  }
  return Math.min(...seconds).toFixed(3);
}

function makeRepository() {
  const put = (hash, bytes) => {
    const directory = join(root, '.dvc/cache/files/md5', hash.slice(0, 2));
    const path = join(directory, hash.slice(2));
    if (existsSync(path)) return;
    mkdirSync(directory, { recursive: true });
    writeFileSync(path, bytes);
    chmodSync(path, 0o444);
  };
  const directories = Array.from({ length: STAGES }, (_, s) => {
    mkdirSync(join(root, `data/d${s}`), { recursive: true });
    const members = Array.from({ length: FILES }, (_, f) => {
      const bytes = Buffer.alloc(4096, `${s}-${f}-`);
      writeFileSync(join(root, `data/d${s}/f${f}.bin`), bytes);
      put(md5(bytes), bytes);
      return { relpath: `f${f}.bin`, md5: md5(bytes) };
    });
    put(manifestHash(members), manifestText(members));
    return manifestHash(members);
  });
  const entry = (s) =>
    `    - path: data/d${s}\n      hash: md5\n      md5: ${directories[s]}\n      size: ${FILES * 4096}\n      nfiles: ${FILES}\n`;
  const stage = (s) =>
    `  s${s}:\n    cmd: run ${s}\n${s > 0 ? `    deps:\n    - data/d${s - 1}\n` : ''}    params:\n    - k${s}\n    outs:\n    - data/d${s}\n`;
  const locked = (s) =>
    `  s${s}:\n    cmd: run ${s}\n${s > 0 ? `    deps:\n${entry(s - 1)}` : ''}    params:\n      params.yaml:\n        k${s}: ${s}\n    outs:\n${entry(s)}`;
  const all = (text) => directories.map((_, s) => text(s)).join('');
  writeFileSync(join(root, '.dvc/config'), '');
  writeFileSync(
    join(root, 'params.yaml'),
    all((s) => `k${s}: ${s}\n`),
  );
  writeFileSync(join(root, '.gitignore'), '/data\n');
  writeFileSync(join(root, 'dvc.lock'), `schema: '2.0'\nstages:\n${all(locked)}`);
  writeFileSync(join(root, 'dvc.yaml'), `stages:\n${all(stage)}`);
  execFileSync('git', ['init', '-q'], { cwd: root });
}

function makeLarge(megabytes) {
  const file = openSync(large, 'w');
  for (let i = 0; i < megabytes; i++) writeSync(file, Buffer.alloc(1_000_000, `${i} `));
}
