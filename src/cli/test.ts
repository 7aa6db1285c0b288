import { spawn } from 'node:child_process';
import { dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import { loadConfig } from '../config/load-config.ts';
import { expandGlob, fixedPrefix } from '../engine/duckdb/files/glob.ts';
import { UserError } from '../errors.ts';
import { ownImportsModule } from '../plugins/own-imports.ts';
import { isPath } from '../plugins/plugin-sources.ts';
import type { ExitCode, Io } from './io.ts';

/** `watertight test`: the tests of a project's own rules, by Node's test runner. */
export function testCommand(program: Command, io: Io, done: (code: ExitCode) => void): void {
  program
    .command('test')
    .description('run the tests of your own rules, written with watertight/testing')
    .argument('[files...]', 'test files (default: *.test.js, .mjs and .ts beside the files of `plugins`)')
    .option('--config <file>', 'configuration (default: the nearest watertight.yaml)')
    .action(async (files: readonly string[], { config: file }: { config?: string }) => {
      const cwd = io.cwd();
      const found = files.length ? files.map((one) => resolve(cwd, one)) : await testFiles(cwd, file);
      if (!found.length) {
        throw new UserError('there are no tests', { hint: 'write `rule.test.js` beside the rule, or name the files' });
      }
      done(await run(found, io));
    });
}

async function testFiles(cwd: string, file: string | undefined): Promise<string[]> {
  const { plugins = [], baseDirectory } = await loadConfig({ cwd, ...(file !== undefined && { file }) });
  const folders = plugins.filter(isPath).map((entry) => {
    const path = resolve(baseDirectory, entry);
    const fixed = fixedPrefix(path);
    return fixed === path ? dirname(path) : fixed;
  });
  const below = await Promise.all(
    [...new Set(folders)].map((folder) => expandGlob(resolve(folder, '**/*.test.{js,mjs,ts,mts}'))),
  );
  return [...new Set(below.flat())].filter((path) => !path.includes('/node_modules/'));
}

function run(files: readonly string[], io: Io): Promise<ExitCode> {
  const [major, minor] = process.versions.node.split('.').map(Number) as [number, number];
  const strips = major === 22 && minor >= 6 && minor < 18 ? ['--experimental-strip-types'] : [];
  const args = [...strips, '--import', ownImportsModule(), '--test', '--test-reporter=spec', ...files];
  // Within a test run of Node, NODE_TEST_CONTEXT would make this one report to it.
  const { NODE_TEST_CONTEXT, ...env } = io.env;
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, args, { cwd: io.cwd(), env, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.setEncoding('utf8').on('data', (text: string) => void io.stdout.write(text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => void io.stderr.write(text));
    child.on('error', fail);
    child.on('close', (code) => done(code === 0 ? 0 : code === 1 ? 1 : 2));
  });
}
