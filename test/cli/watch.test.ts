import { renameSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Io } from '../../src/cli/io.ts';
import { main } from '../../src/cli/main.ts';
import { temporaryFolder, writeFiles } from '../support/run-cli.ts';
import { honestCsv } from '../support/sample-data.ts';

/** `check --watch` under way: what it has said so far, and Ctrl-C. */
function watching(cwd: string, ...argv: string[]) {
  const said = { stdout: '', stderr: '' };
  const listeners = new Set<() => void>();
  const output = (name: 'stdout' | 'stderr') => ({
    write(text: string) {
      said[name] += text;
      return true;
    },
  });
  const io: Io = {
    stdout: output('stdout'),
    stderr: output('stderr'),
    stdin: new PassThrough(),
    env: {},
    cwd: () => cwd,
    once: (_, listener) => listeners.add(listener),
    off: (_, listener) => listeners.delete(listener),
  };
  const ended = main(['check', '--watch', '--only', 'quality/*', ...argv], io);
  const times = (text: string) => said.stderr.split(text).length - 1;
  const until = (text: string, count: number) => expect.poll(() => times(text), { timeout: 15_000, interval: 20 }).toBe(count);
  return {
    said,
    times,
    /** Once it has checked so many times and waits. */
    checked: (count: number) => until('watching files', count),
    interrupt: () => {
      for (const listener of listeners) listener();
      return ended;
    },
  };
}

const csv = honestCsv(60, 1);
const constant = csv.trimEnd().replace(/^(.*)$/gm, (line, _, offset) => `${line},${offset ? 7 : 'same'}`);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('check --watch', () => {
  it('checks again when data change, once for several writes, and gives the code of the last check', async () => {
    const cwd = temporaryFolder({ 'train.csv': csv, 'other.csv': csv });
    const run = watching(cwd, '--train', 'train.csv', '--fail-on', 'info');
    await run.checked(1);
    expect(run.said.stdout).not.toContain('quality/constant-column');
    writeFiles(cwd, { 'train.csv': 'a' });
    writeFiles(cwd, { 'train.csv': constant });
    await run.checked(2);
    expect(run.said.stderr).toContain('train.csv changed: checking again');
    expect(run.said.stdout).toContain('quality/constant-column');
    expect(await run.interrupt()).toBe(1);
    expect(run.times('changed: checking again')).toBe(1);
  });

  it('sees a file that an editor puts in place of the old one', async () => {
    const cwd = temporaryFolder({ 'train.csv': csv });
    const run = watching(cwd, '--train', 'train.csv');
    await run.checked(1);
    writeFiles(cwd, { 'train.csv~': constant });
    renameSync(join(cwd, 'train.csv~'), join(cwd, 'train.csv'));
    await run.checked(2);
    expect(await run.interrupt()).toBe(0);
  });

  it('shows a mistake in the configuration, and goes on when it is mended', async () => {
    const cwd = temporaryFolder({ 'train.csv': csv, 'watertight.yaml': 'datasets: { train: train.csv }\ntagret: y\n' });
    const run = watching(cwd);
    await run.checked(1);
    expect(run.said.stderr).toContain('watertight.yaml:2:1: unknown key `tagret`');
    writeFileSync(join(cwd, 'watertight.yaml'), 'datasets: { train: train.csv }\ntarget: y\n');
    await run.checked(2);
    expect(run.said.stderr).toContain('watertight.yaml changed: checking again');
    expect(run.said.stdout).toContain('watertight 0');
    expect(await run.interrupt()).toBe(0);
  });

  it('is not woken by other files, by its own reports, or by a file that stays as it was', async () => {
    const cwd = temporaryFolder({ 'data/a.csv': csv });
    const run = watching(cwd, '--train', 'data/*.csv', '--report', 'json=data/report.json');
    await run.checked(1);
    writeFiles(cwd, { 'notes.txt': 'x' });
    await pause(400);
    expect(run.times('changed: checking again')).toBe(0);
    writeFiles(cwd, { 'data/b.csv': csv });
    await run.checked(2);
    await pause(400);
    expect(run.times('changed: checking again')).toBe(1);
    utimesSync(join(cwd, 'data/b.csv'), new Date(), new Date());
    await run.checked(3);
    expect(await run.interrupt()).toBe(0);
  });

  it('waits for no file where the command line is wrong', async () => {
    const cwd = temporaryFolder({ 'train.csv': csv });
    const run = watching(cwd, '--train', 'train.csv', '-f', 'serif');
    expect(await run.interrupt()).toBe(2);
    expect(run.said.stderr).toContain('did you mean `sarif`?');
    expect(run.times('watching files')).toBe(0);
  });
});
