import { spawn } from 'node:child_process';

const USAGE = `data:text/javascript,import{writeSync}from'node:fs';process.on('exit',()=>writeSync(3,JSON.stringify(process.resourceUsage())))`;

/** Wall and processor seconds, peak memory in MB, exit code and output of a Node program as a whole process. */
export function run(args) {
  return new Promise((done, fail) => {
    const started = performance.now();
    const child = spawn(process.execPath, ['--import', USAGE, ...args], { stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    let used = '';
    child.stdout.on('data', (text) => {
      stdout += text;
    });
    child.stderr.on('data', (text) => {
      stderr += text;
    });
    child.stdio[3].on('data', (text) => {
      used += text;
    });
    child.on('error', fail);
    child.on('close', (code) => {
      const seconds = (performance.now() - started) / 1000;
      const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(used || '{}');
      done({ seconds, cpu: (userCPUTime + systemCPUTime) / 1e6, peakMb: maxRSS / 1024, code, stdout, stderr });
    });
  });
}

export const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

/** Pairs of a measured command and its yardstick, in turn, so that a machine whose speed drifts treats both alike; both in seconds, of the wall and of all processors. */
export async function pairs(count, measured, yardstick) {
  const rows = [];
  for (let i = 0; i < count; i++) rows.push({ yardstick: await yardstick(), measured: await measured() });
  return {
    seconds: median(rows.map((row) => row.measured.seconds)),
    floor: median(rows.map((row) => row.yardstick.seconds)),
    ratio: median(rows.map((row) => row.measured.seconds / row.yardstick.seconds)),
    cpu: median(rows.map((row) => row.measured.cpu)),
    cpuRatio: median(rows.map((row) => row.measured.cpu / row.yardstick.cpu)),
    peakMb: Math.max(...rows.map((row) => row.measured.peakMb)),
    last: rows.at(-1).measured,
  };
}
