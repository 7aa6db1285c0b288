import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { check } from '../api/check.ts';
import { shownPath } from '../api/read-baselines.ts';
import { acceptFindings } from '../baseline/accept-findings.ts';
import { editBaseline } from '../baseline/edit-baseline.ts';
import { fixedFindings } from '../baseline/fixed-findings.ts';
import { listBaseline } from '../baseline/list-baseline.ts';
import { readBaseline, readText } from '../baseline/read-baseline.ts';
import type { Config } from '../config/config.ts';
import { loadConfig } from '../config/load-config.ts';
import { UserError } from '../errors.ts';
import type { Baseline } from '../judge/baseline.ts';
import { readReport } from '../report/render-stored.ts';
import type { Report } from '../report/schema.ts';
import { counted } from '../report/words.ts';
import { visible } from '../text/visible.ts';
import { type CheckFlags, flagsOf, revisionsOf, runOptions } from './check-options.ts';
import { type ExitCode, type Io, interruptible } from './io.ts';
import { progressLine } from './progress.ts';
import { writeOutput } from './write-output.ts';

interface BaselineFlags extends CheckFlags {
  readonly from?: string;
  readonly reason?: string;
  readonly note?: string;
  readonly until?: string;
  readonly check?: boolean;
  readonly unchecked?: boolean;
  readonly json?: boolean;
}

const DEFAULT_FILE = 'watertight-baseline.yaml';

/** `watertight baseline write|prune|show`: findings that are known and no longer fail. */
export function baselineCommand(program: Command, io: Io, done: (code: ExitCode) => void): void {
  const baseline = program.command('baseline').description('keep a reviewed file of known findings, which no longer fail');
  const write = baseline.command('write').description('add what is found now; entries that are there keep what people wrote');
  ran(write)
    .option('--reason <text>', 'why the added findings are accepted')
    .option('--note <text>', 'what else readers should know of them')
    .option('--until <date>', 'their last day, such as 2027-03-01; expired entries that are still found get it too', isoDate)
    .action(async (flags: BaselineFlags) => done(await writeBaseline(flags, io)));
  const prune = baseline.command('prune').description('take out entries that are found no more');
  ran(prune)
    .option('--unchecked', 'also entries that no rule looked at, such as those of a data set that is gone')
    .option('--check', 'write nothing; exit with 1 when there is something to take out')
    .action(async (flags: BaselineFlags) => done(await pruneBaseline(flags, io)));
  baseline
    .command('show')
    .description('list the entries with what people wrote of them')
    .argument('[file]', `a baseline or a JSON report (default: the configured one, or ${DEFAULT_FILE})`)
    .option('--config <file>', 'configuration (default: the nearest watertight.yaml)')
    .option('--json', 'as JSON')
    .action(async (file: string | undefined, flags: BaselineFlags) => {
      const path = file === undefined ? fileOf(await configOf(flags, io)) : resolve(io.cwd(), file);
      const read = await readBaseline(path, file ?? shownPath(await configOf(flags, io), path));
      io.stdout.write(flags.json ? `${JSON.stringify(read, null, 2)}\n` : listBaseline(read, new Date()));
      done(0);
    });
}

function ran(command: Command): Command {
  runOptions(command);
  command.optionsGroup('Baseline:');
  return command
    .option('--from <report>', 'take the findings of this JSON report instead of checking now')
    .option('-q, --quiet', 'no progress');
}

async function writeBaseline(flags: BaselineFlags, io: Io): Promise<ExitCode> {
  const { path, report, now, config, ...before } = await prepared(flags, io);
  const { reason, note, until } = flags;
  const said = { ...(reason && { reason }), ...(note && { note }), ...(until && { until }) };
  const { expired, ...edit } = acceptFindings(report, before.baseline?.findings ?? [], { ...said, now });
  const shown = shownPath(config, path);
  await writeOutput(path, await editBaseline(before.text, edit, formOf(path)), io.cwd());
  const lines = [
    `${shown}: ${counted(edit.added.length, 'finding')} added, ${before.baseline?.findings.length ?? 0} kept`,
    ...(edit.renewed.size > 0 ? [`${edit.renewed.size} expired and renewed`] : []),
    ...(expired > 0 ? [`${expired} expired: still found, and still failing; give --until, or edit them`] : []),
    ...(config.baseline === undefined ? [`put \`baseline: ${shown}\` into watertight.yaml, or give --baseline ${shown}`] : []),
  ];
  io.stdout.write(`${lines.map(visible).join('\n')}\n`);
  return 0;
}

