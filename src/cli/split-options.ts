import { type Command, Option } from 'commander';
import type { Config } from '../config/config.ts';
import { parseDuration } from '../config/duration.ts';
import { parseMoment } from '../split/moment.ts';
import { parseRatio } from '../split/parse-ratio.ts';
import type { SplitPlan } from '../split/split-plan.ts';
import { many } from './check-options.ts';

export interface SplitFlags {
  readonly by?: SplitPlan['strategy'];
  readonly ratio?: string;
  readonly seed: string;
  readonly embargo?: string;
  readonly cut: readonly string[];
  readonly column: string;
}

/** How a split is made, for `split` and `fix --resplit`. */
export function splitOptions(command: Command): void {
  command.optionsGroup('How rows are split:');
  command
    .addOption(
      new Option('--by <strategy>', 'random, group or temporal (default: as declared; group where --entity is given)').choices([
        'random',
        'group',
        'temporal',
      ]),
    )
    .option('--ratio <shares>', 'train/test or train/validation/test, such as 80/20 or 70/15/15')
    .option('--seed <text>', 'another text gives another random split', 'watertight')
    .option('--embargo <duration>', 'temporal: distance between splits (default: --horizon)')
    .addOption(many('--cut <moment>', 'temporal: when test begins, or validation and then test, such as 2025-03-01; repeatable'))
    .option('--column <name>', 'the column that says which split a row is in', 'split');
}

/** @throws UserError for a ratio, duration or moment that cannot be read */
export function planOf(flags: SplitFlags, config: Config, usual: string): SplitPlan {
  const strategy = flags.by ?? config.strategy ?? (config.entity.length ? 'group' : 'random');
  const shares = parseRatio(flags.ratio ?? (flags.cut.length === 2 ? '70/15/15' : usual));
  if (strategy !== 'temporal') return { strategy, shares, seed: flags.seed };
  const embargo = flags.embargo === undefined ? (config.target?.horizon?.micros ?? 0) : parseDuration(flags.embargo);
  return { strategy, shares, embargo, ...(flags.cut.length && { cuts: flags.cut.map(parseMoment) }) };
}
