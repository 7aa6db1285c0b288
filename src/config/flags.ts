import { quote } from '../text/quote.ts';
import type { Scalar } from './config.ts';
import type { Problem } from './config-error.ts';
import type { Source } from './layer.ts';
import { namedSource } from './named-source.ts';
import type { Path } from './path.ts';

/** Flags of the command line, as commander names and gives them. */
export interface Flags {
  readonly config?: string;
  readonly train?: string;
  readonly validation?: string;
  readonly test?: string;
  readonly serving?: string;
  readonly data?: string;
  readonly splitColumn?: string;
  readonly target?: string;
  readonly task?: string;
  readonly positive?: string;
  readonly horizon?: string;
  readonly time?: string;
  readonly entity?: readonly string[];
  readonly id?: readonly string[];
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  /** `RULE=SEVERITY` */
  readonly set?: readonly string[];
  readonly failOn?: string;
  readonly baseline?: string;
  readonly engine?: string;
  readonly memoryLimit?: string;
  readonly threads?: string;
  readonly timeout?: string;
  readonly ruleTimeout?: string;
  /** False for `--no-dvc`. */
  readonly dvc?: boolean;
  readonly showValues?: boolean;
  readonly delimiter?: string;
  readonly quote?: string;
  readonly decimal?: string;
  readonly encoding?: string;
  readonly nulls?: readonly string[];
  /** False for `--no-header`. */
  readonly header?: boolean;
}

/** Data given by `--data` carries this name unless the file names the data set that is split by a column. */
const splitDataset = 'data';

/** What flags say, under the keys of `watertight.yaml`. */
export function flagSource(flags: Flags, fileSplitDataset: string | undefined, problems: Problem[]): Source {
  const data = fileSplitDataset ?? splitDataset;
  if (flags.data !== undefined && (flags.train ?? flags.validation ?? flags.test) !== undefined) {
    problems.push({
      message: '`--data` holds all splits, so it cannot stand with `--train`, `--validation` or `--test`',
      hint: 'leave out `--data`, or the others',
    });
  }
  return namedSource('flag', [
    ['--train', ['datasets', 'train', 'path'], flags.train],
    ['--validation', ['datasets', 'validation', 'path'], flags.validation],
    ['--test', ['datasets', 'test', 'path'], flags.test],
    ['--serving', ['datasets', 'serving', 'path'], flags.serving],
    ['--data', ['datasets', data, 'path'], flags.data],
    ['--data', ['split', 'dataset'], flags.data === undefined ? undefined : data],
    ['--split-column', ['split', 'column'], flags.splitColumn],
    ['--target', ['target', 'column'], flags.target],
    ['--task', ['target', 'task'], flags.task],
    ['--positive', ['target', 'positive'], flags.positive === undefined ? undefined : scalarOf(flags.positive)],
    ['--horizon', ['target', 'horizon'], flags.horizon],
    ['--time', ['time'], flags.time],
    ['--entity', ['entity'], listed(flags.entity)],
    ['--id', ['id'], listed(flags.id)],
    ...(flags.set ?? []).map((text) => severityFlag(text, problems)),
    ['--fail-on', ['fail_on'], flags.failOn],
    ['--baseline', ['baseline'], flags.baseline],
    ['--engine', ['engine', 'url'], flags.engine],
    ['--memory-limit', ['engine', 'memory_limit'], flags.memoryLimit],
    ['--threads', ['engine', 'threads'], numberIn(flags.threads)],
    ['--timeout', ['timeout'], flags.timeout],
    ['--rule-timeout', ['rule_timeout'], flags.ruleTimeout],
    ['--no-dvc', ['dvc'], flags.dvc === false ? 'off' : undefined],
    ['--delimiter', ['options', 'delimiter'], flags.delimiter],
    ['--quote', ['options', 'quote'], flags.quote],
    ['--decimal', ['options', 'decimal'], flags.decimal],
    ['--encoding', ['options', 'encoding'], flags.encoding],
    ['--nulls', ['options', 'nulls'], listed(flags.nulls)],
    ['--no-header', ['options', 'header'], flags.header === false ? false : undefined],
  ]);
}

const listed = (values: readonly string[] | undefined): readonly string[] | undefined => (values?.length ? values : undefined);

/** A number when the text is one; other text is left for validation to refuse. */
export const numberIn = (text: string | undefined): string | number | undefined =>
  text !== undefined && /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;

/** Text as YAML reads it: `1` a number, `true` a boolean, `007` and `1.0` text. */
function scalarOf(text: string): Scalar {
  if (text === 'true' || text === 'false') return text === 'true';
  const number = Number(text);
  return Number.isFinite(number) && String(number) === text ? number : text;
}

function severityFlag(text: string, problems: Problem[]): readonly [string, Path, unknown] {
  const [, rule, severity] = /^([\w/*-]+)=(.*)$/.exec(text) ?? [];
  if (rule !== undefined && rule !== '__proto__') return [`--set ${rule}`, ['rules', rule], severity];
  problems.push({
    message: `\`--set\` needs RULE=SEVERITY, not ${quote(text)}`,
    hint: 'such as `--set target/proxy-column=error`',
  });
  return ['--set', [], undefined];
}