async function pruneBaseline(flags: BaselineFlags, io: Io): Promise<ExitCode> {
  const { path, report, now, config, baseline, text } = await prepared(flags, io);
  const shown = shownPath(config, path);
  if (!baseline) throw new UserError(`there is no baseline ${shown}`, { hint: 'write one with `watertight baseline write`' });
  const { fixed, unchecked } = fixedFindings(baseline, report, now);
  const removed = flags.unchecked ? [...fixed, ...unchecked] : fixed;
  if (!flags.check && removed.length > 0) {
    const edit = { removed: removed.map(({ fingerprint }) => fingerprint) };
    await writeOutput(path, await editBaseline(text, edit, formOf(path)), io.cwd());
  }
  const kept = baseline.findings.length - removed.length;
  const lines = [
    ...removed.map(({ rule, message, fingerprint }) => `- ${rule}: ${message ?? fingerprint}`),
    `${shown}: ${removed.length} ${flags.check ? 'to take out' : 'taken out'}, ${kept} kept`,
    ...(unchecked.length > 0 && !flags.unchecked ? [`${unchecked.length} of them not looked at in this run`] : []),
  ];
  io.stdout.write(`${lines.map((line) => visible(line)).join('\n')}\n`);
  return flags.check && removed.length > 0 ? 1 : 0;
}

interface Prepared {
  readonly config: Config;
  readonly path: string;
  readonly now: Date;
  readonly report: Report;
  /** Absent while there is no file. */
  readonly text?: string;
  readonly baseline?: Baseline;
}

async function prepared(flags: BaselineFlags, io: Io): Promise<Prepared> {
  const config = await configOf(flags, io);
  const path = fileOf(config);
  const before = existsSync(path) ? await existing(path, shownPath(config, path)) : {};
  const report = flags.from === undefined ? await checked(config, flags, io) : await readReport(resolve(io.cwd(), flags.from));
  if (report.run.status !== 'error') return { config, path, now: new Date(), report, ...before };
  const crashed = report.outcomes.find(({ status }) => status === 'crashed');
  const reason = report.run.errors[0] ?? (crashed && `${crashed.rule} crashed: ${crashed.reason?.split('\n', 1)}`);
  throw new UserError(`the check is incomplete, so the baseline stays as it is: ${reason ?? 'see its report'}`);
}

async function existing(path: string, shown: string): Promise<{ text: string; baseline: Baseline }> {
  const baseline = await readBaseline(path, shown);
  if (baseline.kind === 'baseline') return { text: await readText(path, shown), baseline };
  throw new UserError(`${shown} is a report, not a baseline that can be edited`, {
    hint: `make one of it: \`watertight baseline write --from ${shown} --baseline ${DEFAULT_FILE}\``,
  });
}

async function checked({ baseline, ...config }: Config, flags: BaselineFlags, io: Io): Promise<Report> {
  const progress = progressLine(io, flags.quiet === true);
  progress.say('reading data');
  const run = (signal: AbortSignal) => check(config, { signal, onProgress: progress.update, ...revisionsOf(flags) });
  return interruptible(io, run).finally(progress.end);
}

function configOf(flags: BaselineFlags, io: Io): Promise<Config> {
  const { from, reason, note, until, check, unchecked, json, ...rest } = flags;
  return loadConfig({
    cwd: io.cwd(),
    env: io.env,
    flags: flagsOf(rest as CheckFlags),
    ...(flags.config !== undefined && { file: flags.config }),
  });
}

const fileOf = ({ baseline, baseDirectory }: Config): string => baseline ?? join(baseDirectory, DEFAULT_FILE);

const formOf = (path: string): 'yaml' | 'json' => (/\.json$/i.test(path) ? 'json' : 'yaml');

function isoDate(text: string): string {
  const date = new Date(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text) {
    throw new InvalidArgumentError('It must be a date such as 2027-03-01.');
  }
  return text;
}
