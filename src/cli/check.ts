import type { Command } from 'commander';
import { check } from '../api/check.ts';
import { extended } from '../api/extensions.ts';
import { loadConfig } from '../config/load-config.ts';
import { exitCode } from '../judge/exit-code.ts';
import { visible } from '../text/visible.ts';
import { type CheckFlags, checkOptions, flagsOf, revisionsOf, sinceOf } from './check-options.ts';
import { emitReports, parseReportTargets } from './emit-reports.ts';
import { type ExitCode, type Io, interruptible } from './io.ts';
import { progressLine } from './progress.ts';

export function checkCommand(program: Command, io: Io, done: (code: ExitCode) => void): void {
  const command = program
    .command('check', { isDefault: false })
    .description('check the data sets and report what cannot be trusted');
  checkOptions(command)
    .option('--watch', 'check again whenever a file that is read changes, until Ctrl-C; for data that are checked in seconds')
    .action(async ({ watch, ...options }: CheckFlags & { watch?: boolean }) => {
      const run = () => checkOnce(options, io);
      done(watch ? await (await import('./watch-files.ts')).watchFiles(options, io, run) : await run());
    });
}

async function checkOnce(options: CheckFlags, io: Io): Promise<ExitCode> {
  const config = await loadConfig({
    cwd: io.cwd(),
    env: io.env,
    flags: flagsOf(options),
    ...(options.config && { file: options.config }),
  });
  const targets = await parseReportTargets(options, (await extended(config)).formats);
  const progress = progressLine(io, options.quiet === true);
  progress.say('reading data');
  const report = await interruptible(io, (signal) =>
    check(config, { signal, onProgress: progress.update, ...revisionsOf(options), ...sinceOf(options, io.cwd()) }),
  ).finally(progress.end);
  for (const error of report.run.errors) io.stderr.write(`error: ${visible(error)}\n`);
  // Where nothing was checked, there is no more for a person to read.
  const worth = report.datasets.length
    ? targets
    : targets.filter(({ format, path }) => path !== undefined || format.name !== 'pretty');
  await emitReports(report, worth, options, io);
  return exitCode(report.run.status);
}
