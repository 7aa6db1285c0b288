import { resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Flags } from '../config/flags.ts';
import { UserError } from '../errors.ts';
import { formatNames } from '../report/formats.ts';
import { alternatives } from '../text/alternatives.ts';

export interface CheckFlags extends Record<string, unknown> {
  readonly config?: string;
  readonly format?: string;
  readonly output?: string;
  readonly report: readonly string[];
  readonly showSuppressed?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly color?: string;
  readonly rev?: readonly string[];
  readonly since?: string;
}

const collect = (value: string, previous: readonly string[] = []): string[] => [...previous, value];

export const many = (flags: string, text: string) => new Option(flags, text).argParser(collect).default([], 'none');

/** Adds the options of `check`, grouped as the help shows them. */
export function checkOptions(command: Command): Command {
  runOptions(command);
  outputOptions(command, alternatives(formatNames));
  return command.addHelpText('after', EXAMPLES);
}

/** What a run of the checks takes, whatever becomes of its report. */
export function runOptions(command: Command): void {
  command.optionsGroup('Data:');
  command
    .option('--config <file>', 'configuration (default: the nearest watertight.yaml)')
    .option('--train <path>', 'training data: a file, glob or folder')
    .option('--validation <path>', 'validation data')
    .option('--test <path>', 'test data')
    .option('--serving <path>', 'data seen in production')
    .option('--data <path>', 'one file that holds all splits')
    .option('--split-column <column>', 'the column that tells the splits of --data apart');
  readOptions(command);
  columnOptions(command);
  revisionOptions(command);
  ruleOptions(command);
  limitOptions(command);
  command.option('--no-dvc', 'do not compare the data with what DVC has recorded');
}

/** How text files are read. */
export function readOptions(command: Command): void {
  command
    .option('--delimiter <character>', 'delimiter of text files (default: detected)')
    .option('--decimal <mark>', 'decimal mark of text files, . or , (default: detected)')
    .option('--encoding <name>', 'encoding of text files (default: detected)');
}

export function columnOptions(command: Command): void {
  command.optionsGroup('What the columns are:');
  command
    .option('--target <column>', 'what the model predicts')
    .addOption(
      new Option('--task <task>', 'kind of target (default: from its values)').choices(['binary', 'multiclass', 'regression']),
    )
    .option('--positive <value>', 'the positive class')
    .option('--time <column>', 'the time a prediction is made at')
    .addOption(many('--entity <column>', 'whom or what a row is about; repeatable'))
    .addOption(many('--id <column>', 'identifies a row; repeatable'))
    .option('--horizon <duration>', 'how long after that time the target is known, such as 30d');
}

export function limitOptions(command: Command): void {
  command.optionsGroup('Limits:');
  command
    .option('--engine <url>', 'where the checks run (default: duckdb, in this process)')
    .option('--memory-limit <size>', 'such as 2GB; beyond it, temporary files are used')
    .option('--threads <number>', 'threads of the engine', wholeNumber);
  timeOptions(command, false);
}

/** `--rev`, for DVC repositories. */
export function revisionOptions(command: Command): void {
  command.option(
    '--rev <revision>',
    'a Git revision of the DVC repository to compare with the working directory; given twice, with one another',
    collect,
  );
}

/** `--since`, as `check` and `verify` take it. */
export const sinceOf = ({ since }: CheckFlags, cwd: string): { readonly since?: string } =>
  since === undefined ? {} : { since: resolve(cwd, since) };

/** @throws UserError for more than two revisions */
export function revisionsOf({ rev }: CheckFlags): { readonly revisions?: { readonly from: string; readonly to?: string } } {
  const [from, to, ...others] = rev ?? [];
  if (others.length) throw new UserError('`--rev` can be given twice at most');
  return from === undefined ? {} : { revisions: { from, ...(to !== undefined && { to }) } };
}

export function ruleOptions(command: Command): void {
  command.optionsGroup('Rules and gate:');
  command
    .addOption(many('--only <rule>', 'run only this rule, area (drift/*) or tag; repeatable'))
    .addOption(many('--skip <rule>', 'leave out this rule, area or tag; repeatable'))
    .addOption(many('--set <rule=severity>', 'give findings another severity (off, info, warn, error); repeatable'))
    .addOption(
      new Option('--fail-on <severity>', 'least severity that fails the check').choices(['error', 'warn', 'info', 'never']),
    )
    .option('--baseline <file>', 'reviewed baseline or earlier JSON report: what it lists is known and does not fail')
    .option('--since <report>', 'earlier JSON report: show what is new since then');
}

export function outputOptions(command: Command, formats: string): void {
  command.optionsGroup('Output:');
  command
    .option('-f, --format <format>', formats, 'pretty')
    .option('-o, --output <file>', 'write there instead of stdout')
    .addOption(many('--report <format=file>', 'also write this format to this file; repeatable'))
    .option('--show-values', 'let cell values into the report')
    .option('--show-suppressed', 'show findings that `ignore` silences')
    .option('-q, --quiet', 'no progress, no notices')
    .option('-v, --verbose', 'show clean and skipped checks and the SQL too')
    .option('--color <when>', 'auto, always or never', 'auto');
}

export function timeOptions(command: Command, hasHeading = true): void {
  if (hasHeading) command.optionsGroup('Limits:');
  command
    .option('--timeout <duration>', 'time for the whole run, such as 10m')
    .option('--rule-timeout <duration>', 'time for each rule');
}

const EXAMPLES = `
Examples:
  $ watertight check --train train.parquet --test test.parquet --target churned --entity customer_id
  $ watertight check --data all.csv --split-column fold --target y
  $ watertight check --only 'overlap/*' --fail-on warn
  $ watertight check --since last-week.json
  $ watertight check --set drift/*=info --report sarif=leaks.sarif --report json=report.json
  $ watertight check -f github --report markdown="$GITHUB_STEP_SUMMARY"`;

/** The options that are configuration, as `loadConfig` takes them. */
export function flagsOf(options: CheckFlags): Flags {
  const { format, output, report, showSuppressed, quiet, verbose, color, config, rev, since, ...flags } = options;
  // A repeatable option that was not given must not hide what the configuration says.
  const given = Object.entries(flags).filter(([, value]) => !Array.isArray(value) || value.length > 0);
  return Object.fromEntries(given) as Flags;
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError('It must be a whole number from 1.');
  return Number(text);
}
