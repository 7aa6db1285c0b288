import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '../support/run-cli.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');

/** A folder with the command `watertight`, as an installed package has it: the compiled program, which `npm test` builds first. */
export function commandFolder(): string {
  const folder = temporaryFolder({
    watertight: `#!/bin/sh\nexec "${process.execPath}" "${join(root, 'bin/watertight.js')}" "$@"\n`,
  });
  chmodSync(join(folder, 'watertight'), 0o755);
  return folder;
}

export interface Step {
  readonly shell: 'bash' | 'sh';
  readonly script: string;
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a step of a CI job as its runner does: the script from a file, ended by the first command that fails. */
export function runStep({ shell, script, cwd, env = {} }: Step, commands = '') {
  const file = join(temporaryFolder({ 'step.sh': script }), 'step.sh');
  const { PATH = '', HOME = '' } = process.env;
  const { status, stdout, stderr } = spawnSync(shell, shell === 'bash' ? ['-e', '-o', 'pipefail', file] : ['-e', file], {
    cwd,
    encoding: 'utf8',
    env: { PATH: commands ? `${commands}:${PATH}` : PATH, HOME, NO_COLOR: '1', ...env },
  });
  return { code: status, stdout, stderr };
}
