import { type Command, Option } from 'commander';
import { fix } from '../api/fix.ts';
import { loadConfig } from '../config/load-config.ts';
import type { Side } from '../fix/plan-drops.ts';
import { summaryText } from '../fix/summary.ts';
import { exitCode } from '../judge/exit-code.ts';
import { visibleJson } from '../text/visible.ts';
import { type CheckFlags, flagsOf, many, runOptions } from './check-options.ts';
import { type ExitCode, type Io, interruptible } from './io.ts';
import { progressLine } from './progress.ts';
import { planOf, type SplitFlags, splitOptions } from './split-options.ts';

interface FixFlags extends CheckFlags, SplitFlags {
  readonly rows?: string;
  readonly clean?: string;
  readonly resplit?: string;
  readonly drop: Side;
  readonly without: readonly string[];
  readonly force?: boolean;
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  $ watertight fix --rows drop.csv                      the rows to drop, for your own pipeline to leave out
  $ watertight fix --clean clean/                       copies of the data sets that lose rows
  $ watertight fix --clean clean/ --without exit_survey the same without a column that leaks
  $ watertight fix --resplit all.parquet --by group     all rows in one file, split anew

It checks before and after, and exits with what the check of the result gives.`;

/** `watertight fix`: writes what mends the findings that fail, beside the data, and proves it. */
export function fixCommand(program: Command, io: Io, done: (code: ExitCode) => void): void {
  const command = program
    .command('fix')
    .description('write data without the rows that leak, or split anew, and check the result');
  runOptions(command);
  command.optionsGroup('What to write (never in place):');
  command
    .option('--rows <file>', 'the rows to drop, by position and declared id: .csv or .parquet')
    .option('--clean <folder>', 'copies without these rows, one Parquet file for each data set that loses some')
    .option('--resplit <file>', 'all rows in one Parquet file with a split column')
    .addOption(
      new Option('--drop <side>', 'which rows go where both sides have them').choices(['held-out', 'fit']).default('held-out'),
    )
    .addOption(many('--without <column>', 'leave this column out of what is written; repeatable'))
    .option('--force', 'replace files that are there');
  splitOptions(command);
  command.optionsGroup('Output:');
  command
    .option('--json', 'what was written and both reports, as JSON')
    .option('--show-values', 'let cell values into the reports')
    .option('-q, --quiet', 'no progress')
    .addHelpText('after', EXAMPLES)
    .action(async (flags: FixFlags) => {
      const { rows, clean, resplit, drop, without, force, json, by, ratio, seed, embargo, cut, column, ...rest } = flags;
      const cwd = io.cwd();
      const config = await loadConfig({
        cwd,
        env: io.env,
        flags: flagsOf(rest as CheckFlags),
        ...(rest.config && { file: rest.config }),
      });
      const usual = config.roles.validation || config.splitColumn?.roles.validation ? '70/15/15' : '80/20';
      const progress = progressLine(io, flags.quiet === true);
      progress.say('checking, writing, and checking again');
      const result = await interruptible(io, (signal) =>
        fix(config, {
          ...{ drop, without, cwd, force: force === true, signal },
          ...(rows !== undefined && { rows }),
          ...(clean !== undefined && { clean }),
          ...(resplit !== undefined && { resplit: { plan: planOf(flags, config, usual), output: resplit, column } }),
        }),
      ).finally(progress.end);
      io.stdout.write(json ? `${visibleJson(result, 2)}\n` : summaryText(result));
      done(exitCode(result.after.run.status));
    });
}
