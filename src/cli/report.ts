import { resolve } from 'node:path';
import type { Command } from 'commander';
import { loadConfig } from '../config/load-config.ts';
import { exitCode } from '../judge/exit-code.ts';
import type { Format } from '../report/format.ts';
import { formatNames } from '../report/formats.ts';
import { readReport } from '../report/render-stored.ts';
import { alternatives } from '../text/alternatives.ts';
import type { CheckFlags } from './check-options.ts';
import { emitReports, parseReportTargets } from './emit-reports.ts';
import type { ExitCode, Io } from './io.ts';

/** `watertight report FILE -f FORMAT`: another form of a stored JSON report. */
export function reportCommand(program: Command, io: Io, done: (code: ExitCode) => void): void {
  program
    .command('report')
    .description('write a stored JSON report in another format')
    .argument('<file>', 'a report written with --format json')
    .option('-f, --format <format>', alternatives(formatNames), 'pretty')
    .option('-o, --output <file>', 'write there instead of stdout')
    .option(
      '--report <format=file>',
      'also write this format to this file; repeatable',
      (value: string, all: string[]) => [...all, value],
      [],
    )
    .option('--show-suppressed', 'show findings that `ignore` silences')
    .option('-v, --verbose', 'show clean and skipped checks and the SQL too')
    .option('--color <when>', 'auto, always or never', 'auto')
    .option('--exit-code', 'exit with the code that the check itself gave')
    .action(async (file: string, options: CheckFlags & { exitCode?: boolean }) => {
      const targets = await parseReportTargets(options, await furtherFormats(options, io));
      const report = await readReport(resolve(io.cwd(), file));
      await emitReports(report, targets, options, io);
      done(options.exitCode ? exitCode(report.run.status) : 0);
    });
}

/** Formats of the plugins that the configuration here names, which is read only when one may be meant. */
async function furtherFormats({ format = 'pretty', report }: CheckFlags, io: Io): Promise<readonly Format[]> {
  const wanted = [format, ...report.map((text) => text.split('=', 1)[0]!)];
  if (wanted.every((name) => formatNames.includes(name))) return [];
  const config = await loadConfig({ cwd: io.cwd(), env: io.env });
  const { extended } = await import('../api/extensions.ts');
  return (await extended(config)).formats;
}
