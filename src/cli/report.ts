import { resolve } from 'node:path';
import type { Command } from 'commander';
import { exitCode } from '../judge/exit-code.ts';
import { readReport } from '../report/render-stored.ts';
import type { CheckFlags } from './check-options.ts';
import { emitReports, parseReportTargets } from './emit-reports.ts';
import type { ExitCode, Io } from './io.ts';

/** `watertight report FILE -f FORMAT`: another form of a stored JSON report. */
export function reportCommand(program: Command, io: Io, done: (code: ExitCode) => void): void {
  program
    .command('report')
    .description('write a stored JSON report in another format')
    .argument('<file>', 'a report written with --format json')
    .option('-f, --format <format>', 'pretty, json, ndjson, sarif, junit, github, gitlab, markdown or html', 'pretty')
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
      const targets = await parseReportTargets(options);
      const report = await readReport(resolve(io.cwd(), file));
      await emitReports(report, targets, options, io);
      done(options.exitCode ? exitCode(report.run.status) : 0);
    });
}
