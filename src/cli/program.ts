import { Command, CommanderError } from 'commander';
import { packageVersion } from '../package-root.ts';
import type { ExitCode, Io } from './io.ts';

/** Adds a subcommand to the program; its action hands the exit code to `done`. */
export type Register = (program: Command, io: Io, done: (code: ExitCode) => void) => void;

/** Loaded on use: a command pays only for what it needs itself. */
const commands: Readonly<Record<string, () => Promise<Register>>> = {
  check: async () => (await import('./check.ts')).checkCommand,
  audit: async () => (await import('./audit.ts')).auditCommand,
  verify: async () => (await import('./verify.ts')).verifyCommand,
  init: async () => (await import('./init.ts')).initCommand,
  rules: async () => (await import('./rules.ts')).rulesCommand,
  explain: async () => (await import('./explain.ts')).explainCommand,
  config: async () => (await import('./config.ts')).configCommand,
  baseline: async () => (await import('./baseline.ts')).baselineCommand,
  fix: async () => (await import('./fix.ts')).fixCommand,
  split: async () => (await import('./split.ts')).splitCommand,
  test: async () => (await import('./test.ts')).testCommand,
  report: async () => (await import('./report.ts')).reportCommand,
  completion: async () => (await import('./completion.ts')).completionCommand,
  doctor: async () => (await import('./doctor.ts')).doctorCommand,
};

/** @throws UserError and whatever a command throws; usage mistakes are shown by the parser and give 2. */
export async function runCommand(argv: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = 0;
  const program = new Command('watertight')
    .description('Checks the data a model is trained, tested and served on for leakage, with proof.')
    .version(packageVersion(), '-V, --version', 'print the version')
    .configureOutput({ writeOut: (text) => void io.stdout.write(text), writeErr: (text) => void io.stderr.write(text) })
    .configureHelp({ helpWidth: Math.min(100, io.stdout.columns ?? 100) })
    .exitOverride()
    .helpCommand('help [command]', 'show help for a command')
    .addHelpText('after', EXAMPLES);
  const [first = ''] = argv;
  // Completion is about all of them.
  const isOne = first !== 'completion' && Object.hasOwn(commands, first);
  const named = isOne ? [commands[first]!] : Object.values(commands);
  for (const register of await Promise.all(named.map((load) => load()))) {
    register(program, io, (result) => {
      code = result;
    });
  }
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? 0 : 2;
  }
}

const EXAMPLES = `
Examples:
  $ watertight check --train train.parquet --test test.parquet --target churned
  $ watertight check                          what watertight.yaml says
  $ watertight init                           look at the files here and write a watertight.yaml
  $ watertight explain target/proxy-column    what a rule looks for, and what to do

Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 the job could not be done.`;
