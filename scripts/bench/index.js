#!/usr/bin/env node
// npm run bench [-- --runs 5] [--only tall|wide|audit|start]: prints times as ratios to their floor.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { makeAuditData, makeData, makeWideData } from './data.js';
import { pairs, run } from './measure.js';

const { values: flags } = parseArgs({
  options: { runs: { type: 'string', default: '5' }, only: { type: 'string' }, rows: { type: 'string' } },
});
const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, '.bench');
const bin = join(root, 'bin/watertight.js');
const runs = Number(flags.runs);
const wanted = (name) => flags.only === undefined || flags.only === name;
const floorOf = (paths) => async () => JSON.parse((await run([join(root, 'scripts/bench/floor.js'), ...paths])).stdout);

if (wanted('tall')) await tall();
if (wanted('wide')) await wide();
if (wanted('audit')) await audit();
if (wanted('start')) await start();

async function tall() {
  const rows = Number(flags.rows ?? 5_000_000);
  const data = join(folder, `tall-${rows}`);
  await makeData(data, rows, rows / 5);
  const paths = [join(data, 'train.parquet'), join(data, 'test.parquet')];
  const check = [
    bin,
    'check',
    '--train',
    paths[0],
    '--test',
    paths[1],
    '--target',
    'churned',
    '--time',
    'signed_up_at',
    '--entity',
    'customer_id',
    '--id',
    'row_id',
    '-f',
    'json',
  ];
  show(`check, ${rows} + ${rows / 5} rows × 34`, await pairs(runs, () => run(check), floorOf(paths)), 3);
  const limited = await run([...check, '--memory-limit', '512MB']);
  const free = await run(check);
  console.log(
    `  with --memory-limit 512MB: ${limited.seconds.toFixed(2)} s, peak ${limited.peakMb.toFixed(0)} MB, ${verdict(limited) === verdict(free) ? 'same verdict' : 'ANOTHER VERDICT'}`,
  );
}

async function wide() {
  const data = join(folder, 'wide');
  await makeWideData(data);
  const paths = [join(data, 'train.parquet'), join(data, 'test.parquet')];
  const check = [bin, 'check', '--train', paths[0], '--test', paths[1], '--target', 'label', '-f', 'json'];
  show('check, 100,000 + 20,000 rows × 1,000', await pairs(runs, () => run(check), floorOf(paths)), 4);
}

async function audit() {
  const data = join(folder, 'audit');
  await makeAuditData(data);
  const [labels, source] = ['labels.parquet', 'source.parquet'].map((name) => join(data, name));
  const files = ['--labels', labels, '--source', source];
  const command = [bin, 'audit', ...files, '--entity', 'driver', '--time', 't', '--value', 'rate', '-f', 'json'];
  const yardstick = () => run([join(root, 'scripts/bench/as-of-join.js'), labels, source]);
  show('audit, 100,000 labels × 1,000,000 rows', await pairs(runs * 3, () => run(command), yardstick), 1.5);
}

async function start() {
  mkdirSync(folder, { recursive: true });
  const csv = (first) =>
    `id,x,y\n${Array.from({ length: 1000 }, (_, i) => `${first + i},${(((first + i) * 7919) % 1009) / 7},${i % 2}`).join('\n')}\n`;
  const [train, test] = ['train.csv', 'test.csv'].map((name) => join(folder, name));
  writeFileSync(train, csv(0));
  writeFileSync(test, csv(100_000));
  const nothing = () => run(['-e', '0']);
  show('--version', await pairs(runs * 4, () => run([bin, '--version']), nothing), 1.5);
  show(
    'check, 1,000 rows',
    await pairs(runs * 2, () => run([bin, 'check', '--train', train, '--test', test, '--target', 'y', '-f', 'json']), nothing),
    8,
  );
}

function show(name, { seconds, floor, ratio, cpu, cpuRatio, peakMb, last }, goal) {
  const mark = ratio <= goal ? 'reached' : 'MISSED';
  console.log(
    `${name}: ${seconds.toFixed(2)} s, floor ${floor.toFixed(2)} s, ratio ${ratio.toFixed(2)} (goal ${goal}, ${mark}), processors ${cpu.toFixed(2)} s, ratio ${cpuRatio.toFixed(2)}, peak ${peakMb.toFixed(0)} MB, exit ${last.code}`,
  );
  if (last.code === 2) console.error(last.stderr);
}

function verdict({ stdout }) {
  const {
    findings,
    run: { status },
  } = JSON.parse(stdout);
  return JSON.stringify([status, findings.map(({ fingerprint, severity }) => [fingerprint, severity])]);
}
