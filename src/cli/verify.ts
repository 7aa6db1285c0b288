import type { Command } from 'commander';
import { verify } from '../api/verify.ts';
import { loadConfig } from '../config/load-config.ts';
import { exitCode } from '../judge/exit-code.ts';
import { visible } from '../text/visible.ts';
import {
  type CheckFlags,
  flagsOf,
  outputOptions,
  revisionOptions,
  revisionsOf,
  ruleOptions,
  sinceOf,
  timeOptions,
} from './check-options.ts';
import { answerAsDvc, isDvcFormat } from './dvc-formats.ts';
import { emitReports, parseReportTargets } from './emit-reports.ts';
import { type ExitCode, type Io, interruptible } from './io.ts';
import { progressLine } from './progress.ts';

const EXAMPLES = `
Examples:
  $ watertight verify                          what is missing, changed, stale, not pushed, and which stages leak
  $ watertight verify --rev v1.0               what changed since a tag, and whether scores can still be compared
  $ watertight verify -f dvc-status            the JSON of \`dvc status --json\``;

/** `watertight verify`: what a DVC repository records against what is there, without DVC and without reading tables. */
export function verifyCommand(program: Command, io: Io, done: (code: ExitCode) => void): void {
  const command = program.command('verify').description('check the DVC repository here: recorded data, stages and their leaks');
  command.optionsGroup('What to look at:');
  command.option('--config <file>', 'configuration (default: the nearest watertight.yaml)');
  revisionOptions(command);
  ruleOptions(command);
  outputOptions(command, 'the formats of `check`, or dvc-status, dvc-cloud-status, dvc-data-status');
  command.optionsGroup('dvc-data-status, as `dvc data status` takes them:');
  command
    .option('--granular', 'look into directories')
    .option('--not-in-remote', 'list what the remote lacks')
    .option('--unchanged', 'list what is as recorded')
    .option('--untracked-files', 'list files that neither Git nor DVC tracks');
  timeOptions(command);
  command.addHelpText('after', EXAMPLES).action(async (flags: CheckFlags) => {
    done(isDvcFormat(flags.format) ? await answerAsDvc(flags, io) : await report(flags, io));
  });
}

async function report(flags: CheckFlags, io: Io): Promise<ExitCode> {
  const { granular, notInRemote, unchanged, untrackedFiles, ...options } = flags;
  const targets = await parseReportTargets(options);
  const cwd = io.cwd();
  const config = await loadConfig({
    cwd,
    env: io.env,
    flags: flagsOf(options as CheckFlags),
    ...(flags.config !== undefined && { file: flags.config }),
  });
  const progress = progressLine(io, flags.quiet === true);
  progress.say('reading the repository');
  const made = await interruptible(io, (signal) =>
    verify(config, { cwd, signal, onProgress: progress.update, ...revisionsOf(flags), ...sinceOf(flags, cwd) }),
  ).finally(progress.end);
  for (const error of made.run.errors) io.stderr.write(`error: ${visible(error)}\n`);
  await emitReports(made, targets, options, io);
  return exitCode(made.run.status);
}
