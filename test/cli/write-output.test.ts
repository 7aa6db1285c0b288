import { spawnSync } from 'node:child_process';
import { lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writeOutput } from '../../src/cli/write-output.ts';
import { UserError } from '../../src/errors.ts';
import { temporaryFolder } from '../support/run-cli.ts';

it('replaces a file as a whole, makes folders, and leaves nothing else behind', async () => {
  const cwd = temporaryFolder({ 'a.txt': 'old' });
  await writeOutput('a.txt', 'new', cwd);
  await writeOutput('b/c/d.txt', 'deep', cwd);
  expect(readFileSync(join(cwd, 'a.txt'), 'utf8')).toBe('new');
  expect(readFileSync(join(cwd, 'b/c/d.txt'), 'utf8')).toBe('deep');
  expect(readdirSync(cwd)).toEqual(['a.txt', 'b']);
});

it('follows a link and keeps it', async () => {
  const cwd = temporaryFolder({ 'real.txt': 'old' });
  symlinkSync(join(cwd, 'real.txt'), join(cwd, 'link.txt'));
  await writeOutput('link.txt', 'new', cwd);
  expect(lstatSync(join(cwd, 'link.txt')).isSymbolicLink()).toBe(true);
  expect(readFileSync(join(cwd, 'real.txt'), 'utf8')).toBe('new');
});

it.skipIf(process.platform === 'win32')('writes to what is no file and leaves it what it is', async () => {
  const pipe = join(temporaryFolder(), 'pipe');
  expect(spawnSync('mkfifo', [pipe]).status).toBe(0);
  const [read] = await Promise.all([readFile(pipe, 'utf8'), writeOutput(pipe, 'through', '/')]);
  expect(read).toBe('through');
  expect(lstatSync(pipe).isFIFO()).toBe(true);
});

it('says what it cannot write', async () => {
  const cwd = temporaryFolder({ file: '' });
  mkdirSync(join(cwd, 'folder'));
  await expect(writeOutput('folder', 'x', cwd)).rejects.toThrow(UserError);
  await expect(writeOutput('file/x', 'x', cwd)).rejects.toThrow(/file\/x cannot be written/);
  expect(readdirSync(cwd)).toEqual(['file', 'folder']);
});
