import { resolve } from 'node:path';
import type { Command } from 'commander';
import { split } from '../api/split.ts';
import type { Config } from '../config/config.ts';
import { loadConfig } from '../config/load-config.ts';
import { summaryText } from '../fix/summary.ts';
import { exitCode } from '../judge/exit-code.ts';
import { countText } from '../report/number-text.ts';
import { visibleJson } from '../text/visible.ts';
import { type CheckFlags, columnOptions, flagsOf, limitOptions, many, readOptions } from './check-options.ts';
import { type ExitCode, type Io, interruptible } from './io.ts';
import { progressLine } from './progress.ts';
import { planOf, type SplitFlags, splitOptions } from './split-options.ts';

interface Flags extends CheckFlags, SplitFlags {
  readonly output: string;
  readonly without: readonly string[];
  readonly force?: boolean;
  readonly json?: boolean;
}

/** What can go wrong with a split. */
const SPLIT_RULES = ['overlap/*', 'split/*', 'time/*'];

const EXAMPLES = `
Examples:
  $ watertight split customers.csv -o split.parquet --entity customer_id --ratio 70/15/15
  $ watertight split events.parquet -o split.parquet --by temporal --time seen_at --embargo 30d --ratio 80/20
  $ watertight check --data split.parquet --split-column split --target churned`;

/** `watertight split`: one file in, the same rows with a split column out, checked. */
export function splitCommand(program: Command, io: Io, done: (code: ExitCode) => void): void {
  const command = program
    .command('split')
    .description('split one file into train, validation and test data, and check the result')
    .argument('<file>', 'the data: a file, glob or folder')
    .requiredOption('-o, --output <file>', 'the Parquet file to write')
    .option('--config <file>', 'configuration (default: the nearest watertight.yaml): what the columns are')
    .option('--force', 'replace the file when it is there')
    .addOption(many('--without <column>', 'leave this column out; repeatable'));
  readOptions(command);
  columnOptions(command);
  splitOptions(command);
  limitOptions(command);
  command.optionsGroup('Output:');
  command
    .addOption(
      many('--only <rule>', `check the result with this rule, area or tag (default: ${SPLIT_RULES.join(', ')}); repeatable`),
    )
    .option('--json', 'what was written and the report, as JSON')
    .option('-q, --quiet', 'no progress')
    .addHelpText('after', EXAMPLES)
    .action(async (data: string, flags: Flags) => {
      const config = await configOf(data, flags, io);
      const plan = planOf(flags, config, '80/20');
      const progress = progressLine(io, flags.quiet === true);
      progress.say('splitting');
      const { output, column, without, force } = flags;
      const result = await interruptible(io, (signal) =>
        split(config, { plan, output, column, without, cwd: io.cwd(), force: force === true, signal }),
      ).finally(progress.end);
      const { file, rows, after } = result;
      const counts = plan.shares.map(({ role }) => `${role} ${countText(rows[role])}`).join(', ');
      const written = [{ path: file.shown, rows: Object.values(rows).reduce((sum, count) => sum + count, 0) }];
      const notices = [`${plan.strategy} split: ${counts} rows`, ...result.notices];
      io.stdout.write(flags.json ? `${visibleJson(result, 2)}\n` : summaryText({ after, written, notices }));
      done(exitCode(after.run.status));
    });
}

/** What is declared, for the one file that is to be split. */
async function configOf(data: string, flags: Flags, io: Io): Promise<Config> {
  const { output, without, force, json, by, ratio, seed, embargo, cut, column, ...rest } = flags;
  const { delimiter, decimal, encoding, only = [], ...declared } = flagsOf(rest);
  const cwd = io.cwd();
  const selected = { ...declared, only: only.length ? only : SPLIT_RULES };
  const config = await loadConfig({ cwd, env: io.env, flags: selected, ...(rest.config && { file: rest.config }) });
  const reading = { ...(delimiter && { delimiter }), ...(decimal && { decimal }), ...(encoding && { encoding }) };
  const { datasets } = await loadConfig({ cwd, file: null, flags: { train: data, ...reading } });
  const [dataset] = datasets;
  const isUrl = /^[a-z][a-z0-9+.-]+:\/\//i.test(data);
  const { splitColumn, roles, baseline, ...kept } = config;
  return { ...kept, datasets: [{ ...dataset!, path: isUrl ? data : resolve(cwd, data) }], roles: { train: dataset!.name } };
}
