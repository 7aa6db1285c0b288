import type { Command } from 'commander';
import { check } from '../api/check.ts';
import type { Config } from '../config/config.ts';
import { exitCode } from '../judge/exit-code.ts';
import { formatNames } from '../report/formats.ts';
import type { Report } from '../report/schema.ts';
import { alternatives } from '../text/alternatives.ts';
import { visible } from '../text/visible.ts';
import { type AuditFlags, auditConfig } from './audit-config.ts';
import { many, outputOptions, timeOptions } from './check-options.ts';
import { emitReports, parseReportTargets } from './emit-reports.ts';
import { type ExitCode, type Io, interruptible } from './io.ts';
import { progressLine } from './progress.ts';

const EXAMPLES = `
Where a column is called otherwise in the source, write LABELS=SOURCE.

Examples:
  $ watertight audit --labels train.parquet --source rides.parquet --entity driver_id --time seen_at=event_time --value trips
  $ watertight audit --labels train.csv --source income.csv --entity customer=id --time ts --value income=amount --created loaded_at --ttl 90d`;

/** `watertight audit`: whether columns of labels knew the future, judged by the table that they were looked up in. */
export function auditCommand(program: Command, io: Io, done: (code: ExitCode) => void): void {
  const command = program
    .command('audit')
    .description('did this column know the future? compare it with the history it was looked up in');
  command.optionsGroup('What to look at:');
  command
    .option('--labels <path>', 'the training data')
    .option('--source <path>', 'the history of the values: a row for each time one changed')
    .addOption(many('--entity <column>', 'the key that values are looked up by; repeatable, absent when there is none'))
    .option('--time <column>', 'the prediction time, and the time of a row of the source')
    .addOption(many('--value <column>', 'the column in question; repeatable'))
    .option('--created <column>', 'when a row of the source was written')
    .option('--ttl <duration>', 'how old a value may be, such as 90d (default: any age)')
    .option('--strict', 'a value stamped exactly at the prediction time does not count')
    .option('--delay <duration>', 'how long after its time a value is available')
    .option('--embargo <duration>', 'how long before the prediction values no longer count');
  command.optionsGroup('Reading:');
  command
    .option('--delimiter <character>', 'delimiter of the labels, when they are a text file (default: detected)')
    .option('--encoding <name>', 'their character encoding (default: detected)')
    .option('--engine <url>', 'where the audit runs (default: duckdb, in this process)')
    .option('--memory-limit <size>', 'such as 2GB; beyond it, temporary files are used');
  outputOptions(command, alternatives(formatNames));
  timeOptions(command);
  command.addHelpText('after', EXAMPLES).action(async (flags: AuditFlags) => {
    const targets = await parseReportTargets(flags);
    const config = await auditConfig(flags, io);
    const progress = progressLine(io, flags.quiet === true);
    progress.say('reading data');
    const report = await interruptible(io, (signal) => check(config, { signal, onProgress: progress.update })).finally(
      progress.end,
    );
    const unanswered = report.run.errors.length ? report.run.errors : openQuestions(config, report);
    for (const error of unanswered) io.stderr.write(`error: ${visible(error)}\n`);
    // Where nothing was answered, there is no more for a person to read. A clean column is an answer: its counts are shown.
    const worth = unanswered.length
      ? targets.filter(({ format, path }) => path !== undefined || format.name !== 'pretty')
      : targets;
    await emitReports(report, worth, { ...flags, verbose: true }, io);
    done(unanswered.length ? 2 : exitCode(report.run.status));
  });
}

/** Columns of which nothing could be said: that must not look like a good answer. */
function openQuestions({ features }: Config, { outcomes }: Report): string[] {
  return features.flatMap(({ name }) => {
    const outcome = outcomes.find(({ subject }) => subject.columns.includes(name));
    if (!outcome) return [`the labels have no column ${name}`];
    return outcome.status === 'skipped' || outcome.status === 'crashed' ? [`${name}: ${outcome.reason}`] : [];
  });
}
