import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtInRules } from '../../src/api/rules.ts';
import { formatNames } from '../../src/report/formats.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';

const cwd = temporaryFolder({ 'train set.csv': 'a\n1\n', 'test.csv': 'a\n1\n' });

async function scriptOf(shell: string): Promise<string> {
  const { code, stdout, stderr } = await runCli(['completion', shell], { cwd });
  expect(stderr).toBe('');
  expect(code).toBe(0);
  return stdout;
}

const words = (...line: string[]) => ['watertight', ...line].map((word) => `'${word}'`).join(' ');

const script = await scriptOf('bash');

/** What bash offers for the last word of a line. */
function offered(...line: string[]): string[] {
  const ask = `${script}
COMP_WORDS=(${words(...line)}); COMP_CWORD=${line.length}
_watertight
printf '%s\\n' "\${COMPREPLY[@]}"
`;
  const { stdout, stderr, status } = spawnSync('bash', ['--norc', '-u', '-c', ask], { cwd, encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return stdout.split('\n').filter(Boolean).sort();
}

describe('completion in bash', () => {
  it('of commands, also those of a command', () => {
    expect(offered('')).toEqual(expect.arrayContaining(['check', 'completion', 'config', 'explain', 'verify']));
    expect(offered('ch')).toEqual(['check']);
    expect(offered('config', 's')).toEqual(['schema', 'show']);
    expect(offered('completion', '')).toEqual(['bash', 'fish', 'zsh']);
  });

  it('of the options that a command has', () => {
    expect(offered('check', '--tr')).toEqual(['--train']);
    expect(offered('config', 'show', '--tar')).toEqual(['--target']);
    expect(offered('rules', '--')).toEqual(['--color', '--help', '--json']);
    expect(offered('check', '--json')).toEqual([]);
  });

  it('of what an option takes', async () => {
    expect(offered('check', '--task', '')).toEqual(['binary', 'multiclass', 'regression']);
    expect(offered('check', '--train', 'a.csv', '-f', '')).toEqual([...formatNames].sort());
    expect(offered('check', '--color', 'a')).toEqual(['always', 'auto']);
    expect(offered('check', '--only', 'overlap/dup')).toEqual(['overlap/duplicate-rows']);
    expect(offered('explain', '')).toEqual((await builtInRules()).map(({ id }) => id).sort());
    expect(offered('check', '--target', '')).toEqual([]);
  });

  it('of files, with spaces in their names', () => {
    expect(offered('check', '--train', 't')).toEqual(['test.csv', 'train set.csv']);
    expect(offered('report', 'te')).toEqual(['test.csv']);
  });
});

const has = (shell: string) => spawnSync(shell, ['-c', 'true']).status === 0;

describe('completion in other shells', () => {
  it('takes no shell that it does not know', async () => {
    const { code, stderr } = await runCli(['completion', 'tcsh'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain('bash, zsh, fish');
  });

  it('zsh runs the script of bash', async () => {
    const text = await scriptOf('zsh');
    expect(text).toContain('bashcompinit');
    expect(text).toContain(script.slice(script.indexOf('\n')));
  });

  it('fish knows every command and option of check', async () => {
    const text = await scriptOf('fish');
    expect(text).toMatch(/-n '[^']*not __fish_seen_subcommand_from [^']*check[^']*' -a check -d '/);
    for (const option of ['train', 'only', 'format']) {
      expect(text).toMatch(new RegExp(`-n '__fish_seen_subcommand_from check' -l ${option} `));
    }
  });

  it.skipIf(!has('fish'))('fish completes', async () => {
    const file = join(temporaryFolder({ 'watertight.fish': await scriptOf('fish') }), 'watertight.fish');
    const ask = (line: string) =>
      spawnSync('fish', ['--no-config', '-c', `source ${file}; complete -C '${line}'`], { cwd, encoding: 'utf8' })
        .stdout.split('\n')
        .map((one) => one.split('\t')[0]!)
        .filter(Boolean);
    expect(ask('watertight ch')).toContain('check');
    expect(ask('watertight config s').sort()).toEqual(['schema', 'show']);
    expect(ask('watertight check --task ')).toEqual(['binary', 'multiclass', 'regression']);
    expect(ask('watertight check --train te')).toEqual(['test.csv']);
    expect(ask('watertight explain overlap/dup')).toEqual(['overlap/duplicate-rows']);
  });

  it.skipIf(!has('zsh'))('zsh loads the script', async () => {
    const ask = `${await scriptOf('zsh')}\nprint -r -- "$_comps[watertight]"`;
    const { stdout, stderr } = spawnSync('zsh', ['-f', '-c', ask], { cwd, encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(stdout).toContain('_bash_complete');
  });
});
