import { Argument, type Command } from 'commander';
import { builtInRules } from '../api/rules.ts';
import { formatNames } from '../report/formats.ts';
import type { CommandNode } from './completion/command-tree.ts';
import type { ExitCode, Io } from './io.ts';

type Shell = 'bash' | 'zsh' | 'fish';

const scripts: Readonly<Record<Shell, () => Promise<(program: string, tree: CommandNode) => string>>> = {
  bash: async () => (await import('./completion/bash.ts')).bashScript,
  zsh: async () => (await import('./completion/zsh.ts')).zshScript,
  fish: async () => (await import('./completion/fish.ts')).fishScript,
};

const EXAMPLES = `
Examples:
  $ echo 'eval "$(watertight completion bash)"' >> ~/.bashrc
  $ echo 'eval "$(watertight completion zsh)"' >> ~/.zshrc
  $ watertight completion fish > ~/.config/fish/completions/watertight.fish`;

/** `watertight completion SHELL`: a script that completes commands, options, their words, rules and files. */
export function completionCommand(program: Command, io: Io, done: (code: ExitCode) => void): void {
  program
    .command('completion')
    .description('print a script that completes commands, options and rules in a shell')
    .addArgument(new Argument('<shell>', 'the shell').choices(Object.keys(scripts)))
    .addHelpText('after', EXAMPLES)
    .action(async (shell: Shell) => {
      const { commandTree } = await import('./completion/command-tree.ts');
      const rule = (await builtInRules()).map(({ id }) => id);
      const tree = commandTree(program, { rule, format: formatNames, when: ['auto', 'always', 'never'] });
      io.stdout.write((await scripts[shell]())(program.name(), tree));
      done(0);
    });
}
